#include "features/help/sight.h"

#include <algorithm>

namespace lianghu::help {

namespace {

Sight sight_of(Context& context, const Village& village, std::initializer_list<RoleKind> whole) {
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

Sight writing_part(Context& context, const Village& village) {
  return sight_of(context, village,
                  {RoleKind::county, RoleKind::town, RoleKind::secretary, RoleKind::group_leader});
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
  Sight sight = sight_of(
      context, village,
      {RoleKind::county, RoleKind::town, RoleKind::secretary, RoleKind::auditor, RoleKind::group_leader});
  if (sees_nothing(sight)) throw Refusal(Status::not_found, "organisation.not_found");
  return sight;
}

Sight sight_for_writing(Context& context, const Village& village) {
  Sight sight = writing_part(context, village);
  if (!sees_nothing(sight)) return sight;
  static_cast<void>(sight_for_reading(context, village));
  throw Refusal(Status::forbidden, "rights.missing");
}

households::ActiveHousehold writable_household(Context& context, const Village& village, Id<Household> id) {
  const Sight sight = sight_for_writing(context, village);
  auto household = households::find(context, village, id);
  if (!household || !sight.covers(*household))
    throw Refusal(Status::not_found, "household.not_found", "household");
  return std::move(*household);
}

bool may_write(Context& context, const Village& village, const households::ActiveHousehold& household) {
  return writing_part(context, village).covers(household);
}

bool answers_for_others(Context& context, const Village& village) {
  const Sight sight = writing_part(context, village);
  return sight.whole || !sight.groups.empty();
}

bool is_staff(Context& context, const Village& village) {
  return context.actor().may(staff_kinds, village.organisation().path);
}

bool sees_decisions(Context& context, const Village& village) {
  return is_staff(context, village) || context.actor().may({RoleKind::auditor}, village.organisation().path);
}

void require_staff(Context& context, const Village& village) {
  if (!is_staff(context, village)) throw Refusal(Status::forbidden, "rights.missing");
}

bool is_assisted(const Actor& actor, Id<Household> household) {
  return actor.kind == ActorKind::account && actor.household != household.value;
}

}  // namespace lianghu::help
