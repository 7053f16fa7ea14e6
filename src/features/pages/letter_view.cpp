#include "features/pages/letter_view.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "base/describe.h"

namespace lianghu::pages {

namespace {

/// What one deed is one of. An action may be any number of acres, households or quarrels.
constexpr std::array<std::string_view, 4> units_of_times = {"次", "回", "趟", "遍"};

/// A promise for every week or month is kept anew each time, whatever number stands beside it.
bool is_counted_in_times(const pledges::Item& item) {
  const bool recurs = item.rhythm == pledges::Rhythm::weekly || item.rhythm == pledges::Rhythm::monthly;
  return item.target && !recurs &&
         std::ranges::find(units_of_times, std::string_view(item.unit)) != units_of_times.end();
}

}  // namespace

std::optional<int> notice_days_left(const pledges::PublishedLetter& letter, Date today) {
  const int days = days_between(today, letter.notice_until);
  return days >= 0 ? std::optional(days) : std::nullopt;
}

std::vector<Promise> by_role(const pledges::PublishedLetter& letter,
                             const programmes::Definition& definition) {
  const auto place = [&](const Promise& promise) {
    return std::find_if(definition.roles.begin(), definition.roles.end(),
                        [&](const auto& each) { return each.role == promise.item.role; });
  };
  std::vector<Promise> promises;
  promises.reserve(letter.items.size());
  std::int64_t position = 0;
  for (const pledges::Item& item : letter.items) promises.push_back({++position, item});
  std::stable_sort(promises.begin(), promises.end(),
                   [&](const auto& one, const auto& other) { return place(one) < place(other); });
  return promises;
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

Progress progress_of(const pledges::Item& item, pledges::State letter, std::int64_t times, Date today) {
  if (letter == pledges::State::fulfilled) return Progress::done;
  const bool counted = is_counted_in_times(item);
  if (counted && times >= item.target.value_or(0)) return Progress::done;
  const bool is_judged = letter == pledges::State::partly || letter == pledges::State::not_fulfilled;
  if (is_judged) return Progress::ended;
  if (!item.due_on || *item.due_on >= today) return Progress::running;
  return counted || times == 0 ? Progress::overdue : Progress::ended;
}

Html progress_pill(const View& view, Progress progress, Icons& icons) {
  switch (progress) {
    case Progress::running:
      return pill(Tone::info, icons.draw(Icon::clock), say(view.language, "pages.progress.running"));
    case Progress::done:
      return pill(Tone::ok, icons.draw(Icon::done), say(view.language, "pages.result.fulfilled"));
    case Progress::overdue:
      return pill(Tone::warn, icons.draw(Icon::warning), say(view.language, "pages.progress.overdue"));
    case Progress::ended:
      return pill(Tone::plain, {}, say(view.language, "pages.progress.ended"));
  }
  throw std::logic_error("a progress without a pill");
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
  for (const auto& [position, item] : by_role(letter, definition)) {
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
