#include "features/pages/sent_pages.h"

#include <gtest/gtest.h>

namespace lianghu::pages {
namespace {

Date on(std::string_view date) {
  return parse_date(date).value();
}

const Date day = on("2020-08-11");

Sent sent_at(std::string number, std::string path) {
  return {{day, on("2020-08-18"), "兴十四村党支部", "兴十四镇"},
          std::move(number),
          std::move(path),
          "1234567890123452",
          "fNqz-8_Yk0aT3mVbQw1e2A",
          "https://lianghu.example"};
}

void expect_as_made(SentPages& pages, const Sent& sent, const View& view) {
  EXPECT_EQ(pages.page(sent, view, day).html, sent_page(sent, view, day).html) << sent.path << sent.number;
}

TEST(SentPages, each_is_the_page_to_the_byte_also_from_the_second_on) {
  SentPages pages;
  for (const Language language : {Language::zh, Language::en})
    for (const Size size : {Size::normal, Size::elder})
      for (const std::string path : {"/p/", "/v/"})
        for (int round = 1; round <= 3; ++round) {
          Sent sent = sent_at("0" + std::to_string(round), path + "abc-_" + std::to_string(round));
          sent.code.back() = static_cast<char>('0' + round);
          sent.photo_key += std::to_string(round);
          expect_as_made(pages, sent, {language, Choice::by_address, size});
        }
  EXPECT_EQ(pages.kept(), 8U) << "one for all doors of a village in one language and size";
}

TEST(SentPages, another_day_office_or_address_is_another_page) {
  SentPages pages;
  const View view;
  expect_as_made(pages, sent_at("01", "/p/a"), view);
  for (const auto& change : std::vector<void (*)(Sent&)>{
           [](Sent& sent) { sent.receipt.handler = "兴十四镇"; }, [](Sent& sent) { sent.receipt.next = ""; },
           [](Sent& sent) { sent.receipt.answer_by = on("2020-08-19"); },
           [](Sent& sent) { sent.receipt.day = on("2020-08-10"); }, [](Sent& sent) { sent.base = ""; }}) {
    Sent other = sent_at("01", "/p/a");
    change(other);
    expect_as_made(pages, other, view);
  }
  const Sent same = sent_at("01", "/p/a");
  const Date next_year = on("2021-01-01");
  EXPECT_EQ(pages.page(same, view, next_year).html, sent_page(same, view, next_year).html);
  EXPECT_EQ(pages.kept(), 7U);
}

TEST(SentPages, the_name_by_which_somebody_came_makes_no_page_of_its_own) {
  SentPages pages;
  for (int i = 1; i <= 5; ++i) {
    Sent sent = sent_at("01", "/p/a");
    sent.base = "https://a" + std::to_string(i) + ".example";
    expect_as_made(pages, sent, {});
  }
  EXPECT_EQ(pages.kept(), 1U);
}

TEST(SentPages, there_is_an_end_to_how_many_are_kept) {
  SentPages pages;
  for (int i = 0; i < 600; ++i) {
    Sent sent = sent_at("01", "/p/a");
    sent.receipt.next = std::to_string(i);
    static_cast<void>(pages.page(sent, {}, day));
  }
  EXPECT_EQ(pages.kept(), 500U);
}

TEST(SentPages, what_stands_in_a_name_becomes_no_markup_and_no_blank) {
  SentPages pages;
  const View view;
  expect_as_made(pages, sent_at("01", "/p/a"), view);
  expect_as_made(pages, sent_at("<b>&\x01\uFDD1\uFDD2", "/p/a"), view);
  SentPages fresh;
  Sent odd = sent_at("\uFDD2", "/p/\uFDD3");
  odd.receipt.handler = "\uFDD0\uFDD1\x03";
  expect_as_made(fresh, odd, view);
  expect_as_made(fresh, odd, view);
  EXPECT_EQ(fresh.kept(), 0U);
}

TEST(SentPages, no_code_and_no_key_of_another_is_answered) {
  SentPages pages;
  const View view;
  static_cast<void>(pages.page(sent_at("01", "/p/a"), view, day));
  Sent other = sent_at("02", "/p/b");
  other.code = "9999888877776666";
  other.photo_key = "another-key-of-a-form";
  const std::string html = pages.page(other, view, day).html;
  EXPECT_EQ(html.find("1234"), std::string::npos);
  EXPECT_EQ(html.find("fNqz"), std::string::npos);
  EXPECT_NE(html.find("9999 8888 7777 6666"), std::string::npos);
  EXPECT_NE(html.find("\"9999888877776666\""), std::string::npos);
  EXPECT_NE(html.find("another-key-of-a-formphoto"), std::string::npos);
}

}  // namespace
}  // namespace lianghu::pages
