#include "features/pairing/pairing_api.h"

#include "features/pairing/ballot_form.h"
#include "features/pairing/workspace.h"
#include "http/router.h"

namespace lianghu::pairing {

namespace {

const std::string base = "/api/v1/villages/{village}/pairing";

struct Version {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Version, (), (version))

struct Opening {
  std::optional<Date> closes_on;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Opening, (), (closes_on, version))

struct Capacity {
  int capacity = 0;
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Capacity, (), (capacity, reason, version))

Id<Organisation> village_id(const http::Call& call) {
  return call.id<Organisation>("village");
}

/// `work(context, village)` once, in the village of the path; who may do it is for the rule to say.
template <class Work>
auto changed(http::Call& call, Work work) {
  return call.change(village_id(call).value,
                     [&](Context& c) { return work(c, households::readable_village(c, village_id(call))); });
}

/// A step of the round that needs no more than the version it was decided on.
void step(http::Router& router, const std::string& path, const std::string& name,
          Round (*take)(Context&, const Village&, std::int64_t)) {
  router.post<Version, Round>(
      base + path, http::Access::signed_in, name, [take](http::Call& call, const Version& in) {
        return changed(call,
                       [&](Context& c, const Village& village) { return take(c, village, in.version); });
      });
}

/// Reads, solves, takes over: the solving stands between two transactions.
Round solved(http::Call& call, const Version& in) {
  const auto what =
      call.read([&](Context& c) { return plan(c, households::readable_village(c, village_id(call))); });
  std::optional<Solution> solution;
  if (what) solution = solve(*what);
  return changed(call,
                 [&](Context& c, const Village& village) { return adopt(c, village, solution, in.version); });
}

void reading_routes(http::Router& router) {
  router.get<Workspace>(base, http::Access::signed_in, "pairing.read", [](http::Call& call) {
    return call.read([&](Context& c) {
      return workspace(c, households::readable_village(c, village_id(call)), call.language());
    });
  });
  router.get<BallotForm>(base + "/ballots/{household}", http::Access::signed_in, "pairing.ballot_form",
                         [](http::Call& call) {
                           return call.read([&](Context& c) {
                             return ballot_form(c, households::readable_village(c, village_id(call)),
                                                call.id<Household>("household"), call.language());
                           });
                         });
}

void running_routes(http::Router& router) {
  router.post<http::Nothing, Round>(
      base + "/rounds", http::Access::signed_in, "pairing.start", [](http::Call& call, const http::Nothing&) {
        return changed(call, [&](Context& c, const Village& village) { return start(c, village); });
      });
  router.put<Capacity, Round>(base + "/helpers/{household}", http::Access::signed_in, "pairing.set_capacity",
                              [](http::Call& call, const Capacity& in) {
                                return changed(call, [&](Context& c, const Village& village) {
                                  return set_capacity(c, village, call.id<Household>("household"),
                                                      in.capacity, in.reason, in.version);
                                });
                              });
  router.post<Opening, Round>(base + "/open", http::Access::signed_in, "pairing.open",
                              [](http::Call& call, const Opening& in) {
                                return changed(call, [&](Context& c, const Village& village) {
                                  return open(c, village, in.closes_on, in.version);
                                });
                              });
  step(router, "/close", "pairing.close", close);
  router.post<Version, Round>(base + "/solve", http::Access::signed_in, "pairing.solve", solved);
  step(router, "/confirming", "pairing.open_confirming", open_confirming);
  step(router, "/final", "pairing.finalise", finalise);
}

void household_routes(http::Router& router) {
  router.put<Ballot, Vote>(base + "/ballots/{household}", http::Access::signed_in, "pairing.cast",
                           [](http::Call& call, const Ballot& in) {
                             return changed(call, [&](Context& c, const Village& village) {
                               return cast(c, village, call.id<Household>("household"), in);
                             });
                           });
  router.post<Reply, Pairing>(base + "/pairs/{pairing}/reply", http::Access::signed_in, "pairing.reply",
                              [](http::Call& call, const Reply& in) {
                                return changed(call, [&](Context& c, const Village& village) {
                                  return reply(c, village, call.id<Pairing>("pairing"), in);
                                });
                              });
}

}  // namespace

void routes(http::Router& router) {
  reading_routes(router);
  running_routes(router);
  household_routes(router);
}

}  // namespace lianghu::pairing
