#include "base/code_digits.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace lianghu {

namespace {

constexpr std::size_t slip_digits_free = 11;
constexpr std::size_t slip_digits_all = slip_digits_free + 1;
constexpr std::size_t group_digits = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// ISO 7064, MOD 11,10: finds every wrong digit and nearly every two that changed places.
char check_digit(std::string_view digits) {
  int product = 10;
  for (const char each : digits) {
    const int sum = (product + (each - '0')) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

}  // namespace

std::string digits_from(std::string_view fingerprint, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < sizeof number; ++at)
    number = number << 8U | static_cast<unsigned char>(fingerprint.at(at));
  std::uint64_t codes = 1;
  for (std::size_t digit = 0; digit < count; ++digit) codes *= 10;
  std::string digits = std::to_string(number % codes);
  digits.insert(0, count - digits.size(), '0');
  return digits;
}

std::optional<std::string> typed_digits(std::string_view typed, std::size_t count) {
  if (!is_utf8(typed)) return std::nullopt;
  std::string digits = fold(typed);
  std::erase(digits, '-');
  if (digits.size() != count || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  return digits;
}

std::string slip_code_from(std::string_view fingerprint) {
  const std::string digits = digits_from(fingerprint, slip_digits_free);
  return digits + check_digit(digits);
}

std::optional<std::string> typed_slip_code(std::string_view typed) {
  auto code = typed_digits(typed, slip_digits_all);
  if (!code || check_digit(std::string_view(*code).substr(0, slip_digits_free)) != code->back())
    return std::nullopt;
  return code;
}

std::string grouped_code(std::string_view code) {
  std::string out;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (at > 0 && at % group_digits == 0) out += ' ';
    out += code[at];
  }
  return out;
}

}  // namespace lianghu
