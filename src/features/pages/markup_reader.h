#pragma once
// For tests: a page as a strict parser reads it. Our pages are well-formed XML, so what an unclosed tag or a
// text taken for markup would hide from a forgiving parser ends a test here.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/xml_reader.h"

namespace lianghu::pages::testing {

/// What a page consists of.
struct Markup {
  bool has_type = false;
  std::string language;
  std::string words;  // all that is read aloud or seen, a space after each element
  std::vector<std::string> links;
  std::vector<std::string> ids;
  std::vector<std::string> pictures;  // what <use> points to
  std::map<std::string, int> elements;

  [[nodiscard]] int count(const std::string& element) const {
    const auto found = elements.find(element);
    return found == elements.end() ? 0 : found->second;
  }
  [[nodiscard]] bool says(std::string_view text) const { return words.find(text) != std::string::npos; }
  [[nodiscard]] bool links_to(std::string_view address) const {
    return std::find(links.begin(), links.end(), address) != links.end();
  }
};

class MarkupReader final : private documents::XmlReader {
 public:
  /// Throws Refusal when the page is not well-formed.
  [[nodiscard]] static Markup read(std::string_view page) {
    static constexpr std::string_view type = "<!DOCTYPE html>";
    MarkupReader reader;
    reader.found_.has_type = page.starts_with(type);
    if (reader.found_.has_type) page.remove_prefix(type.size());
    reader.feed(page, true);
    return reader.found_;
  }

 private:
  void start(std::string_view name, const documents::Attributes& attributes) override {
    ++found_.elements[std::string(name)];
    if (name == "html") found_.language = attributes.get("lang");
    if (name == "style") in_style_ = true;
    if (name == "a") found_.links.emplace_back(attributes.get("href"));
    if (name == "use") found_.pictures.emplace_back(attributes.get("href"));
    if (!attributes.get("id").empty()) found_.ids.emplace_back(attributes.get("id"));
    found_.words += attributes.get("aria-label");
  }
  void end(std::string_view name) override {
    if (name == "style") in_style_ = false;
    found_.words += ' ';
  }
  void text(std::string_view piece) override {
    if (!in_style_) found_.words += piece;
  }

  Markup found_;
  bool in_style_ = false;
};

}  // namespace lianghu::pages::testing
