#pragma once
// From names to numbers and back. Parties are numbered in their deciding order: by id, or by the lottery that
// a seed draws; either way the order of the input leaves no trace.
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matching/market.h"
#include "matching/matching.h"

namespace lianghu::matching {

/// Borrows the instance's ids.
class Numbering {
 public:
  Numbering(const Instance& instance, std::uint64_t seed);

  [[nodiscard]] const std::vector<std::string_view>& households() const { return households_; }
  [[nodiscard]] const std::vector<std::string_view>& helpers() const { return helpers_; }
  /// -1 when there is none of that id.
  [[nodiscard]] std::int32_t household(std::string_view id) const;
  [[nodiscard]] std::int32_t helper(std::string_view id) const;

  /// The instance must be without faults.
  [[nodiscard]] Ballots ballots(const Instance& instance) const;

 private:
  std::vector<std::string_view> households_;
  std::vector<std::string_view> helpers_;
  std::unordered_map<std::string_view, std::int32_t> household_numbers_;
  std::unordered_map<std::string_view, std::int32_t> helper_numbers_;
};

}  // namespace lianghu::matching
