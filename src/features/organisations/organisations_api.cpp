#include "features/organisations/organisations_api.h"

#include "features/organisations/divisions.h"
#include "features/organisations/organisations.h"
#include "http/router.h"

namespace lianghu::organisations {

namespace {

/// A place with the names of what it lies in, from the province down: many villages share their names.
struct Place {
  std::string code, name;
  DivisionLevel level = DivisionLevel::province;
  std::vector<std::string> above;
};
BOOST_DESCRIBE_STRUCT(Place, (), (code, name, level, above))

struct PlaceList {
  std::vector<Place> divisions;
};
BOOST_DESCRIBE_STRUCT(PlaceList, (), (divisions))

PlaceList places(const std::vector<Division>& found) {
  PlaceList out;
  for (const Division& division : found) {
    Place place{division.code, division.name, division.level, {}};
    for (const Division& each : divisions::path(division.code))
      if (each.code != division.code) place.above.push_back(each.name);
    out.divisions.push_back(std::move(place));
  }
  return out;
}

struct OrganisationList {
  std::vector<Organisation> organisations;
};
BOOST_DESCRIBE_STRUCT(OrganisationList, (), (organisations))

struct OrganisationView {
  Organisation organisation;
  std::vector<Organisation> ancestors;
  std::vector<LeadingGroupMember> leading_group;
  std::optional<Id<LeadingGroupMember>> leading_group_version;
};
BOOST_DESCRIBE_STRUCT(OrganisationView, (), (organisation, ancestors, leading_group, leading_group_version))

struct NewName {
  std::string name;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(NewName, (), (name, version))

struct NewParent {
  Id<Organisation> parent;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(NewParent, (), (parent, version))

struct LeadingGroup {
  std::vector<LeadingGroupMember> members;
  std::optional<Id<LeadingGroupMember>> version;  // none: there was none
};
BOOST_DESCRIBE_STRUCT(LeadingGroup, (), (members, version))

constexpr std::initializer_list<RoleKind> readers = {
    RoleKind::operator_, RoleKind::county,       RoleKind::town,  RoleKind::secretary,
    RoleKind::auditor,   RoleKind::group_leader, RoleKind::member};

/// The tops of what the actor has rights at, with all below.
OrganisationList mine(Context& context) {
  OrganisationList out;
  for (const RoleHeld& role : context.actor().roles) {
    const Id<Organisation> id{role.organisation};
    if (!id) continue;
    for (const Organisation& each : subtree(context, reach(context, id, readers))) {
      const auto same = [&](const Organisation& other) { return other.id == each.id; };
      if (std::none_of(out.organisations.begin(), out.organisations.end(), same))
        out.organisations.push_back(each);
    }
  }
  if (context.actor().holds(RoleKind::operator_)) out.organisations = all(context);
  return out;
}

void division_routes(http::Router& router) {
  router
      .get<PlaceList>(
          "/api/v1/divisions", http::Access::signed_in, "divisions.search",
          [](http::Call& call) {
            constexpr std::size_t shown_max = 20;
            return places(divisions::search(call.query("prefix"), shown_max, call.query("within")));
          })
      .query = {"prefix", "within"};
  router.get<PlaceList>("/api/v1/divisions/{code}/children", http::Access::signed_in, "divisions.children",
                        [](http::Call& call) { return places(divisions::children(call.parameter("code"))); });
}

}  // namespace

void routes(http::Router& router) {
  division_routes(router);
  router.get<OrganisationList>(
      "/api/v1/organisations", http::Access::signed_in, "organisations.list",
      [](http::Call& call) { return call.read([](Context& c) { return mine(c); }); });
  router.get<OrganisationView>("/api/v1/organisations/{organisation}", http::Access::signed_in,
                               "organisations.read", [](http::Call& call) {
                                 return call.read([&](Context& c) {
                                   const Reach at = reach(c, call.id<Organisation>("organisation"), readers);
                                   return OrganisationView{at.organisation(), ancestors(c, at.organisation()),
                                                           leading_group(c, at),
                                                           leading_group_version(c, at)};
                                 });
                               });
  router.post<NewOrganisation, Organisation>(
      "/api/v1/organisations", http::Access::signed_in, "organisations.create",
      [](http::Call& call, const NewOrganisation& in) {
        return call.change(0, [&](Context& c) { return create(c, in); });
      });
  router.put<NewName, Organisation>(
      "/api/v1/organisations/{organisation}/name", http::Access::signed_in, "organisations.rename",
      [](http::Call& call, const NewName& in) {
        const auto id = call.id<Organisation>("organisation");
        return call.change(id.value, [&](Context& c) { return rename(c, id, in.name, in.version); });
      });
  router.put<NewParent, Organisation>(
      "/api/v1/organisations/{organisation}/parent", http::Access::signed_in, "organisations.move",
      [](http::Call& call, const NewParent& in) {
        const auto id = call.id<Organisation>("organisation");
        return call.change(id.value, [&](Context& c) { return move(c, id, in.parent, in.version); });
      });
  router.put<LeadingGroup, LeadingGroup>(
      "/api/v1/organisations/{organisation}/leading-group", http::Access::signed_in,
      "organisations.set_leading_group", [](http::Call& call, const LeadingGroup& in) {
        const auto id = call.id<Organisation>("organisation");
        return call.change(id.value, [&](Context& c) {
          const Reach at = reach(c, id, staff_kinds);
          set_leading_group(c, at, in.members, in.version);
          return LeadingGroup{leading_group(c, at), leading_group_version(c, at)};
        });
      });
}

}  // namespace lianghu::organisations
