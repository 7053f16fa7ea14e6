#pragma once
// The whole pairing in numbers, without names: what solve() and repair() call, and what the benchmarks
// measure.
#include <optional>
#include <vector>

#include "matching/assignment.h"
#include "matching/augment.h"
#include "matching/improve.h"
#include "matching/market.h"
#include "matching/matching.h"

namespace lianghu::matching {

struct Outcome {
  Assignment assignment;
  std::int32_t maximum = 0;  // the most households that can be covered
  std::vector<BlockingPair> blocking;
  std::optional<Shortage> shortage;     // when that is not everybody
  std::vector<std::int32_t> moved_for;  // a household: how many others are covered because it made room
};

[[nodiscard]] Outcome pair_up(const Market& market, Rule rule);

/// Only shortest augmenting paths from `kept`.
[[nodiscard]] Outcome pair_up_from(const Market& market, Assignment kept);

[[nodiscard]] std::int32_t covered(const Market& market, const Assignment& assignment);

}  // namespace lianghu::matching
