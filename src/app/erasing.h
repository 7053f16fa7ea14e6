#pragma once
// Erasing a household or a person for good, through all rooms (ADR 13): what is known of them goes, what the
// village counted stays, and every proof of the journal holds.
#include <string_view>

#include "base/files.h"
#include "features/households/erasing.h"
#include "journal/change.h"

namespace lianghu::app {

struct Erasure {
  households::Erased erased;
  std::int64_t entries = 0;  // of the journal that lost their salt
};

/// Of those that left. Staff. Throws what households::blank_household and blank_person do.
Erasure erase_household(Context& context, const households::Village& village, Id<households::Household> id,
                        std::string_view reason, std::int64_t version);
Erasure erase_person(Context& context, const households::Village& village, Id<households::Person> id,
                     std::string_view reason, std::int64_t version);

/// Once that is committed: takes away all files that no row names, be it that they were erased now, written
/// over by another before, or left by a change that came to nothing. What was put there within the last hour
/// stays until the next time, as the change that names it may be on its way.
void remove_unnamed_files(Changes& changes, const FileStore& files);

}  // namespace lianghu::app
