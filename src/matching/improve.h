#pragma once
// Pairs that block: two who are not together, would both gain by it, and of whom each has room or somebody it
// ranks lower. Local repair exchanges few at a time, keeps coverage and lower quotas, and keeps an exchange
// only if fewer pairs block afterwards; it stops at a bound of work, the same on every machine.
#include <vector>

#include "matching/assignment.h"
#include "matching/market.h"
#include "matching/matching.h"

namespace lianghu::matching {

struct BlockingPair {
  std::int32_t household = 0;
  Edge edge;
  Reason reason = Reason::others;
};

/// Every blocking pair of an assignment in which nobody short can be helped by somebody with room; by
/// household, then best first, without reasons.
[[nodiscard]] std::vector<BlockingPair> blocking_pairs(const Market& market, const Assignment& assignment);

/// Lowers their number and lists those that are left, with reasons.
[[nodiscard]] std::vector<BlockingPair> improve(const Market& market, HelperView& view,
                                                Assignment& assignment);

}  // namespace lianghu::matching
