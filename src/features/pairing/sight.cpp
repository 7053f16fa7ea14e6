#include "features/pairing/sight.h"

#include <algorithm>

namespace lianghu::pairing {

namespace {

constexpr std::initializer_list<RoleKind> writers = {RoleKind::county, RoleKind::town, RoleKind::secretary,
                                                     RoleKind::group_leader};
constexpr std::initializer_list<RoleKind> readers = {RoleKind::county, RoleKind::town, RoleKind::secretary,
                                                     RoleKind::group_leader, RoleKind::auditor};

Sight seen_by(Context& context, const Village& village, std::initializer_list<RoleKind> whole) {
  const Actor& actor = context.actor();
  const std::string& path = village.organisation().path;
  Sight sight;
  sight.whole = actor.may(whole, path);
  for (const RoleHeld& role : actor.roles)
    if (role.kind == RoleKind::group_leader && role.path != path && role.path.starts_with(path))
      sight.groups.push_back(role.organisation);
  if (actor.village == village.id().value) sight.own = {actor.household};
  return sight;
}

bool sees_nothing(const Sight& sight) {
  return !sight.whole && sight.groups.empty() && !sight.own;
}

}  // namespace

bool Sight::covers(const households::ActiveHousehold& household) const {
  return whole || household.id == own ||
         (household.group && std::ranges::find(groups, household.group->value) != groups.end());
}

Sight sight_for_reading(Context& context, const Village& village) {
  Sight sight = seen_by(context, village, readers);
  if (sees_nothing(sight)) throw Refusal(Status::not_found, "organisation.not_found");
  return sight;
}

Sight sight_for_writing(Context& context, const Village& village) {
  Sight sight = seen_by(context, village, writers);
  if (!sees_nothing(sight)) return sight;
  static_cast<void>(sight_for_reading(context, village));
  throw Refusal(Status::forbidden, "rights.missing");
}

bool is_staff(Context& context, const Village& village) {
  return context.actor().may(staff_kinds, village.organisation().path);
}

bool sees_exemptions(Context& context, const Village& village) {
  return is_staff(context, village) || context.actor().may({RoleKind::auditor}, village.organisation().path);
}

void require_staff(Context& context, const Village& village) {
  static_cast<void>(sight_for_reading(context, village));
  if (!is_staff(context, village)) throw Refusal(Status::forbidden, "rights.missing");
}

}  // namespace lianghu::pairing
