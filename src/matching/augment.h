#pragma once
// Covering more households: Hopcroft and Karp's layered search, shortest paths first, so that few are moved.
// A path starts at a household that wants a helper and ends where a helper has room, or, while everybody is
// being covered, where a household can spare its second helper. Nobody who is covered is ever uncovered.
#include <cstdint>
#include <optional>
#include <vector>

#include "matching/assignment.h"
#include "matching/market.h"

namespace lianghu::matching {

/// Covers as many as any assignment could, then meets as many further needs as possible. `moved` counts, for
/// every household, the paths on which it made room so that another could be covered.
void cover(const Market& market, Assignment& assignment, std::vector<std::int32_t>& moved);

/// Households that can have nobody but `helpers`, who have room for too few of them.
struct Shortage {
  std::vector<std::int32_t> households;
  std::vector<std::int32_t> helpers;
  std::int64_t capacity = 0;
};
/// The smallest that is found from any uncovered household; the assignment must cover the most there can be.
/// Nothing when everybody is covered.
[[nodiscard]] std::optional<Shortage> shortage(const Market& market, const Assignment& assignment);

}  // namespace lianghu::matching
