#pragma once
// Codes of digits that people copy from paper: made from a keyed fingerprint, read back however they are
// typed.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lianghu {

/// `count` digits, at most 18, that follow from the first bytes of `fingerprint`.
[[nodiscard]] std::string digits_from(std::string_view fingerprint, std::size_t count);
/// The digits of what was typed, full-width ones and with spaces or dashes too; nothing when anything else
/// stands there, or not `count` of them.
[[nodiscard]] std::optional<std::string> typed_digits(std::string_view typed, std::size_t count);

/// A code on a slip: eleven digits and a check digit (ISO 7064, MOD 11,10).
[[nodiscard]] std::string slip_code_from(std::string_view fingerprint);
/// Of a code on a slip as it was typed; nothing for what can be none.
[[nodiscard]] std::optional<std::string> typed_slip_code(std::string_view typed);
/// "1234 5678 9012"
[[nodiscard]] std::string grouped_code(std::string_view code);

}  // namespace lianghu
