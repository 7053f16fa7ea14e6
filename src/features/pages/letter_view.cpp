#include "features/pages/letter_view.h"

#include <algorithm>

#include "base/describe.h"

namespace lianghu::pages {

std::optional<int> notice_days_left(const pledges::PublishedLetter& letter, Date today) {
  const int days = days_between(today, letter.notice_until);
  return days >= 0 ? std::optional(days) : std::nullopt;
}

std::vector<pledges::Item> by_role(const pledges::PublishedLetter& letter,
                                   const programmes::Definition& definition) {
  const auto place = [&](const pledges::Item& item) {
    return std::find_if(definition.roles.begin(), definition.roles.end(),
                        [&](const auto& each) { return each.role == item.role; });
  };
  std::vector<pledges::Item> items = letter.items;
  std::stable_sort(items.begin(), items.end(),
                   [&](const auto& one, const auto& other) { return place(one) < place(other); });
  return items;
}

const std::string& role_words(const View& view, const programmes::Definition& definition,
                              programmes::Role role) {
  const programmes::RoleDefinition& known = programmes::role_of(definition, role);
  return worded(view.language, view.is_elder() ? known.plain : known.name);
}

std::vector<std::string> terms_of(const View& view, const pledges::Item& item, Date today) {
  std::vector<std::string> terms;
  if (item.target)
    terms.push_back(say(view.language, "pages.item.target",
                        {{"count", std::to_string(*item.target)}, {"unit", item.unit}}));
  if (item.rhythm == pledges::Rhythm::weekly || item.rhythm == pledges::Rhythm::monthly)
    terms.push_back(say(view.language, "pages.rhythm." + std::string(name_of(item.rhythm))));
  if (item.due_on)
    terms.push_back(
        say(view.language, "pages.item.due", {{"date", near_date(view.language, *item.due_on, today)}}));
  return terms;
}

std::string in_a_row(const View& view, const std::vector<std::string>& words) {
  std::string row;
  for (const std::string& each : words) {
    if (!row.empty()) row += view.language == Language::zh ? "、" : ", ";
    row += each;
  }
  return row;
}

Html letter_items(const View& view, const programmes::Definition& definition,
                  const pledges::PublishedLetter& letter, Date today, Icons& icons) {
  Html items;
  for (const pledges::Item& item : by_role(letter, definition)) {
    Html said = villagers_words(view, item.wording);
    const std::string terms = in_a_row(view, terms_of(view, item, today));
    if (!terms.empty()) said.add(" ").add(element("span", {{"class", "due"}}, terms));
    const Html role = element("span", {{"class", "role"}}, icons.draw(icon_of(item.role)),
                              element("span", {{"class", "sr"}}, role_words(view, definition, item.role)));
    items.add(element("li", {}, role, element("span", {}, said)));
  }
  return items.empty() ? Html() : element("ul", {}, items);
}

std::optional<Html> result_pill(const View& view, pledges::State state, Icons& icons) {
  switch (state) {
    case pledges::State::fulfilled:
      return pill(Tone::ok, icons.draw(Icon::done), say(view.language, "pages.result.fulfilled"));
    case pledges::State::partly:
      return pill(Tone::info, icons.draw(Icon::clock), say(view.language, "pages.result.partly"));
    case pledges::State::not_fulfilled:
      return pill(Tone::warn, icons.draw(Icon::warning), say(view.language, "pages.result.not_fulfilled"));
    default:
      return std::nullopt;
  }
}

}  // namespace lianghu::pages
