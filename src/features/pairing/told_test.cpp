// Who has been told that it is somebody else who helps now.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/present.h"
#include "features/pairing/news.h"
#include "features/pairing/testing.h"
#include "features/pairing/workspace.h"

namespace lianghu::pairing {
namespace {

using organisations::testing::refused;

class ToldOf : public ::testing::TestWithParam<db::Engine> {
 protected:
  /// 王演芝, who helps 赵演福, moves away; the repair finds somebody else, and both are to be told.
  void SetUp() override {
    village_.start();
    village_.open();
    village_.cast(village_.zhao, {village_.wang, village_.sun});
    village_.cast(village_.wang, {village_.zhao});
    village_.close();
    village_.run();
    bench_.go_to(add_days(present(village_.ask_both_sides().confirm_until), 1));
    village_.finalise();
    bench_.pass_days(30);
    leave(village_.wang);
    village_.run();
  }
  void leave(Id<Household> household) {
    village_.change([&](Context& c, const Village& v) {
      households::mark_left(c, v, household, "搬到县城去了", c.today(),
                            households::card(c, v, household).household.version);
    });
  }
  NewsRow row(Id<Household> household) {
    const auto rows =
        village_.read([](Context& c, const Village& v) { return workspace(c, v, Language::zh); }).news;
    const auto found = std::ranges::find(rows, household, &NewsRow::household);
    if (found == rows.end()) throw std::logic_error("there is no news for that household");
    return *found;
  }
  void note(Id<Household> household, const std::string& change, bool is_told = true) {
    Actor secretary = village_.town.yinhe_secretary();
    secretary.name = "演书记";
    bench_.change_as(
        secretary, [&](Context& c) { note_told(c, village_.anybodys_yinhe(c), household, change, is_told); });
  }
  std::string refusal_as(const Actor& actor, Id<Household> household, const std::string& change) {
    return refused([&] {
      bench_.change_as(
          actor, [&](Context& c) { note_told(c, village_.anybodys_yinhe(c), household, change, true); });
    });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(ToldOf);

TEST_P(ToldOf, a_household_that_is_told_is_noted_with_day_and_name_until_that_is_taken_back) {
  const NewsRow before = row(village_.zhao);
  EXPECT_FALSE(before.told_on);
  EXPECT_TRUE(before.may_tell);
  note(village_.zhao, before.change);
  note(village_.zhao, before.change);
  const NewsRow after = row(village_.zhao);
  EXPECT_EQ(after.told_on, bench_.read([](Context& c) { return std::optional(c.today()); }));
  EXPECT_EQ(after.told_by, "演书记");
  EXPECT_FALSE(row(village_.wang).told_on) << "the other side has not been told";
  note(village_.zhao, before.change, false);
  EXPECT_FALSE(row(village_.zhao).told_on);
  note(village_.zhao, before.change);
  EXPECT_TRUE(row(village_.zhao).told_on);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(ToldOf, what_changes_again_is_to_be_told_again) {
  const NewsRow first = row(village_.zhao);
  note(village_.zhao, first.change);
  leave(first.come.front().household);
  village_.run();
  const NewsRow second = row(village_.zhao);
  ASSERT_FALSE(second.come.empty());
  EXPECT_NE(second.come.front().household, first.come.front().household);
  EXPECT_FALSE(second.told_on) << "it knows of the first change only";
  EXPECT_EQ(refused([&] { note(village_.zhao, first.change); }), "pairing.news.changed");
  EXPECT_FALSE(row(village_.zhao).told_on);
  note(village_.zhao, second.change);
  EXPECT_TRUE(row(village_.zhao).told_on);
}

TEST_P(ToldOf, nobody_notes_it_of_a_household_without_news_or_without_the_right) {
  const std::string change = row(village_.zhao).change;
  EXPECT_EQ(refused([&] { note(village_.li, change); }), "pairing.news.none");
  EXPECT_EQ(refusal_as(village_.town.auditor(), village_.zhao, change), "rights.missing");
  EXPECT_EQ(refusal_as(village_.town.yinhe_member(village_.zhao.value, 1), village_.zhao, change),
            "rights.missing")
      << "whoever is to be told does not say so itself";
  EXPECT_EQ(refusal_as(village_.town.yinhe_member(village_.sun.value, 1), village_.zhao, change),
            "pairing.news.none");
  EXPECT_FALSE(row(village_.zhao).told_on);
}

}  // namespace
}  // namespace lianghu::pairing
