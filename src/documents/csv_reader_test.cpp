#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "documents/refusal_fixture.h"
#include "documents/sheet_reader.h"

namespace lianghu::documents {
namespace {

using fixture::refused;
using fixture::refused_value;
using Table = std::vector<std::vector<std::string>>;

Table table(const std::string& bytes) {
  auto reader = open_sheet(bytes);
  Table table;
  for (const auto& row : read_rows(*reader)) {
    table.emplace_back();
    for (const auto& cell : row.cells) table.back().push_back(cell.text);
  }
  return table;
}

std::string file(const std::string& name) {
  std::ifstream in(std::string(LIANGHU_SOURCE_DIR "/tests/fixtures/csv/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Csv, the_spectrum_reads_as_its_json_says) {
  for (const char* name : {"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
                           "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"}) {
    auto rows = table(file(std::string(name) + ".csv"));
    auto meant = boost::json::parse(file(std::string(name) + ".json")).as_array();
    ASSERT_EQ(rows.size(), meant.size() + 1) << name;
    for (std::size_t i = 0; i < meant.size(); ++i) {
      rows[i + 1].resize(rows[0].size());
      ASSERT_EQ(meant[i].as_object().size(), rows[0].size()) << name;
      for (std::size_t k = 0; k < rows[0].size(); ++k) {
        EXPECT_EQ(rows[i + 1][k], std::string(meant[i].as_object().at(rows[0][k]).as_string())) << name;
      }
    }
  }
  EXPECT_EQ(table(file("location_coordinates.csv"))[1][0], "2095257564");
}

TEST(Csv, the_separator_and_the_line_ends_are_found_out) {
  Table meant = {{"姓名", "电话"}, {"孙立波", "13800138000"}, {"佟玉山", "0452-1234567"}};
  for (std::string separator : {",", ";", "\t"}) {
    for (std::string end : {"\n", "\r\n", "\r"}) {
      std::string text;
      for (const auto& row : meant) text += row[0] + separator + row[1] + end;
      EXPECT_EQ(table(text), meant) << separator << end.size();
    }
  }
  EXPECT_EQ(table("sep=;\n姓名;住址\n孙立波;东二街,3号\n")[1][1], "东二街,3号");
  EXPECT_EQ(table("姓名\n孙立波\n"), (Table{{"姓名"}, {"孙立波"}}));
  EXPECT_EQ(table("姓名;家里的事\n孙立波;种地, 养牛, 打工\n佟玉山;种地\n")[1].size(), 2U);
}

TEST(Csv, every_encoding_that_towns_use_reads_the_same) {
  Table meant = {{"姓名", "村"}, {"孙立波", "音河"}};
  std::string utf8 = "姓名,村\n孙立波,音河\n";
  EXPECT_EQ(table(utf8), meant);
  EXPECT_EQ(table("\xEF\xBB\xBF" + utf8), meant);
  EXPECT_EQ(table("\xD0\xD5\xC3\xFB,\xB4\xE5\n\xCB\xEF\xC1\xA2\xB2\xA8,\xD2\xF4\xBA\xD3\n"), meant);
  std::u16string wide = u"姓名\t村\n孙立波\t音河\n";
  std::string little = "\xFF\xFE";
  std::string big = "\xFE\xFF";
  for (char16_t c : wide) {
    little += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
    big += {static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
  }
  EXPECT_EQ(table(little), meant);
  EXPECT_EQ(table(big), meant);
  EXPECT_EQ(table(std::string("\xFF\xFE\x40\xD8\x00\xDC\n\0", 8))[0][0], "\xF0\xA0\x80\x80");
}

TEST(Csv, a_row_in_no_encoding_is_named_by_its_number) {
  auto broken_utf8 = [] { return open_sheet("姓名\n孙立波\n\xE5\xAD\n佟玉山\n"); };
  EXPECT_EQ(refused(broken_utf8), "documents.encoding");
  EXPECT_EQ(refused_value(broken_utf8, "row"), "3");
  EXPECT_EQ(refused_value([] { return open_sheet("\xD0\xD5\xC3\xFB\n\xCB\xEF\n\xFF\xFF\n"); }, "row"), "3");
  EXPECT_EQ(refused([] { return open_sheet("\xFF\xFE\x01"); }), "documents.encoding");
  EXPECT_EQ(refused([] { return open_sheet(std::string("\xFF\xFE\x00\xDC", 4)); }), "documents.encoding");
}

TEST(Csv, quotes_are_read_as_leniently_as_is_safe) {
  EXPECT_EQ(table("a,b\nhe said \"yes\",\"x\"y\n")[1], (std::vector<std::string>{"he said \"yes\"", "xy"}));
  EXPECT_EQ(table("a,b\n\"\"\"音河\"\"\",\"1\r\n2\"\n")[1], (std::vector<std::string>{"\"音河\"", "1\r\n2"}));
  auto open_quote = [] { table("a,b\n1,2\n3,\"4\n5,6\n7,8\n"); };
  EXPECT_EQ(refused(open_quote), "documents.csv_quote");
  EXPECT_EQ(refused_value(open_quote, "row"), "3");
}

TEST(Csv, rows_keep_their_numbers_and_blank_ones_are_left_out) {
  auto reader = open_sheet("姓名,村\n\n , \n\"孙\n立波\",音河,,\n佟玉山,音河");
  auto rows = read_rows(*reader);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].number, 4);
  EXPECT_EQ(rows[1].cells.size(), 2U);
  EXPECT_EQ(rows[2].number, 5);
  EXPECT_EQ(refused([] { return open_sheet("\n \n\t\n"); }), "documents.empty");
}

TEST(Csv, a_number_rounded_before_it_was_saved_is_seen) {
  auto reader = open_sheet("姓名,身份证号\n孙立波,2.30225E+17\n佟玉山,230225199001011234\n");
  auto rows = read_rows(*reader);
  EXPECT_TRUE(rows[1].at(1).precision_lost);
  EXPECT_FALSE(rows[2].at(1).precision_lost);
}

TEST(Csv, a_table_beyond_the_limits_is_refused) {
  ReadOptions options;
  options.limits.rows_max = 2;
  auto read = [&](const std::string& text) {
    auto reader = open_sheet(text, options);
    return read_rows(*reader);
  };
  EXPECT_EQ(refused([&] { read("a,b\n1,2\n3,4\n"); }), "documents.too_many_cells");
  EXPECT_EQ(refused([&] { read("a" + std::string(500, ',') + "b\n"); }), "documents.too_many_cells");
  EXPECT_EQ(refused([&] { read("a" + std::string(600, ',') + "\n"); }), "nothing refused");
}

}  // namespace
}  // namespace lianghu::documents
