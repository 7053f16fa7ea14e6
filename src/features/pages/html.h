#pragma once
// HTML that cannot be injected into: text and attribute values are escaped, and only a literal of the program
// itself becomes markup. What it writes is well-formed XML too, so tests read it with a strict parser.
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace lianghu::pages {

/// Characters that stand in the program's own source; nothing computed ever becomes one.
class Literal {
 public:
  template <std::size_t Size>
  consteval Literal(const char (&text)[Size]) : text_(text, Size - 1) {}
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Finished markup.
class Html {
 public:
  Html() = default;
  /// Empty, with room for so many bytes.
  explicit Html(std::size_t bytes) { bytes_.reserve(bytes); }
  [[nodiscard]] static Html raw(Literal markup);
  [[nodiscard]] static Html text(std::string_view text);

  Html& add(const Html& markup);
  Html& add(std::string_view text);  // escaped
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

 private:
  friend class Opening;
  std::string bytes_;
};

[[nodiscard]] inline std::size_t size_of(const Html& markup) {
  return markup.bytes().size();
}
[[nodiscard]] inline std::size_t size_of(std::string_view text) {
  return text.size();
}

struct Attribute {
  Literal name;
  std::string value;
};
using Attributes = std::initializer_list<Attribute>;

/// An element's start tag, then what stands in it; `close` ends it.
class Opening {
 public:
  /// `bytes` is about what will stand in it, so that it is moved as little as possible.
  Opening(Literal name, Attributes attributes, std::size_t bytes = 0);
  template <class Child>
  void add(const Child& child) {
    html_.add(child);
  }
  [[nodiscard]] Html close() &&;
  [[nodiscard]] Html close_void() &&;  // meta, hr, use: never with content

 private:
  Literal name_;
  Html html_;
};

/// element("p", {{"class", "name"}}, name): children are Html or text.
template <class... Children>
[[nodiscard]] Html element(Literal name, Attributes attributes, const Children&... children) {
  Opening opening(name, attributes, (size_of(children) + ... + std::size_t{0}));
  (opening.add(children), ...);
  return std::move(opening).close();
}
[[nodiscard]] Html void_element(Literal name, Attributes attributes);

/// Several in a row.
template <class... Parts>
[[nodiscard]] Html join(const Parts&... parts) {
  Html html((size_of(parts) + ... + std::size_t{0}));
  (html.add(parts), ...);
  return html;
}

/// Text as one part of a path: all but RFC 3986's unreserved characters percent-encoded.
[[nodiscard]] std::string path_part(std::string_view text);

}  // namespace lianghu::pages
