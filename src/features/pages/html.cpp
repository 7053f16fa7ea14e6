#include "features/pages/html.h"

#include <utility>

namespace lianghu::pages {

namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        // HTML has no place for the other control characters, escaped or not.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

}  // namespace

Html Html::raw(Literal markup) {
  Html html;
  html.bytes_ = markup.text();
  return html;
}

Html Html::text(std::string_view text) {
  Html html;
  html.add(text);
  return html;
}

Html& Html::add(const Html& markup) {
  bytes_ += markup.bytes_;
  return *this;
}

Html& Html::add(std::string_view text) {
  append_escaped(bytes_, text);
  return *this;
}

Opening::Opening(Literal name, Attributes attributes) : name_(name) {
  std::string& out = html_.bytes_;
  (out += '<') += name.text();
  for (const Attribute& attribute : attributes) {
    ((out += ' ') += attribute.name.text()) += "=\"";
    append_escaped(out, attribute.value);
    out += '"';
  }
  out += '>';
}

Html Opening::close() && {
  ((html_.bytes_ += "</") += name_.text()) += '>';
  return std::move(html_);
}

Html Opening::close_void() && {
  html_.bytes_.insert(html_.bytes_.size() - 1, "/");
  return std::move(html_);
}

Html void_element(Literal name, Attributes attributes) {
  return Opening(name, attributes).close_void();
}

std::string path_part(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(c))
      out += c;
    else
      ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return out;
}

}  // namespace lianghu::pages
