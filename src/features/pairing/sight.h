#pragma once
// Which households' part in a round an actor sees, and for which it may speak (docs/glossary.md, "Right").
#include <vector>

#include "features/pairing/pairing.h"

namespace lianghu::pairing {

struct Sight {
  bool whole = false;                  // the whole village
  std::vector<std::int64_t> groups{};  // of these Party groups
  Id<Household> own{};

  [[nodiscard]] bool covers(const households::ActiveHousehold& household) const;
};

/// Throws Refusal 404 organisation.not_found for those who see nothing of the village.
[[nodiscard]] Sight sight_for_reading(Context& context, const Village& village);
/// The same without those who only read. Throws Refusal 403 rights.missing for them.
[[nodiscard]] Sight sight_for_writing(Context& context, const Village& village);
/// Staff: those who run a round.
[[nodiscard]] bool is_staff(Context& context, const Village& village);
/// Staff and auditors.
[[nodiscard]] bool sees_exemptions(Context& context, const Village& village);
/// Throws Refusal 403 rights.missing unless staff.
void require_staff(Context& context, const Village& village);

}  // namespace lianghu::pairing
