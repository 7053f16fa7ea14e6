#pragma once
// Erasing a household or a person for good, through all rooms (ADR 13): what is known of them goes, what the
// village counted stays, and every proof of the journal holds.
#include <string>
#include <string_view>
#include <vector>

#include "features/households/erasing.h"

namespace lianghu::app {

struct Erasure {
  households::Erased erased;
  std::int64_t entries = 0;        // of the journal that lost their salt
  std::vector<std::string> files;  // that no row names any more: to be removed once this is committed
};

/// Of those that left. Staff. Throws what households::blank_household and blank_person do.
Erasure erase_household(Context& context, const households::Village& village, Id<households::Household> id,
                        std::string_view reason, std::int64_t version);
Erasure erase_person(Context& context, const households::Village& village, Id<households::Person> id,
                     std::string_view reason, std::int64_t version);

}  // namespace lianghu::app
