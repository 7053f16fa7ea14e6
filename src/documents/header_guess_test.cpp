#include "documents/header_guess.h"

#include <gtest/gtest.h>

namespace lianghu::documents {
namespace {

Row row(std::int64_t number, const std::vector<std::string>& texts) {
  Row row{number, {}};
  for (const auto& text : texts) {
    row.cells.push_back({text.empty() ? Cell::Kind::blank : Cell::Kind::text, text, {}, {}, false});
  }
  return row;
}

const std::vector<WantedColumn> wanted = {{"name", {"姓名", "户主姓名", "户主"}},
                                          {"identity", {"身份证号", "公民身份号码", "身份证号码"}},
                                          {"phone", {"电话", "联系电话", "手机号"}},
                                          {"people", {"家庭人口", "人口数"}},
                                          {"address", {"住址", "家庭住址"}}};

TEST(HeaderGuess, finds_the_header_below_a_title_in_any_order) {
  auto header =
      guess_header({row(1, {"兴十四镇音河村党员户名册"}), row(3, {"填报单位：音河村"}),
                    row(4, {"序号", "联系 电话", "身份证号（18 位）*", "户主\n姓名", "家庭人口(人)"}),
                    row(5, {"1", "13800138000", "230225199001011234", "孙立波", "4"})},
                   wanted);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->first, 2U);
  EXPECT_EQ(header->rows, 1U);
  EXPECT_EQ(header->found.at("phone").column, 1U);
  EXPECT_EQ(header->found.at("identity").column, 2U);
  EXPECT_EQ(header->found.at("name").column, 3U);
  EXPECT_EQ(header->found.at("name").header, "户主\n姓名");
  EXPECT_EQ(header->found.at("people").column, 4U);
  EXPECT_EQ(header->found.at("people").confidence, 1);
  EXPECT_FALSE(header->found.contains("address"));
}

TEST(HeaderGuess, the_surest_column_wins_and_no_column_is_taken_twice) {
  auto header = guess_header({row(1, {"联系人姓名", "姓名", "联系人电话", "身份证号"})}, wanted);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->found.at("name").column, 1U);
  EXPECT_EQ(header->found.at("phone").column, 2U);
  EXPECT_LT(header->found.at("phone").confidence, 1);
}

TEST(HeaderGuess, two_rows_are_joined_when_they_say_more_together) {
  auto header =
      guess_header({row(1, {"音河村名册"}), row(2, {"序号", "户主姓名", "证件", "", "联系方式", ""}),
                    row(3, {"", "", "类别", "公民身份号码", "手机号", "家庭住址"}),
                    row(4, {"1", "孙立波", "身份证", "230225199001011234", "13800138000", "东二街"})},
                   wanted);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->first, 1U);
  EXPECT_EQ(header->rows, 2U);
  EXPECT_EQ(header->titles[0], "序号");
  EXPECT_EQ(header->found.at("name").column, 1U);
  EXPECT_EQ(header->found.at("identity").column, 3U);
  EXPECT_EQ(header->found.at("phone").column, 4U);
  EXPECT_EQ(header->found.at("address").column, 5U);
}

TEST(HeaderGuess, a_header_that_says_all_by_itself_stays_one_row) {
  auto header = guess_header({row(1, {"户主", "", "住址"}), row(2, {"姓名", "公民身份号码", "电话"}),
                              row(3, {"孙立波", "230225199001011234", "13800138000"})},
                             wanted);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->first, 1U);
  EXPECT_EQ(header->rows, 1U);
}

TEST(HeaderGuess, nothing_is_guessed_where_nothing_is_named) {
  EXPECT_FALSE(guess_header({row(1, {"孙立波", "230225199001011234"}), row(2, {"佟玉山", "1"})}, wanted));
  EXPECT_FALSE(guess_header({row(1, {"姓名"})}, wanted));
  EXPECT_TRUE(guess_header({row(1, {"姓名"})}, {wanted[0]}));
  EXPECT_FALSE(guess_header({}, wanted));
}

TEST(HeaderGuess, words_match_by_what_they_mean) {
  EXPECT_EQ(header_match("身份证号（18位）", wanted[1].variants), 1);
  EXPECT_EQ(header_match("＊姓　名：", wanted[0].variants), 1);
  EXPECT_EQ(header_match("2、电话", wanted[2].variants), 1);
  EXPECT_EQ(header_match("（姓名）", wanted[0].variants), 1);
  EXPECT_GE(header_match("党员姓名", wanted[0].variants), 0.5);
  EXPECT_EQ(header_match("名", wanted[0].variants), 0);
  EXPECT_EQ(header_match("请在此处填写本户户主的姓名以及联系电话", wanted[0].variants), 0);
}

TEST(HeaderGuess, total_and_note_rows_are_no_data) {
  EXPECT_EQ(row_kind(row(9, {"合　计", "", "32"})), RowKind::total);
  EXPECT_EQ(row_kind(row(9, {"", "总计：", "32"})), RowKind::total);
  EXPECT_EQ(row_kind(row(9, {"填表人：赵永安"})), RowKind::note);
  EXPECT_EQ(row_kind(row(9, {"1", "孙立波"})), RowKind::data);
}

}  // namespace
}  // namespace lianghu::documents
