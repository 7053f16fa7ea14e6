#pragma once
// UTF-8 text as people type it.
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lianghu {

/// True if every byte sequence is well-formed UTF-8 (Unicode 15, table 3-7).
[[nodiscard]] bool is_utf8(std::string_view text);
/// Length in characters (code points); the text must be UTF-8.
[[nodiscard]] std::size_t characters(std::string_view text);
/// Without white space at both ends, the ideographic space U+3000 and the no-break space included.
[[nodiscard]] std::string trim(std::string_view text);
/// As typed in a search or a column name: full-width ASCII to half-width, A–Z to a–z, no white space at all.
[[nodiscard]] std::string fold(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
/// GB18030 bytes (which contain GBK and GB2312) as UTF-8; nothing if they are not GB18030.
[[nodiscard]] std::optional<std::string> from_gb18030(std::string_view bytes);
[[nodiscard]] std::string hex(std::string_view bytes);
/// Nothing if it is not pairs of hexadecimal digits.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);
/// A whole number exactly as std::to_string writes it: no plus, no leading zero, nothing behind it.
template <class Number>
[[nodiscard]] std::optional<Number> exact_number(std::string_view text) {
  Number number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || std::to_string(number) != text) return std::nullopt;
  return number;
}
/// For HTML's text and quoted attributes. Control characters, for which HTML has no place, are left out.
[[nodiscard]] std::string escape_html(std::string_view text);
/// RFC 4648 base64url without padding.
[[nodiscard]] std::string base64url(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);
/// RFC 4648 base64, with its padding.
[[nodiscard]] std::string base64(std::string_view bytes);
/// RFC 4648 base64, as `data:` addresses carry it.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace lianghu
