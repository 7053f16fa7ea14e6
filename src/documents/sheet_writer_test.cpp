#include "documents/sheet_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "documents/sheet_reader.h"

namespace lianghu::documents {
namespace {

const Instant created = china_instant(*parse_date("2020-07-20"));

SheetPlan plan() {
  return {"名册", "音河村党员户名册", {{"姓名", 12}, {"身份证号", 22}, {"入党时间", 14}, {"人口", 8}}};
}

std::string book() {
  XlsxWriter writer(plan(), created);
  writer.row(
      {std::string("孙立波"), std::string("230225199001011234"), *parse_date("1999-07-01"), std::int64_t{4}});
  writer.row({});
  writer.row({std::string("=HYPERLINK(\"http://x\")"), std::monostate{}, std::monostate{}, 2.5});
  writer.next_sheet({"说明:一/二", std::nullopt, {}});
  writer.row({std::string("坏行")});
  return writer.finish();
}

TEST(SheetWriter, a_workbook_comes_back_as_it_was_written) {
  auto reader = open_sheet(book());
  EXPECT_EQ(reader->sheets().size(), 2U);
  EXPECT_EQ(reader->sheets()[1].name, "说明 一 二");
  EXPECT_EQ(reader->merged().size(), 1U);
  auto rows = read_rows(*reader);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].at(0).text, "音河村党员户名册");
  EXPECT_EQ(rows[1].at(1).text, "身份证号");
  EXPECT_EQ(rows[2].at(1).kind, Cell::Kind::text);
  EXPECT_EQ(rows[2].at(1).text, "230225199001011234");
  EXPECT_EQ(rows[2].at(2).date, parse_date("1999-07-01"));
  EXPECT_EQ(rows[2].at(3).number, 4);
  EXPECT_EQ(rows[3].number, 5);
  EXPECT_EQ(rows[3].at(0).text, "'=HYPERLINK(\"http://x\")");
  EXPECT_EQ(rows[3].at(0).kind, Cell::Kind::text);
}

TEST(SheetWriter, the_same_rows_give_the_same_bytes) {
  EXPECT_EQ(book(), book());
}

TEST(SheetWriter, csv_has_a_mark_and_quotes_and_no_formulas) {
  CsvWriter writer({"名册", std::nullopt, {{"姓名"}, {"说明"}, {"日期"}, {"数"}}});
  writer.row({std::string("孙\"立\"波"), std::string("a,b\nc"), *parse_date("2020-08-01"), std::int64_t{-4}});
  writer.row({std::string("@SUM(1)"), std::string("+8613800138000"), std::monostate{}, 2.5});
  EXPECT_EQ(writer.finish(),
            "\xEF\xBB\xBF姓名,说明,日期,数\r\n\"孙\"\"立\"\"波\",\"a,b\nc\",2020-08-01,-4\r\n"
            "'@SUM(1),'+8613800138000,,2.5\r\n");
}

TEST(SheetWriter, text_that_would_run_is_made_harmless_and_found_again) {
  for (std::string start : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}) {
    EXPECT_EQ(guard_formula(start + "1"), "'" + start + "1");
    EXPECT_EQ(unguard_formula("'" + start + "1"), start + "1");
  }
  EXPECT_EQ(guard_formula("音河=村"), "音河=村");
  EXPECT_EQ(unguard_formula("'音河"), "'音河");
  EXPECT_EQ(guard_formula(""), "");
}

TEST(SheetWriter, any_csv_text_comes_back_through_the_reader) {
  rc::check("csv round trip", [] {
    auto letters = rc::gen::elementOf(std::string("a1,;\"\n =-'"));
    auto text = *rc::gen::container<std::string>(letters);
    CsvWriter writer({"", std::nullopt, {{"一"}, {"二"}}});
    writer.row({text, std::string("尾")});
    auto reader = open_sheet(writer.finish());
    auto rows = read_rows(*reader);
    RC_ASSERT(rows.size() == 2U);
    RC_ASSERT(rows[1].at(0).text == guard_formula(text));
    RC_ASSERT(rows[1].at(1).text == "尾");
  });
}

TEST(SheetWriter, control_characters_and_long_names_do_not_break_a_workbook) {
  XlsxWriter writer({std::string(40, 'x') + "村", std::nullopt, {{"姓\x01名"}}}, created);
  writer.row({std::string("孙\x02立\x1F波 <&>")});
  auto reader = open_sheet(writer.finish());
  EXPECT_EQ(reader->sheet(), std::string(31, 'x'));
  EXPECT_EQ(read_rows(*reader)[1].at(0).text, "孙立波 <&>");
}

}  // namespace
}  // namespace lianghu::documents
