#include "features/pages/layout.h"

#include <stdexcept>

namespace lianghu::pages {

namespace {

std::string pill_class(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "tag";
    case Tone::ok:
      return "tag ok";
    case Tone::warn:
      return "tag warn";
    case Tone::info:
      return "tag info";
  }
  throw std::logic_error("a tone without a class");
}

Html brand_of(const View& view, std::string_view name, std::string_view path) {
  const Html label = element("span", {{"lang", "zh-CN"}}, name);
  if (path.empty()) return element("span", {{"class", "brand"}}, sign(), label);
  return element("a", {{"class", "brand"}, {"href", address_of(path, view)}}, sign(), label);
}

}  // namespace

Html top_bar(const Frame& frame, std::string_view name, std::string_view path, Icons& icons) {
  const View& view = frame.view;
  const View other = in_other_language(view);
  const std::string other_language(tag(other.language));
  const Html brand = brand_of(view, name, path);
  const Html language = element("a",
                                {{"href", address_of(frame.path, other)},
                                 {"lang", other_language},
                                 {"hreflang", other_language},
                                 {"rel", "alternate"}},
                                say(other.language, "pages.language"));
  const Html size =
      element("a", {{"href", address_of(frame.path, in_other_size(view))}}, icons.draw(Icon::letters),
              say(view.language, view.is_elder() ? "pages.size.normal" : "pages.size.elder"));
  return element("div", {{"class", "top"}}, brand,
                 element("nav", {{"class", "tools"}, {"aria-label", say(view.language, "pages.tools")}},
                         language, size));
}

Html plain_bar(const View& view, std::string_view name, std::string_view path) {
  return element("div", {{"class", "top"}}, brand_of(view, name, path));
}

std::string document(const Frame& frame, const Html& body, const Icons& icons) {
  const View& view = frame.view;
  const Html head =
      element("head", {}, void_element("meta", {{"charset", "utf-8"}}),
              void_element("meta", {{"name", "viewport"}, {"content", "width=device-width,initial-scale=1"}}),
              void_element("meta", {{"name", "robots"}, {"content", "noindex"}}), frame.style,
              element("title", {}, frame.title));
  const Html whole = element(
      "html", {{"lang", std::string(tag(view.language))}, {"class", view.is_elder() ? "elder" : "normal"}},
      head, element("body", {}, body, icons.sheet()));
  return "<!DOCTYPE html>" + whole.bytes() + "\n";
}

Html pill(Tone tone, const Html& icon, std::string_view words) {
  return element("span", {{"class", pill_class(tone)}}, icon, words);
}

}  // namespace lianghu::pages
