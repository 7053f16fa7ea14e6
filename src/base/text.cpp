#include "base/text.h"

#include <iconv.h>
#include <sodium.h>

#include <cerrno>
#include <cstdint>
#include <optional>

namespace lianghu {

namespace {

/// The code point at `at` and its length in bytes; length 0 when it is not well-formed.
struct Decoded {
  char32_t point = 0;
  std::size_t length = 0;
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {};
  char32_t point = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {};
    point = (point << 6) | (byte(at + i) & 0x3FU);
  }
  const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (overlong || surrogate || point > 0x10FFFF) return {};
  return {point, length};
}

bool is_space(char32_t point) {
  return point <= 0x20 || point == 0xA0 || point == 0x3000 || point == 0xFEFF ||
         (point >= 0x2000 && point <= 0x200B) || point == 0x7F;
}

std::string encode_base64(std::string_view bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  out.pop_back();  // the terminating zero
  return out;
}

std::optional<std::string> decode_base64(std::string_view text, int variant) {
  std::string out(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                        nullptr, &length, &end, variant) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  out.resize(length);
  return out;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    if (decoded.length == 0) return false;
    at += decoded.length;
  }
  return true;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return count;
}

std::string trim(std::string_view text) {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool seen = false;
  for (std::size_t at = 0; at < text.size();) {
    Decoded decoded = decode(text, at);
    if (decoded.length == 0) decoded = {0xFFFD, 1};
    if (!is_space(decoded.point)) {
      if (!seen) begin = at;
      seen = true;
      end = at + decoded.length;
    }
    at += decoded.length;
  }
  return seen ? std::string(text.substr(begin, end - begin)) : std::string{};
}

std::string fold(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    Decoded decoded = decode(text, at);
    if (decoded.length == 0) decoded = {0xFFFD, 1};
    char32_t point = decoded.point;
    if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;  // full-width forms of ! … ~
    if (is_space(point)) {
      // left out
    } else if (point < 0x80) {
      const char c = static_cast<char>(point);
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    } else {
      out.append(text.substr(at, decoded.length));
    }
    at += decoded.length;
  }
  return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = text.find(separator, begin);
    parts.emplace_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::optional<std::string> from_gb18030(std::string_view bytes) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string in(bytes);
  std::string out(bytes.size() * 2 + 16, '\0');  // two bytes become at most three, four at most four
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  const bool good = iconv(converter, &from, &from_left, &to, &to_left) != static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (!good || from_left != 0) return std::nullopt;
  out.resize(out.size() - to_left);
  return out;
}

std::string escape_html(std::string_view text) {
  const auto replaced = [](char c) -> std::optional<std::string_view> {
    switch (c) {
      case '&':
        return "&amp;";
      case '<':
        return "&lt;";
      case '>':
        return "&gt;";
      case '"':
        return "&quot;";
      case '\'':
        return "&#39;";
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') return std::nullopt;
        return "";
    }
  };
  std::string out;
  out.reserve(text.size());
  std::size_t plain_from = 0;  // what needs nothing is taken over in one piece
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto instead = replaced(text[i]);
    if (!instead) continue;
    (out += text.substr(plain_from, i - plain_from)) += *instead;
    plain_from = i + 1;
  }
  return out += text.substr(plain_from);
}

std::string hex(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out(text.size() / 2, '\0');
  for (std::size_t i = 0; i < out.size(); ++i) {
    unsigned char byte = 0;
    const char* pair = text.data() + 2 * i;
    if (std::from_chars(pair, pair + 2, byte, 16).ptr != pair + 2) return std::nullopt;
    out[i] = static_cast<char>(byte);
  }
  return out;
}

std::string base64(std::string_view bytes) {
  return encode_base64(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::string base64url(std::string_view bytes) {
  return encode_base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> from_base64url(std::string_view text) {
  return decode_base64(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> from_base64(std::string_view text) {
  return decode_base64(text, sodium_base64_VARIANT_ORIGINAL);
}

}  // namespace lianghu
