#pragma once
// Citizen identity numbers as GB 11643-1999 defines them: 6 digits of place, 8 of birth date, 3 of order, a
// check digit by ISO 7064 MOD 11-2. 15-digit numbers ended in 2013 and are refused.
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace lianghu::gb11643 {

enum class Fault { length, character, date, check_digit };

struct Checked {
  std::string number;          // upper-case X; empty when there is a fault
  std::optional<Fault> fault;  // nothing: the number is right
  Date born{};
  bool male = false;
};

/// Accepts surrounding space, a lower-case x and full-width digits. `today` bounds the birth date.
[[nodiscard]] Checked check(std::string_view typed, Date today);
/// The check digit of 17 digits; for the demo's made-up people.
[[nodiscard]] char check_digit(std::string_view seventeen);
/// 2302**********1234: what a screen shows.
[[nodiscard]] std::string mask(std::string_view number);

}  // namespace lianghu::gb11643
