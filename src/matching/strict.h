#pragma once
// Deferred acceptance where nothing is equal: nobody ranks two alike, every household needs one helper, and
// no helper has more than a few places. Then the answer is one and the same in whatever order they ask, and a
// proposal costs two looks into memory. propose() is for everything else and gives the same answer.
#include "matching/assignment.h"
#include "matching/market.h"

namespace lianghu::matching {

[[nodiscard]] bool is_strict(const Market& market);
/// The households' best stable answer of a strict market.
[[nodiscard]] Assignment propose_strictly(const Market& market);

}  // namespace lianghu::matching
