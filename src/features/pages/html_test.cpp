#include "features/pages/html.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "features/pages/markup_reader.h"
#include "features/pages/view.h"

namespace lianghu::pages {
namespace {

TEST(Html, text_and_attributes_are_escaped_and_literals_are_not) {
  const std::string text = R"(<b>"1" & '2'</b>)";
  const Html html = element("p", {{"title", text}}, text, Html::raw("<br/>"));
  const std::string escaped = "&lt;b&gt;&quot;1&quot; &amp; &#39;2&#39;&lt;/b&gt;";
  EXPECT_EQ(html.bytes(), "<p title=\"" + escaped + "\">" + escaped + "<br/></p>");
}

TEST(Html, finished_markup_is_not_escaped_again) {
  EXPECT_EQ(element("ul", {}, element("li", {}, "1 < 2")).bytes(), "<ul><li>1 &lt; 2</li></ul>");
  EXPECT_EQ(void_element("hr", {{"class", "line"}}).bytes(), "<hr class=\"line\"/>");
}

TEST(Html, whatever_the_text_a_strict_parser_reads_it_back) {
  EXPECT_TRUE(rc::check([] {
    const auto letters = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
    const Html page = element("p", {{"aria-label", letters}}, letters);
    std::string kept;
    for (const char c : letters)
      if (c >= ' ' || c == '\n' || c == '\t') kept += c;
    std::string label = kept;
    std::ranges::replace(label, '\n', ' ');
    std::ranges::replace(label, '\t', ' ');
    const testing::Markup read = testing::MarkupReader::read(page.bytes());
    RC_ASSERT(read.words == label + kept + " ");
    RC_ASSERT(read.elements.size() == 1U);
  }));
}

TEST(Html, a_part_of_a_path_stays_one_part) {
  EXPECT_EQ(path_part("aZ09-_.~"), "aZ09-_.~");
  EXPECT_EQ(path_part("../a b?c#d%\"村"), "..%2Fa%20b%3Fc%23d%25%22%E6%9D%91");
}

TEST(View, the_last_part_of_an_address_names_language_and_size) {
  const auto by_browser = view_of("", Language::en);
  ASSERT_TRUE(by_browser);
  EXPECT_EQ(by_browser->language, Language::en);
  EXPECT_EQ(address_of("/p/T", *by_browser), "/p/T");
  for (const std::string_view name : {"elder", "en", "zh", "en-elder", "zh-elder"}) {
    const auto view = view_of(name, Language::zh);
    ASSERT_TRUE(view) << name;
    EXPECT_EQ(address_of("/p/T", *view), "/p/T/" + std::string(name));
  }
  for (const std::string_view name : {"fr", "en-", "en-big", "elder-en", "-elder"})
    EXPECT_FALSE(view_of(name, Language::zh)) << name;
}

TEST(View, the_switches_keep_what_they_do_not_switch) {
  const auto elder = view_of("elder", Language::zh).value();
  EXPECT_EQ(address_of("/p/T", in_other_language(elder)), "/p/T/en-elder");
  EXPECT_EQ(address_of("/p/T", in_other_size(elder)), "/p/T");
  EXPECT_EQ(address_of("/p/T", in_other_size(in_other_language(elder))), "/p/T/en");
}

TEST(View, dates_are_said_as_each_language_says_them) {
  const Date day = parse_date("2020-08-01").value();
  EXPECT_EQ(full_date(Language::zh, day), "2020 年 8 月 1 日");
  EXPECT_EQ(full_date(Language::en, day), "1 August 2020");
  EXPECT_EQ(near_date(Language::zh, day, parse_date("2020-12-31").value()), "8 月 1 日");
  EXPECT_EQ(near_date(Language::en, day, parse_date("2021-01-01").value()), "1 August 2020");
}

}  // namespace
}  // namespace lianghu::pages
