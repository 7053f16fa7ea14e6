#pragma once
// Whose help and standing an actor sees, and for whom it may write (docs/glossary.md, "Right"). The reviews
// ask the same.
#include <vector>

#include "features/households/households.h"

namespace lianghu::help {

using households::Household;
using organisations::Village;

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
/// The household, if the actor may write for it. Throws Refusal 404 household.not_found.
households::ActiveHousehold writable_household(Context& context, const Village& village, Id<Household> id);
[[nodiscard]] bool may_write(Context& context, const Village& village,
                             const households::ActiveHousehold& household);
/// True for those who write down what other households say.
[[nodiscard]] bool answers_for_others(Context& context, const Village& village);
[[nodiscard]] bool is_staff(Context& context, const Village& village);
/// Staff and auditors.
[[nodiscard]] bool sees_decisions(Context& context, const Village& village);
/// Throws Refusal 403 rights.missing unless staff.
void require_staff(Context& context, const Village& village);
/// True when somebody of another household writes it down for this one.
[[nodiscard]] bool is_assisted(const Actor& actor, Id<Household> household);

}  // namespace lianghu::help
