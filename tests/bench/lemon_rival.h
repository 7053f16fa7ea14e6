#pragma once
// The rival for coverage: LEMON's preflow, as its documentation says to use it, on the same round.
#include <cstdint>

#include "matching/market.h"

namespace lianghu::bench {

struct RivalTimes {
  double build_seconds = 0;  // its graph from our lists
  double run_seconds = 0;
  std::int64_t covered = 0;
};
[[nodiscard]] RivalTimes cover_by_preflow(const matching::Market& market);

/// Processor seconds of this thread.
[[nodiscard]] double thread_seconds();

}  // namespace lianghu::bench
