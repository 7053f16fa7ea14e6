#pragma once
// The outcome of the numbers in the names that people know.
#include <string_view>
#include <vector>

#include "matching/engine.h"
#include "matching/matching.h"

namespace lianghu::matching {

/// `households` and `helpers` are ids by number.
[[nodiscard]] Result name(const Market& market, const Outcome& outcome,
                          const std::vector<std::string_view>& households,
                          const std::vector<std::string_view>& helpers);

}  // namespace lianghu::matching
