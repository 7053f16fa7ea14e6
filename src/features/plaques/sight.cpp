#include "features/plaques/sight.h"

#include <algorithm>

namespace lianghu::plaques {

namespace {

std::vector<std::int64_t> groups_led(const Actor& actor, const std::string& village_path) {
  std::vector<std::int64_t> out;
  for (const RoleHeld& role : actor.roles)
    if (role.kind == RoleKind::group_leader && role.path != village_path &&
        role.path.starts_with(village_path))
      out.push_back(role.organisation);
  return out;
}

}  // namespace

bool Sight::covers(const households::ActiveHousehold& household) const {
  return whole || household.id == own ||
         (household.group && std::ranges::find(groups, household.group->value) != groups.end());
}

Sight sight_for_reading(Context& context, const Village& village) {
  const Actor& actor = context.actor();
  const std::string& path = village.organisation().path;
  Sight sight;
  sight.whole = actor.may(
      {RoleKind::county, RoleKind::town, RoleKind::secretary, RoleKind::auditor, RoleKind::group_leader},
      path);
  sight.groups = groups_led(actor, path);
  if (actor.village == village.id().value) sight.own = {actor.household};
  if (!sight.whole && sight.groups.empty() && !sight.own)
    throw Refusal(Status::not_found, "organisation.not_found");
  return sight;
}

Sight sight_for_hanging(Context& context, const Village& village) {
  const Actor& actor = context.actor();
  const std::string& path = village.organisation().path;
  Sight sight;
  sight.whole =
      actor.may({RoleKind::county, RoleKind::town, RoleKind::secretary, RoleKind::group_leader}, path);
  sight.groups = groups_led(actor, path);
  if (!sight.whole && sight.groups.empty()) throw Refusal(Status::forbidden, "rights.missing");
  return sight;
}

void require_staff(Context& context, const Village& village) {
  if (!context.actor().may(staff_kinds, village.organisation().path))
    throw Refusal(Status::forbidden, "rights.missing");
}

}  // namespace lianghu::plaques
