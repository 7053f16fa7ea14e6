#include "base/typed.h"

#include <algorithm>

#include "base/json.h"

namespace lianghu {

namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F;
}

/// How many bytes of something invisible `text` begins with; 0 when it begins with something else.
std::size_t invisible_bytes(std::string_view text) {
  const auto byte = [&](std::size_t at) -> unsigned {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  const auto within = [](unsigned value, unsigned first, unsigned last) {
    return value >= first && value <= last;
  };
  if (byte(0) == '\n' || byte(0) == '\t') return 0;
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && within(byte(1), 0x80, 0x9F)) return 2;  // U+0080 to U+009F: control characters
  if (byte(0) == 0xD8 && byte(1) == 0x9C) return 2;              // U+061C: a mark of direction
  if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return 3;  // U+FEFF: nothing, without a width
  if (byte(0) != 0xE2) return 0;
  // U+200B: a space without a width. U+200E and U+200F, U+202A to U+202E, U+2066 to U+2069: direction.
  const bool turns =
      (byte(1) == 0x80 && (byte(2) == 0x8B || within(byte(2), 0x8E, 0x8F) || within(byte(2), 0xAA, 0xAE))) ||
      (byte(1) == 0x81 && within(byte(2), 0xA6, 0xA9));
  return turns ? 3 : 0;
}

void make_legible(boost::json::value& value) {
  if (boost::json::string* text = value.if_string()) {
    if (!std::all_of(text->begin(), text->end(), is_plain)) *text = legible(*text);
  } else if (boost::json::array* list = value.if_array()) {
    for (boost::json::value& each : *list) make_legible(each);
  } else if (boost::json::object* object = value.if_object()) {
    for (auto& member : *object) make_legible(member.value());
  }
}

}  // namespace

std::string legible(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    if (utf8[at] == '\r') {
      out += '\n';
      at += utf8.substr(at).starts_with("\r\n") ? 2 : 1;
    } else if (const std::size_t bytes = invisible_bytes(utf8.substr(at)); bytes > 0) {
      at += bytes;
    } else {
      out += utf8[at++];
    }
  }
  return out;
}

namespace json {

boost::json::value parse_typed(std::string_view text) {
  boost::json::value value = parse(text);
  make_legible(value);
  return value;
}

}  // namespace json

}  // namespace lianghu
