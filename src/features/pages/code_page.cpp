#include "features/pages/code_page.h"

#include "features/pages/form_parts.h"
#include "features/pages/layout.h"
#include "features/pages/style.h"

namespace lianghu::pages {

Page code_page(const CodeDoor& door, const View& view, const std::vector<Problem>& problems, int status,
               const Kept& kept) {
  Icons icons;
  const std::string path(door.path);
  const auto words = [&](std::string_view key) {
    return say(view.language, std::string(door.words) + std::string(key));
  };
  const Frame frame{view, path, words("title"), form_style()};
  const auto code = kept.find("code");
  Html others;
  for (const auto& each : kept)
    if (each.first != "code") others.add(hidden_field(each.first, each.second));
  const Html field = element("div", {{"class", "field"}}, element("label", {{"for", "code"}}, words("code")),
                             field_error(view, problems, "code", icons),
                             void_element("input", {{"id", "code"},
                                                    {"name", "code"},
                                                    {"inputmode", "numeric"},
                                                    {"autocomplete", "off"},
                                                    {"maxlength", "30"},
                                                    {"required", "required"},
                                                    {"value", code == kept.end() ? "" : code->second},
                                                    {"aria-invalid", is_wrong(problems, "code")},
                                                    {"aria-describedby", "code-error"}}));
  const Html main = join(
      error_summary(view, problems, icons), element("h1", {}, words("heading")),
      element("p", {{"class", "sub"}}, words("lead")),
      element("form",
              {{"method", "post"},
               {"action", address_of(path, view)},
               {"accept-charset", "utf-8"},
               {"autocomplete", "off"}},
              field, others, element("button", {{"class", "btn first"}, {"type", "submit"}}, words("look"))),
      element("p", {{"class", "sub"}}, words("no_code")));
  const Html bar = top_bar(frame, say(Language::zh, "pages.sign"), "", icons);
  return {status, document(frame, join(element("header", {}, bar), element("main", {}, main)), icons), {}};
}

}  // namespace lianghu::pages
