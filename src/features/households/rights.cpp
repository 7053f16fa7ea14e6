#include "features/households/rights.h"

#include <algorithm>

namespace lianghu::households {

void require_write(Context& context, const Village& village) {
  if (!context.actor().may(staff_kinds, village.organisation().path))
    throw Refusal(Status::forbidden, "rights.missing");
}

Sight sight_of(Context& context, const Village& village) {
  const Actor& actor = context.actor();
  const std::string& path = village.organisation().path;
  Sight sight;
  sight.whole = actor.may(
      {RoleKind::county, RoleKind::town, RoleKind::secretary, RoleKind::auditor, RoleKind::group_leader},
      path);
  for (const RoleHeld& role : actor.roles)
    if (role.kind == RoleKind::group_leader && role.path.starts_with(path) && role.path != path)
      sight.groups.push_back(role.organisation);
  if (actor.village == village.id().value) sight.own = {actor.household};
  if (sight.whole || !sight.groups.empty() || sight.own) return sight;
  if (actor.holds(RoleKind::operator_)) throw Refusal(Status::forbidden, "rights.missing");
  throw Refusal(Status::not_found, "organisation.not_found");
}

Village readable_village(Context& context, Id<Organisation> id) {
  Village village(organisations::published_reach(context, id));
  static_cast<void>(sight_of(context, village));
  return village;
}

Village writable_village(Context& context, Id<Organisation> id) {
  Village village = readable_village(context, id);
  require_write(context, village);
  return village;
}

std::vector<Organisation> groups_of(Context& context, const Village& village) {
  auto below = organisations::subtree(context, organisations::published_reach(context, village.id()));
  std::erase_if(below, [](const Organisation& each) { return each.kind != organisations::Kind::group; });
  return below;
}

}  // namespace lianghu::households
