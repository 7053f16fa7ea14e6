#include "http/forms.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/typed.h"

namespace lianghu::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The text up to `mark`, which is removed with it; nothing if there is no mark.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const auto taken = text.substr(0, at);
  text.remove_prefix(at + mark.size());
  return taken;
}

/// Browsers write the bytes of a name as they are, except a quote, CR and LF, which become %22, %0D, %0A.
std::string unescape_name(std::string text) {
  for (const auto& [code, byte] : {std::pair{"%22", '"'}, std::pair{"%0D", '\r'}, std::pair{"%0A", '\n'}}) {
    for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1)) {
      text.replace(at, 3, 1, byte);
    }
  }
  return text;
}

std::optional<Call::Part> parse_part_head(std::string_view head) {
  Call::Part part;
  bool disposed = false;
  while (!head.empty()) {
    const auto line = take_until(head, "\r\n").value_or(head);
    if (line.data() + line.size() == head.data() + head.size()) head = {};
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto name = lower(line.substr(0, colon));
    const auto value = line.substr(colon + 1);
    if (name == "content-disposition") {
      const auto field = header_parameter(value, "name");
      if (disposed || media_type(value) != "form-data" || !field) return std::nullopt;
      disposed = true;
      part.name = unescape_name(*field);
      part.filename = unescape_name(header_parameter(value, "filename").value_or(""));
    } else if (name == "content-type") {
      part.type = media_type(value);
    }
  }
  if (!disposed || !is_utf8(part.name) || !is_utf8(part.filename)) return std::nullopt;
  return part;
}

}  // namespace

std::string lower(std::string_view ascii) {
  std::string out(ascii);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_same(std::string_view one, std::string_view other) {
  const auto lowered = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(one, other, {}, lowered, lowered);
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::is_space) {
      out += ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::optional<Parameters> parse_urlencoded(std::string_view text) {
  Parameters fields;
  std::size_t count = 0;
  while (!text.empty()) {
    auto rest = text;
    const auto pair = take_until(rest, "&").value_or(text);
    text = pair.size() == text.size() ? std::string_view{} : rest;
    if (pair.empty()) continue;
    if (++count > form_fields_max) return std::nullopt;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), Plus::is_space);
    auto value =
        percent_decode(equals < pair.size() ? pair.substr(equals + 1) : std::string_view{}, Plus::is_space);
    if (!name || !value || !is_utf8(*name) || !is_utf8(*value)) return std::nullopt;
    fields.emplace(legible(*name), legible(*value));
  }
  return fields;
}

std::string media_type(std::string_view content_type) {
  return lower(trim(content_type.substr(0, content_type.find(';'))));
}

std::optional<std::string> header_parameter(std::string_view header, std::string_view name) {
  auto at = header.find(';');
  while (at != std::string_view::npos) {
    header.remove_prefix(at + 1);
    const auto equals = header.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const bool wanted = lower(trim(header.substr(0, equals))) == name;
    header.remove_prefix(equals + 1);
    std::string value;
    if (header.starts_with('"')) {
      const auto close = header.find('"', 1);
      if (close == std::string_view::npos) return std::nullopt;
      value = header.substr(1, close - 1);
      header.remove_prefix(close + 1);
    } else {
      value = trim(header.substr(0, header.find(';')));
    }
    if (wanted) return value;
    at = header.find(';');
  }
  return std::nullopt;
}

std::optional<std::vector<Call::Part>> parse_multipart(std::string_view content_type, std::string_view body) {
  const auto boundary = header_parameter(content_type, "boundary");
  if (media_type(content_type) != "multipart/form-data" || !boundary) return std::nullopt;
  if (boundary->empty() || boundary->size() > 70) return std::nullopt;  // RFC 2046, 5.1.1
  const std::string opening = "--" + *boundary;
  const std::string between = "\r\n" + opening;
  if (!body.starts_with(opening)) return std::nullopt;
  body.remove_prefix(opening.size());
  std::vector<Call::Part> parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n") || parts.size() == form_parts_max) return std::nullopt;
    body.remove_prefix(2);
    const auto head = take_until(body, "\r\n\r\n");
    if (!head || head->size() > part_head_bytes_max) return std::nullopt;
    auto part = parse_part_head(*head);
    const auto bytes = take_until(body, between);
    if (!part || !bytes) return std::nullopt;
    part->bytes = *bytes;
    parts.push_back(std::move(*part));
  }
  return parts;
}

}  // namespace lianghu::http
