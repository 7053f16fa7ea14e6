#include "features/organisations/divisions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/embedded.h"
#include "base/text.h"
#include "features/organisations/divisions_file.h"

namespace lianghu::organisations {
namespace {

std::string names(const std::vector<Division>& found) {
  std::string all;
  for (const auto& one : found) all += one.code + " " + one.name + "\n";
  return all;
}

DivisionFile opened() {
  return DivisionFile(embedded_file(embedded::data(), "divisions.bin").value());
}

TEST(Divisions, the_file_holds_the_whole_country_within_8_megabytes) {
  EXPECT_LE(std::filesystem::file_size("data/divisions.bin"), 8'000'000U);
  const DivisionFile file = opened();
  const std::array<std::size_t, 5> counts{31, 342, 2978, 41352, 620573};
  const std::array<std::size_t, 5> digits{2, 4, 6, 9, 12};
  for (std::size_t level = 0; level < 5; ++level) {
    EXPECT_EQ(file.table(level).size(), counts[level]);
    EXPECT_EQ(file.table(level).digits(), digits[level]);
  }
}

TEST(Divisions, a_file_of_another_format_is_refused) {
  EXPECT_THROW(DivisionFile("LHPLACE0 and so on"), std::logic_error);
}

TEST(Divisions, the_articles_county_town_and_villages_are_there) {
  EXPECT_EQ(divisions::find("230225"), (Division{"230225", "甘南县", DivisionLevel::county}));
  EXPECT_EQ(divisions::find("230225101"), (Division{"230225101", "兴十四镇", DivisionLevel::town}));
  EXPECT_EQ(names(divisions::children("230225101")),
            "230225101200 兴业村民委员会\n"
            "230225101201 兴农村民委员会\n"
            "230225101202 山湾村民委员会\n"
            "230225101203 兴武村民委员会\n"
            "230225101204 音河村民委员会\n"
            "230225101205 兴十四村民委员会\n");
  EXPECT_EQ(names(divisions::path("230225101204")),
            "23 黑龙江省\n2302 齐齐哈尔市\n230225 甘南县\n230225101 兴十四镇\n230225101204 音河村民委员会\n");
}

TEST(Divisions, children_of_nothing_are_the_provinces) {
  EXPECT_EQ(divisions::children("").size(), 31U);
  EXPECT_EQ(divisions::children("").front().name, "北京市");
  EXPECT_EQ(divisions::children("23").size(), 13U);
  EXPECT_EQ(divisions::children("230225").size(), 12U);
  EXPECT_TRUE(divisions::children("230225101204").empty());
}

TEST(Divisions, an_unknown_code_or_name_finds_nothing) {
  for (const char* code :
       {"", "2", "99", "230", "230299", "230225101299", "2302251012040", "23022510120x", "甘南", "-1", "00",
        "000000000000", "999999999999", "99999999999999999999999999"}) {
    EXPECT_FALSE(divisions::find(code)) << code;
    EXPECT_TRUE(divisions::path(code).empty()) << code;
  }
  EXPECT_TRUE(divisions::children("99").empty());
  for (const char* text :
       {"", "  ", "　", "没有这个地方", "230225109999", "00", "2302251012040", "\xff\xfe"}) {
    EXPECT_TRUE(divisions::search(text, 20).empty()) << text;
  }
  EXPECT_TRUE(divisions::search("甘南", 0).empty());
}

TEST(Divisions, a_search_by_name_gives_higher_levels_first_and_stops_at_the_limit) {
  const auto found = divisions::search("甘南", 50);
  ASSERT_GE(found.size(), 4U);
  EXPECT_EQ(found[0].name, "甘南藏族自治州");
  EXPECT_EQ(found[1].name, "甘南县");
  EXPECT_EQ(found[2].name, "甘南镇");
  EXPECT_TRUE(std::ranges::is_sorted(found, {}, &Division::level));
  EXPECT_EQ(divisions::search("大", 7).size(), 7U);
  EXPECT_EQ(names(divisions::search("兴十四", 9)), "230225101 兴十四镇\n230225101205 兴十四村民委员会\n");
}

TEST(Divisions, a_search_within_a_place_finds_nothing_elsewhere) {
  EXPECT_EQ(names(divisions::search("音河", 9, "230225101")), "230225101204 音河村民委员会\n");
  EXPECT_EQ(divisions::search("音河", 9, "110101").size(), 0U);
  EXPECT_EQ(names(divisions::search("甘南县", 9, "230225")), "230225 甘南县\n");
  EXPECT_EQ(names(divisions::search("2302", 2, "230225101")),
            "230225101 兴十四镇\n230225101200 兴业村民委员会\n");
  EXPECT_EQ(divisions::search("110101", 9, "230225101").size(), 0U);
}

TEST(Divisions, spaces_and_full_width_characters_do_not_matter) {
  EXPECT_EQ(names(divisions::search(" ２３０２２５１０１２０４ ", 9)), "230225101204 音河村民委员会\n");
  EXPECT_EQ(divisions::search("甘　南 县", 9).front().code, "230225");
}

TEST(Divisions, a_search_by_code_gives_every_level_that_starts_so) {
  EXPECT_EQ(names(divisions::search("230225", 3)), "230225 甘南县\n230225100 甘南镇\n230225101 兴十四镇\n");
  EXPECT_EQ(names(divisions::search("2302251", 2)), "230225100 甘南镇\n230225101 兴十四镇\n");
  EXPECT_EQ(divisions::search("2", 100).front().code, "21");
}

// One pass over every level; it also proves that codes rise and that each place lies in a known one.
TEST(Divisions, every_code_is_found_again_and_lies_in_a_known_place) {
  const DivisionFile file = opened();
  std::set<std::uint64_t> above;
  for (std::size_t level = 0; level < 5; ++level) {
    const DivisionTable table = file.table(level);
    std::set<std::uint64_t> here;
    std::uint64_t before = 0;
    const std::uint64_t cut = level == 0 ? 1 : (level < 3 ? 100 : 1000);
    for (std::size_t i = 0; i < table.size(); ++i) {
      const DivisionRecord record = table.at(i);
      ASSERT_GT(record.number, before);
      ASSERT_EQ(std::to_string(record.number).size(), table.digits());
      ASSERT_TRUE(is_utf8(record.name) && !record.name.empty()) << record.number;
      if (i % 16 == 0) {
        ASSERT_EQ(table.from_number(record.number), i);
        ASSERT_EQ(table.from_number(before + 1), i);
      }
      ASSERT_TRUE(level == 0 || above.contains(record.number / cut)) << record.number;
      if (level < 4) here.insert(here.end(), record.number);
      before = record.number;
    }
    above = std::move(here);
  }
}

// Names in order, each place once: then the binary search by name finds every place by its own name.
TEST(Divisions, every_place_is_found_by_its_own_name) {
  const DivisionFile file = opened();
  for (std::size_t level = 0; level < 5; ++level) {
    const DivisionTable table = file.table(level);
    std::vector<bool> seen(table.size());
    std::string before;
    for (std::size_t n = 0; n < table.size(); ++n) {
      const std::size_t position = table.by_name(n);
      ASSERT_LT(position, table.size());
      ASSERT_FALSE(seen[position]);
      seen[position] = true;
      std::string name = fold(table.at(position).name);
      ASSERT_LE(before, name);
      if (n % 97 == 0) {
        const std::size_t first = table.from_name(name);
        ASSERT_LE(first, n);
        ASSERT_EQ(fold(table.at(table.by_name(first)).name), name);
      }
      before = std::move(name);
    }
  }
}

TEST(Divisions, a_search_takes_less_than_five_milliseconds) {
  const std::vector<std::string> texts{"大", "甘南", "新", "230225", "3", "音河村", "没有这个地方"};
  for (const auto& text : texts) {
    // The best of five: a busy machine must not fail the test, a scan of the file must.
    auto best = std::chrono::nanoseconds::max();
    for (int i = 0; i < 5; ++i) {
      const auto start = std::chrono::steady_clock::now();
      const auto found = divisions::search(text, 20);
      best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - start);
      EXPECT_LE(found.size(), 20U);
    }
    EXPECT_LT(best, std::chrono::milliseconds(5)) << text;
  }
}

}  // namespace
}  // namespace lianghu::organisations
