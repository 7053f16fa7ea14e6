#pragma once
// From names to numbers and back. Parties are numbered in their deciding order: by id, or by the lottery that
// a seed draws; either way the order of the input leaves no trace.
#include <cstdint>
#include <string_view>
#include <vector>

#include "matching/id_table.h"
#include "matching/market.h"
#include "matching/matching.h"

namespace lianghu::matching {

/// By this, then by id, parties are put in order. Without a seed it is the same for all.
[[nodiscard]] std::uint64_t lot(std::string_view id, std::uint64_t seed);

/// Borrows the instance's ids.
class Numbering {
 public:
  Numbering(const Instance& instance, std::uint64_t seed);
  Numbering(const Numbering&) = delete;
  Numbering& operator=(const Numbering&) = delete;

  [[nodiscard]] const std::vector<std::string_view>& households() const { return households_; }
  [[nodiscard]] const std::vector<std::string_view>& helpers() const { return helpers_; }
  /// -1 when there is none of that id.
  [[nodiscard]] std::int32_t household(std::string_view id) const { return household_numbers_.find(id); }
  [[nodiscard]] std::int32_t helper(std::string_view id) const { return helper_numbers_.find(id); }

  /// The instance must be without faults.
  [[nodiscard]] Ballots ballots(const Instance& instance) const;

 private:
  std::vector<std::string_view> households_;
  std::vector<std::string_view> helpers_;
  IdTable household_numbers_;
  IdTable helper_numbers_;
};

}  // namespace lianghu::matching
