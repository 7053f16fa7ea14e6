#pragma once
// A round and its answer as JSON, in the forms that docs/pairing.md shows:
//   {"households": {ID: {"rank": [[ID…]…], "veto": [ID…], "need": 1}},
//    "helpers": {ID: {"capacity": 1, "lower": 0, "rank": …, "veto": …}},
//    "fit": [[HOUSEHOLD, HELPER, NUMBER]…], "unranked": "last" | "unacceptable"}
// Every member but "households" and "helpers" may be left out. What is not known is refused, not passed over.
#include <string>
#include <vector>

#include "matching/json_tape.h"
#include "matching/matching.h"

namespace lianghu::matching {

/// One village's round. Throws ReadError with every fault and its line, those of faults() included.
[[nodiscard]] Instance read_instance(const Tape& tape);
/// An answer as write_json() gives it; explanations are passed over. Throws ReadError.
[[nodiscard]] Result read_result(const Tape& tape);

enum class Explain { no, yes };
/// One line, with its end. The same result gives the same bytes.
[[nodiscard]] std::string write_json(const Result& result, Explain explain = Explain::no);

/// "coverage", "lower", …: a reason's name in JSON.
[[nodiscard]] std::string_view name_of(Reason reason);

}  // namespace lianghu::matching
