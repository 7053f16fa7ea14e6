#pragma once
// How a reader wants a page: language, and whether in the large letters and few words of elder mode (长辈版).
// Both stand in the address, since the page cache knows an address and Accept-Language and nothing else:
// /p/TOKEN, /p/TOKEN/elder, /p/TOKEN/en, /p/TOKEN/en-elder.
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "base/words.h"
#include "features/pages/html.h"
#include "features/programmes/definition.h"

namespace lianghu::pages {

enum class Size { normal, elder };
enum class Choice { by_browser, by_address };

struct View {
  Language language = Language::zh;
  Choice choice = Choice::by_browser;  // who chose the language
  Size size = Size::normal;

  [[nodiscard]] bool is_elder() const { return size == Size::elder; }
};

/// The view named by the last part of an address ("" when it has none); nothing when no view has that name.
[[nodiscard]] std::optional<View> view_of(std::string_view name, Language browser);
/// "/p/TOKEN" as this view's address.
[[nodiscard]] std::string address_of(std::string_view path, const View& view);
[[nodiscard]] View in_other_language(View view);
[[nodiscard]] View in_other_size(View view);

/// 2020 年 7 月 20 日; 20 July 2020.
[[nodiscard]] std::string full_date(Language language, Date day);
/// The same with hour and minute, in China.
[[nodiscard]] std::string full_time(Language language, Instant at);
/// Without the year when it is this one: 7 月 20 日; 20 July.
[[nodiscard]] std::string near_date(Language language, Date day, Date today);
[[nodiscard]] const std::string& worded(Language language, const programmes::Worded& words);

/// What people of the village wrote themselves: Chinese whatever the page speaks, and marked so for those who
/// listen to the page.
[[nodiscard]] Html villagers_words(const View& view, std::string_view text);

}  // namespace lianghu::pages
