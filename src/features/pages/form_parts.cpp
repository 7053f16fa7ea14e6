#include "features/pages/form_parts.h"

namespace lianghu::pages {

namespace {

const Problem* problem_at(const std::vector<Problem>& problems, std::string_view field) {
  for (const Problem& each : problems)
    if (each.field == field) return &each;
  return nullptr;
}

}  // namespace

std::string is_wrong(const std::vector<Problem>& problems, std::string_view field) {
  return problem_at(problems, field) ? "true" : "false";
}

Html field_error(const View& view, const std::vector<Problem>& problems, std::string_view field,
                 Icons& icons) {
  const Problem* problem = problem_at(problems, field);
  const Html words = problem ? element("p", {{"class", "err"}}, icons.draw(Icon::warning),
                                       element("span", {}, say(view.language, problem->key, problem->values)))
                             : Html();
  return element("div", {{"id", std::string(field) + "-error"}}, words);
}

Html error_summary(const View& view, const std::vector<Problem>& problems, Icons& icons) {
  if (problems.empty()) return {};
  Html lines;
  for (const Problem& each : problems) {
    const std::string words = say(view.language, each.key, each.values);
    lines.add(each.field.empty() ? element("li", {}, words)
                                 : element("li", {}, element("a", {{"href", "#" + each.field}}, words)));
  }
  return element("div", {{"class", "errs"}, {"role", "alert"}},
                 element("p", {}, icons.draw(Icon::warning), say(view.language, "pages.form.wrong")),
                 element("ul", {}, lines));
}

Html text_area(const View& view, const TextArea& area, const std::vector<Problem>& problems, Icons& icons) {
  return join(element("label", {{"for", area.name}}, area.label),
              field_error(view, problems, area.name, icons),
              element("textarea",
                      {{"id", area.name},
                       {"name", area.name},
                       {"rows", std::to_string(area.rows)},
                       {"maxlength", std::to_string(area.characters_max)},
                       {"required", "required"},
                       {"aria-invalid", is_wrong(problems, area.name)},
                       {"aria-describedby", area.name + "-error"}},
                      area.typed));
}

Html choice(std::string_view type, std::string_view name, std::string_view value, bool chosen,
            const Html& label) {
  const std::string kind(type);
  const std::string of(name);
  const std::string is(value);
  const Html box =
      chosen ? void_element("input", {{"type", kind}, {"name", of}, {"value", is}, {"checked", "checked"}})
             : void_element("input", {{"type", kind}, {"name", of}, {"value", is}});
  return element("label", {{"class", "choice"}}, box, element("span", {}, label));
}

Html hidden_field(std::string_view name, std::string_view value) {
  return void_element("input",
                      {{"type", "hidden"}, {"name", std::string(name)}, {"value", std::string(value)}});
}

}  // namespace lianghu::pages
