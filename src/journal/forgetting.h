#pragma once
// Erasing: what rows once said is taken out of reach of those who have the database, and every proof stays.
// An entry's commitments can be tried out with guesses by whoever has its salt: so each older entry that
// names an erased row loses it. Nothing else of the entry changes, nor does its leaf. Other rows that rested
// on such an entry are committed to anew, as they stand.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "journal/context.h"
#include "journal/tables.h"

namespace lianghu::journal {

/// What the change has recorded last is taken for the erasing: the rows that it touched stand blank now. Of
/// the tables `gone` also what older entries say of rows of that village that are there no more. Says how
/// many entries lost their salt. Records journal.forgotten about `subject` when other rows had to be
/// committed to anew. Throws Refusal 409 journal.differs when one of those is not what the journal says of
/// it; std::logic_error when nothing was recorded.
std::int64_t forget_salts(Context& context, std::int64_t village, std::int64_t subject,
                          const std::vector<std::string_view>& gone = {},
                          const Tables& tables = program_tables());

/// Deletes the village's stored answers to repeated requests that contain one of these texts; short ones
/// (less than two characters) are not looked for.
void forget_answers(Context& context, std::int64_t village, const std::vector<std::string>& texts);

}  // namespace lianghu::journal
