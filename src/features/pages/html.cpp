#include "features/pages/html.h"

#include <utility>

#include "base/text.h"

namespace lianghu::pages {

namespace {

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
  bytes_ += escape_html(text);
  return *this;
}

Opening::Opening(Literal name, Attributes attributes, std::size_t bytes) : name_(name) {
  std::string& out = html_.bytes_;
  bytes += 2 * name.text().size() + 5;
  for (const Attribute& attribute : attributes)
    bytes += attribute.name.text().size() + attribute.value.size() + 4;
  out.reserve(bytes);
  (out += '<') += name.text();
  for (const Attribute& attribute : attributes) {
    ((out += ' ') += attribute.name.text()) += "=\"";
    out += escape_html(attribute.value);
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
