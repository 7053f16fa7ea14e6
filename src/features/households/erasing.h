#pragma once
// Erasing what is known of a household that left, or of one person who did. The rows stay, as others hang on
// them, and say nothing any more. What the rooms above know of it they forget themselves: app/erasing.h has
// the whole.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/households/households.h"

namespace lianghu::households {

struct Erased {
  Id<Household> household;
  bool whole = false;              // the household with all its persons; else these persons alone
  db::IdList persons;              // never empty
  db::IdList accounts;             // theirs
  std::vector<std::string> names;  // as the persons were called
};

/// Staff. Throws Refusal 404 household.not_found; 422 household.erase.there while it lives there,
/// household.erase.reason (5 to 200 characters), account.erase.office; 409 household.erase.done,
/// version.stale.
Erased blank_household(Context& context, const Village& village, Id<Household> id, std::string_view reason,
                       std::int64_t version);
/// One who left. Throws Refusal 404 person.not_found, 422 person.erase.there, else as for a household.
Erased blank_person(Context& context, const Village& village, Id<Person> id, std::string_view reason,
                    std::int64_t version);

/// Says of each of these rows, which a statement of the calling store gave back (id first), that it was
/// changed.
void touch_each(Context& context, std::string_view table, const Village& village,
                const std::vector<db::Row>& rows);

}  // namespace lianghu::households
