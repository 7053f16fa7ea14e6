#pragma once
// A round while a reader puts it together: every party, list and fit with the line that it stands on, so that
// what faults() finds in the whole can be said where it was written. All readers share it.
#include <string>
#include <string_view>
#include <vector>

#include "matching/json_tape.h"
#include "matching/matching.h"

namespace lianghu::matching {

class Draft {
 public:
  /// The lines of one party and of all that it refers to: rank and veto in the order that they were read.
  struct Lines {
    std::size_t own = 0;
    std::vector<std::size_t> rank;
    std::vector<std::size_t> veto;
  };

  Instance instance;

  void add(Household household, Lines lines);
  void add(Helper helper, Lines lines);
  void add(Fit fit, std::size_t line);

  [[nodiscard]] Lines& household_lines(std::size_t index) { return household_lines_[index]; }
  [[nodiscard]] Lines& helper_lines(std::size_t index) { return helper_lines_[index]; }

  /// The round, when it has no fault; throws ReadError with every one.
  [[nodiscard]] Instance finish() &&;

 private:
  [[nodiscard]] std::size_t line_of(const Place& place) const;

  std::vector<Lines> household_lines_;
  std::vector<Lines> helper_lines_;
  std::vector<std::size_t> fit_lines_;
};

/// Throws ReadError with the line that is not UTF-8.
void require_utf8(std::string_view text);

/// A whole number of at most nine digits, perhaps with a minus. Throws ReadError for anything else.
[[nodiscard]] int whole_number(std::string_view text, std::size_t line);

}  // namespace lianghu::matching
