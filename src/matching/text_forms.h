#pragma once
// Rounds as people have them already. Each reader throws ReadError with line and reason for what it cannot
// use; who is named but not in the round, or comes twice, is found by faults() and said with its line.
//   @PartitionA (GraphMatching):  @PartitionA a, b (0, 2) ; @End … @PreferenceListsA a : x, (y, z) ; … @End
//     A are the households, where the most is how many helpers one needs; B are the helpers. `#` begins a
//     comment.
//   Glasgow, AlgMatch:            first line: households, helpers; then a line each: NUMBER list, and for
//     helpers NUMBER CAPACITY list. A tie stands in ( ); colons between the parts may be there.
//   CSV rankings:                 two tables with a heading. household or helper names the row; need,
//   capacity,
//     lower, veto as in JSON; the columns 1, 2, 3 … hold whom it ranks there. Several in one cell, parted by
//     `;`, are a tie, or several vetoes.
#include <istream>
#include <string>

#include "matching/matching.h"

namespace lianghu::matching {

[[nodiscard]] Instance read_partitions(const std::string& text, Unranked unranked);
[[nodiscard]] Instance read_glasgow(const std::string& text, Unranked unranked);
/// The bytes of both tables, UTF-8 or GB18030. A fault of the second is marked as its file's.
[[nodiscard]] Instance read_rankings(const std::string& households, const std::string& helpers,
                                     Unranked unranked);

}  // namespace lianghu::matching
