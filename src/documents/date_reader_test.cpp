#include "documents/date_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "base/words.h"

namespace lianghu::documents {
namespace {

TEST(DateReader, reads_the_forms_that_towns_type) {
  for (const char* typed : {"2020-8-1", "2020-08-01", "2020/08/01", "2020.8.1", "2020年8月1日",
                            "2020 年 8 月 1 日", "20200801", "２０２０－８－１", "2020年8月1号", "2020。8。1",
                            "2020、8、1", "　2020-8-1 ", "2020-8-1 00:00:00", "2020-08-01T08:30:00+08:00",
                            "2020年08月01日 8:30", "44044", "2020年8月1", "2020-8-1日", "20200801 08:30"}) {
    EXPECT_EQ(read_date(typed).date, parse_date("2020-08-01")) << typed;
  }
}

TEST(DateReader, says_why_it_does_not_guess) {
  auto fault = [](const char* typed) { return read_date(typed).fault; };
  for (const char* typed :
       {"2020年8月", "2020-8", "2020.8", "202008", "2020", "2020年", "2020-8-", "2020年8月日"}) {
    EXPECT_EQ(fault(typed), DateFault::no_day) << typed;
  }
  for (const char* typed : {"", " ", "　"}) EXPECT_EQ(fault(typed), DateFault::empty);
  for (const char* typed : {"20.8.1", "65-3-2", "650302"})
    EXPECT_EQ(fault(typed), DateFault::short_year) << typed;
  for (const char* typed : {"2020-2-30", "2021-2-29", "20201301", "2020-0-1", "2020-13-1"}) {
    EXPECT_EQ(fault(typed), DateFault::no_such_day) << typed;
  }
  for (const char* typed :
       {"8/1/2020", "去年八月", "孙立波", "2020-8-1-2", "2020-8-1至今", "1", "123456789012",
        "99999999999999999999-1-1", "2020-8-1 左右", "2020年8月1日0", "-"}) {
    EXPECT_EQ(fault(typed), DateFault::not_a_date) << typed;
  }
  for (const char* typed : {"1899-12-31", "2101-1-1", "3020-8-1"}) {
    EXPECT_EQ(fault(typed), DateFault::out_of_range) << typed;
  }
}

TEST(DateReader, a_date_cell_is_taken_as_it_is) {
  Cell cell{Cell::Kind::date, "2020-08-01", 44044.0, parse_date("2020-08-01"), false};
  EXPECT_EQ(read_date(cell).date, parse_date("2020-08-01"));
  EXPECT_EQ(read_date(Cell{}).fault, DateFault::empty);
  Cell serial{Cell::Kind::number, "44044", 44044.0, {}, false};
  EXPECT_EQ(read_date(serial).date, parse_date("2020-08-01"));
  Cell month{Cell::Kind::number, "2020.1", 2020.1, {}, false};
  EXPECT_EQ(read_date(month).fault, DateFault::no_day);
}

TEST(DateReader, every_day_reads_back_in_every_form) {
  rc::check("date forms", [] {
    auto day = add_days(*parse_date("1900-03-01"), *rc::gen::inRange(0, 73000));
    auto year = std::to_string(static_cast<int>(day.year()));
    auto month = std::to_string(static_cast<unsigned>(day.month()));
    auto date = std::to_string(static_cast<unsigned>(day.day()));
    for (const auto& typed :
         {format_date(day), year + "." + month + "." + date, year + "年" + month + "月" + date + "日",
          year + "/" + month + "/" + date + " 0:00"}) {
      RC_ASSERT(read_date(typed).date == day);
    }
  });
}

TEST(DateReader, never_throws_on_any_text) {
  rc::check("any text", [](const std::string& text) {
    auto read = read_date(text);
    RC_ASSERT(read.date.has_value() != read.fault.has_value());
  });
}

TEST(DateReader, every_fault_has_its_sentence) {
  for (auto fault : {DateFault::empty, DateFault::not_a_date, DateFault::short_year, DateFault::no_day,
                     DateFault::no_such_day, DateFault::out_of_range}) {
    for (auto language : {Language::zh, Language::en}) EXPECT_NE(say(language, key(fault)), key(fault));
  }
}

}  // namespace
}  // namespace lianghu::documents
