#pragma once
// What may be entered about a household and a person, the same for the web, the import and the demo: each
// rule as a problem with the key of its sentence, and how the entered fields change the record.
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "features/households/households.h"

namespace lianghu::households {

inline constexpr std::size_t name_characters_max = 50;
inline constexpr std::size_t code_characters_max = 30;
inline constexpr std::size_t address_characters_max = 100;
inline constexpr std::size_t note_characters_max = 500;
/// 年满十八岁: the Party's constitution, article 1.
inline constexpr int party_age_years_min = 18;

/// Everything wrong with what was entered; fields named as in HouseholdFields. Groups are not looked up here.
[[nodiscard]] std::vector<Problem> problems_of(const HouseholdFields& fields);
/// `today` bounds the dates.
[[nodiscard]] std::vector<Problem> problems_of(const PersonFields& fields, Date today);

/// For fields without a problem.
void apply(const HouseholdFields& fields, Household& household);
void apply(const PersonFields& fields, Date today, Person& person);

/// Digits alone, with a + before them if it was there; nothing if it is no telephone number.
[[nodiscard]] std::optional<std::string> phone_number(std::string_view typed);
/// 138****5678.
[[nodiscard]] std::string mask_phone(std::string_view number);
[[nodiscard]] Household masked(Household household);
[[nodiscard]] Person masked(Person person);

}  // namespace lianghu::households
