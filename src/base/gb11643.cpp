#include "base/gb11643.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace lianghu::gb11643 {

namespace {
// GB 11643-1999, 4.2: the weights of the first 17 digits, and the check digit for each remainder.
constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view check_digits = "10X98765432";
constexpr std::size_t length = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
}  // namespace

char check_digit(std::string_view seventeen) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (seventeen[i] - '0') * weights.at(i);
  return check_digits[static_cast<std::size_t>(sum % 11)];
}

Checked check(std::string_view typed, Date today) {
  std::string number = fold(typed);
  if (number.size() == length && number.back() == 'x') number.back() = 'X';
  if (number.size() != length) return {{}, Fault::length};
  if (!std::all_of(number.begin(), number.end() - 1, is_digit) ||
      (!is_digit(number.back()) && number.back() != 'X'))
    return {{}, Fault::character};
  const std::string iso = number.substr(6, 4) + "-" + number.substr(10, 2) + "-" + number.substr(12, 2);
  const auto born = parse_date(iso);
  if (!born || *born > today || int{born->year()} < 1800) return {{}, Fault::date};
  if (check_digit(number) != number.back()) return {{}, Fault::check_digit};
  const bool male = (number[16] - '0') % 2 == 1;
  return {number, std::nullopt, *born, male};
}

std::string mask(std::string_view number) {
  if (number.size() < 8) return std::string(number.size(), '*');
  return std::string(number.substr(0, 4)) + std::string(number.size() - 8, '*') +
         std::string(number.substr(number.size() - 4));
}

}  // namespace lianghu::gb11643
