#pragma once
// Which households' plaques an actor sees, and hangs (docs/glossary.md, "Right").
#include <vector>

#include "features/plaques/plaques.h"

namespace lianghu::plaques {

struct Sight {
  bool whole = false;                  // the whole village
  std::vector<std::int64_t> groups{};  // of these Party groups
  Id<Household> own{};

  [[nodiscard]] bool covers(const households::ActiveHousehold& household) const;
};

/// Throws Refusal 404 organisation.not_found for those who see nothing of the village.
[[nodiscard]] Sight sight_for_reading(Context& context, const Village& village);
/// Throws Refusal 403 rights.missing for those who hang nothing there.
[[nodiscard]] Sight sight_for_hanging(Context& context, const Village& village);
/// Throws Refusal 403 rights.missing unless staff.
void require_staff(Context& context, const Village& village);

}  // namespace lianghu::plaques
