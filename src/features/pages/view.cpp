#include "features/pages/view.h"

namespace lianghu::pages {

namespace {

std::string number(unsigned value) {
  return std::to_string(value);
}

std::string month_name(Language language, Date day) {
  return say(language, "pages.month." + number(static_cast<unsigned>(day.month())));
}

}  // namespace

std::optional<View> view_of(std::string_view name, Language browser) {
  if (name.empty()) return View{browser, Choice::by_browser, Size::normal};
  if (name == "elder") return View{browser, Choice::by_browser, Size::elder};
  const std::size_t dash = name.find('-');
  const std::string_view language = name.substr(0, dash);
  View view{Language::zh, Choice::by_address, Size::normal};
  if (language == "en")
    view.language = Language::en;
  else if (language != "zh")
    return std::nullopt;
  if (dash == std::string_view::npos) return view;
  if (name.substr(dash) != "-elder") return std::nullopt;
  view.size = Size::elder;
  return view;
}

std::string address_of(std::string_view path, const View& view) {
  std::string out(path);
  const bool chosen = view.choice == Choice::by_address;
  if (chosen) out += view.language == Language::en ? "/en" : "/zh";
  if (view.is_elder()) out += chosen ? "-elder" : "/elder";
  return out;
}

View in_other_language(View view) {
  view.language = view.language == Language::zh ? Language::en : Language::zh;
  view.choice = Choice::by_address;
  return view;
}

View in_other_size(View view) {
  view.size = view.is_elder() ? Size::normal : Size::elder;
  return view;
}

std::string full_date(Language language, Date day) {
  return say(language, "pages.date",
             {{"year", std::to_string(static_cast<int>(day.year()))},
              {"month", month_name(language, day)},
              {"day", number(static_cast<unsigned>(day.day()))}});
}

std::string full_time(Language language, Instant at) {
  constexpr std::size_t hour_at = 11;  // 2020-08-11T08:30
  constexpr std::size_t hour_and_minute = 5;
  return say(language, "pages.time",
             {{"date", full_date(language, china_date(at))},
              {"time", format_instant(at).substr(hour_at, hour_and_minute)}});
}

std::string near_date(Language language, Date day, Date today) {
  if (day.year() != today.year()) return full_date(language, day);
  return say(language, "pages.date.this_year",
             {{"month", month_name(language, day)}, {"day", number(static_cast<unsigned>(day.day()))}});
}

const std::string& worded(Language language, const programmes::Worded& words) {
  return language == Language::en && !words.en.empty() ? words.en : words.zh;
}

Html villagers_words(const View& view, std::string_view text) {
  if (view.language == Language::zh) return Html::text(text);
  return element("span", {{"lang", "zh-CN"}}, text);
}

}  // namespace lianghu::pages
