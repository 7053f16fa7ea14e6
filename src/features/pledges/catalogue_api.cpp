#include "features/pledges/pledges_api.h"
#include "http/router.h"

namespace lianghu::pledges {

namespace {

struct RoleName {
  Role role{};
  programmes::Worded name;
  programmes::Worded plain;
};
BOOST_DESCRIBE_STRUCT(RoleName, (), (role, name, plain))

struct Catalogue {
  std::vector<Entry> entries;
  std::vector<RoleName> roles;  // of the programme, in its order
};
BOOST_DESCRIBE_STRUCT(Catalogue, (), (entries, roles))

struct Meeting {
  Date in_force_from{};
};
BOOST_DESCRIBE_STRUCT(Meeting, (), (in_force_from))

struct NewEntry {
  EntryFields entry;
  Date in_force_from{};
};
BOOST_DESCRIBE_STRUCT(NewEntry, (), (entry, in_force_from))

struct ChangedEntry {
  EntryFields entry;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ChangedEntry, (), (entry, version))

Catalogue catalogue_of(Context& context, const Village& village) {
  Catalogue out{catalogue(context, village), {}};
  for (const programmes::RoleDefinition& each :
       programmes::running(context, village).programme.definition.roles)
    out.roles.push_back({each.role, each.name, each.plain});
  return out;
}

/// A change by staff that answers with what `work(context, village)` gives.
template <class Work>
auto changed_by_staff(http::Call& call, Work work) {
  return call.change(village_id(call).value, [&](Context& c) {
    return work(c, organisations::village(c, village_id(call), staff_kinds));
  });
}

}  // namespace

void catalogue_routes(http::Router& router) {
  const std::string path = "/api/v1/villages/{village}/pledge-catalogue";
  router.get<Catalogue>(path, http::Access::signed_in, "catalogue.read", [](http::Call& call) {
    return call.read(
        [&](Context& c) { return catalogue_of(c, households::readable_village(c, village_id(call))); });
  });
  router.post<Meeting, Catalogue>(path + "/take", http::Access::signed_in, "catalogue.take",
                                  [](http::Call& call, const Meeting& in) {
                                    return changed_by_staff(call, [&](Context& c, const Village& village) {
                                      take_catalogue(c, village, in.in_force_from);
                                      return catalogue_of(c, village);
                                    });
                                  });
  router.post<NewEntry, Entry>(path, http::Access::signed_in, "catalogue.add",
                               [](http::Call& call, const NewEntry& in) {
                                 return changed_by_staff(call, [&](Context& c, const Village& village) {
                                   return add_entry(c, village, in.entry, in.in_force_from);
                                 });
                               });
  router.put<ChangedEntry, Entry>(path + "/{entry}", http::Access::signed_in, "catalogue.change",
                                  [](http::Call& call, const ChangedEntry& in) {
                                    return changed_by_staff(call, [&](Context& c, const Village& village) {
                                      return change_entry(c, village, call.id<Entry>("entry"), in.entry,
                                                          in.version);
                                    });
                                  });
  router.post<Version, Entry>(path + "/{entry}/withdraw", http::Access::signed_in, "catalogue.withdraw",
                              [](http::Call& call, const Version& in) {
                                return changed_by_staff(call, [&](Context& c, const Village& village) {
                                  return withdraw_entry(c, village, call.id<Entry>("entry"), in.version);
                                });
                              });
}

}  // namespace lianghu::pledges
