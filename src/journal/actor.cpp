#include "journal/actor.h"

#include <algorithm>

namespace lianghu {

bool Actor::may(std::initializer_list<RoleKind> kinds, std::string_view path) const {
  if (kind == ActorKind::system) return true;
  return std::any_of(roles.begin(), roles.end(), [&](const RoleHeld& role) {
    // An empty path would be a beginning of every path: a right over the whole country by a mistake.
    return !role.path.empty() && path.starts_with(role.path) &&
           std::find(kinds.begin(), kinds.end(), role.kind) != kinds.end();
  });
}

bool Actor::holds(RoleKind role_kind) const {
  return std::any_of(roles.begin(), roles.end(),
                     [&](const RoleHeld& role) { return role.kind == role_kind; });
}

}  // namespace lianghu
