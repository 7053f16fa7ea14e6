// Issuing slips. The code itself is no part of a stored answer: a repeated request computes it again.
#include "base/code_digits.h"
#include "base/present.h"
#include "features/households/households_api.h"
#include "features/households/slips.h"

namespace lianghu::households {

namespace {

struct IssuedSlip {
  Slip slip;
  std::string head;  // whose it is
  std::string code;  // "1234 5678 9012"
};
BOOST_DESCRIBE_STRUCT(IssuedSlip, (), (slip, head, code))

struct SlipRow {
  Id<Household> household;
  std::string head;
  std::string address;
  std::optional<Slip> slip;
};
BOOST_DESCRIBE_STRUCT(SlipRow, (), (household, head, address, slip))

struct SlipList {
  std::vector<SlipRow> households;  // every contact household
};
BOOST_DESCRIBE_STRUCT(SlipList, (), (households))

Id<Organisation> village_id(const http::Call& call) {
  return call.id<Organisation>("village");
}

SlipList listed(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = writable_village(c, village_id(call));
    std::map<Id<Household>, Slip> live;
    for (Slip& each : slips(c, village)) live.emplace(each.household, std::move(each));
    const auto households = active_households(c, village, Kind::contact);
    SlipList out;
    out.households.reserve(households.size());
    for (const ActiveHousehold& each : households) {
      const auto found = live.find(each.id);
      out.households.push_back({each.id, each.head_name, each.address,
                                found == live.end() ? std::nullopt : std::optional(found->second)});
    }
    return out;
  });
}

IssuedSlip issued(http::Call& call) {
  const auto household = call.id<Household>("household");
  const Slip slip = call.change(village_id(call).value, [&](Context& c) {
    return issue_slip(c, writable_village(c, village_id(call)), household);
  });
  const auto head = call.read([&](Context& c) {
    return present(find(c, writable_village(c, village_id(call)), household)).head_name;
  });
  return {slip, head, grouped_code(code_on(slip, call.changes().sealer()))};
}

}  // namespace

void slip_routes(http::Router& router) {
  router.get<SlipList>("/api/v1/villages/{village}/slips", http::Access::signed_in, "slips.list", listed);
  router.post<http::Nothing, IssuedSlip>("/api/v1/villages/{village}/households/{household}/slip",
                                         http::Access::signed_in, "slips.issue",
                                         [](http::Call& call, const http::Nothing&) { return issued(call); });
  router.remove<http::Nothing>("/api/v1/villages/{village}/households/{household}/slip",
                               http::Access::signed_in, "slips.void", [](http::Call& call) {
                                 return call.change(village_id(call).value, [&](Context& c) {
                                   void_slip(c, writable_village(c, village_id(call)),
                                             call.id<Household>("household"));
                                   return http::Nothing{};
                                 });
                               });
}

}  // namespace lianghu::households
