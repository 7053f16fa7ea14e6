#include "features/pairing/workspace.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/describe.h"
#include "base/json.h"
#include "features/pairing/testing.h"

namespace lianghu::pairing {
namespace {

class PairingWorkspace : public ::testing::TestWithParam<db::Engine> {
 protected:
  Workspace seen() {
    return village_.read([](Context& c, const Village& v) { return workspace(c, v, Language::zh); });
  }
  AnswerRow answer() { return seen().outcome.value(); }
  Counts coverage() {
    return village_.read([](Context& c, const Village& v) { return paired_coverage(c, v); });
  }
  PairRow row_of(Id<Household> household) {
    for (const PairRow& row : seen().pairs)
      if (row.pairing.household == household) return row;
    throw std::logic_error("nobody helps that household");
  }
  void tamper(const std::string& sql) {
    bench_.database().write([&](db::Transaction& tx) { tx.execute(sql); });
  }
  static std::string names(const RemedyRow& remedy) {
    std::string out;
    for (const MoreRoomRow& room : remedy.rooms) out += room.name + "+" + std::to_string(room.more) + " ";
    return out + std::to_string(remedy.covered) + " " + std::to_string(remedy.moved);
  }
  /// Room for one of the two.
  void propose_a_shortage() {
    village_.start();
    village_.set_capacity(village_.wang, 1);
    village_.set_capacity(village_.sun, 0);
    village_.set_capacity(village_.guan, 0);
    village_.open();
    village_.close();
    village_.run();
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(PairingWorkspace);

TEST_P(PairingWorkspace, everybody_is_said_to_have_a_helper_only_while_the_stored_pairs_are_as_checked) {
  village_.pair_everybody();
  EXPECT_TRUE(answer().checked);
  EXPECT_EQ(coverage().has, 2);
  EXPECT_EQ(coverage().unproved, 0);
  tamper("UPDATE pairings SET helper_id = " + std::to_string(village_.sun.value) +
         " WHERE household_id = " + std::to_string(village_.zhao.value));
  tamper("UPDATE pairings SET helper_id = " + std::to_string(village_.guan.value) +
         " WHERE household_id = " + std::to_string(village_.li.value));
  EXPECT_FALSE(answer().checked) << "a pair was changed behind the program's back";
  EXPECT_EQ(coverage().has, 2);
  EXPECT_EQ(coverage().unproved, 2);
}

TEST_P(PairingWorkspace, figures_changed_behind_its_back_are_not_said_to_be_checked) {
  propose_a_shortage();
  EXPECT_TRUE(answer().checked);
  tamper("UPDATE pairing_rounds SET covered = 2, maximum = 2");
  EXPECT_FALSE(answer().checked);
}

TEST_P(PairingWorkspace, an_answer_stays_checked_through_confirming_repair_and_final) {
  village_.propose();
  village_.ask_both_sides();
  EXPECT_TRUE(answer().checked);
  const PairRow row = row_of(village_.zhao);
  village_.change([&](Context& c, const Village& v) {
    return reply(c, v, row.pairing.id, {Side::helper, Answer::declined, "身体不好", row.pairing.version});
  });
  EXPECT_TRUE(answer().checked);
  village_.run();
  EXPECT_TRUE(answer().checked);
  bench_.pass_days(6);
  village_.finalise();
  EXPECT_TRUE(answer().checked);
  EXPECT_EQ(coverage().unproved, 0);
}

TEST_P(PairingWorkspace, a_shortage_comes_with_what_would_help_and_what_would_not) {
  propose_a_shortage();
  const AnswerRow row = answer();
  ASSERT_TRUE(row.certificate);
  EXPECT_EQ(row.certificate->vetoes, 0);
  ASSERT_EQ(row.remedies.size(), 4U) << "each of the three, and all of them";
  EXPECT_EQ(names(row.remedies.front()).substr(names(row.remedies.front()).find('+')), "+1 2 0");
  EXPECT_EQ(row.remedies.back().kind, RemedyKind::everyone);
  EXPECT_EQ(row.remedies.back().covered, 2);
  village_.set_capacity(row.remedies.front().rooms.front().helper,
                        static_cast<int>(row.remedies.front().rooms.front().capacity));
  EXPECT_TRUE(answer().remedies.front().rooms.front().is_given);
  village_.run();
  EXPECT_EQ(answer().covered, 2) << "what was tried is not what happens";
  EXPECT_TRUE(answer().remedies.empty());
}

TEST_P(PairingWorkspace, vetoes_in_the_way_are_counted_and_never_told_whose_they_were) {
  village_.start();
  village_.set_capacity(village_.wang, 1);
  village_.open();
  village_.cast(village_.zhao, {}, {{village_.sun, "两家打过官司"}, {village_.guan, "两家打过官司"}});
  for (const Id<Household> each : {village_.sun, village_.guan})
    village_.cast(each, {}, {{village_.li, "两家打过官司"}});
  village_.close();
  village_.run();
  const AnswerRow row = answer();
  ASSERT_TRUE(row.certificate);
  EXPECT_EQ(row.certificate->helpers.size(), 1U);
  EXPECT_EQ(row.certificate->vetoes, 4) << "two households, two helpers";
  ASSERT_EQ(row.remedies.size(), 3U);
  EXPECT_EQ(names(row.remedies.at(0)), "王演芝+1 2 0");
  EXPECT_EQ(row.remedies.at(1).kind, RemedyKind::reconsider);
  EXPECT_EQ(row.remedies.at(1).covered, 2);
  EXPECT_TRUE(row.remedies.at(1).rooms.empty());
  EXPECT_EQ(row.remedies.at(2).kind, RemedyKind::elsewhere);
  EXPECT_EQ(row.remedies.at(2).covered, 1) << "who may help neither was said to be of use";
}

TEST_P(PairingWorkspace, what_is_told_does_not_change_with_the_rankings_behind_it) {
  // The same pairs and the same votes cast, other lists: nothing but the pairs' own ids may differ.
  const auto told = [&](bool household_ranks) {
    journal::testing::Bench bench(GetParam());
    testing::PairedVillage village(bench);
    const auto list = [](bool ranks, Id<Household> whom) {
      return ranks ? std::vector{whom} : std::vector<Id<Household>>{};
    };
    village.start();
    for (const Id<Household> each : {village.wang, village.guan}) village.set_capacity(each, 0);
    village.open();
    village.cast(village.zhao, list(household_ranks, village.sun));
    village.cast(village.sun, list(!household_ranks, village.zhao));
    village.close();
    village.run();
    return village.read([](Context& c, const Village& v) {
      const Workspace all = workspace(c, v, Language::zh);
      std::string out = json::write(all.outcome.value());
      for (const PairRow& row : all.pairs)
        out += " " + row.household_name + " " + std::string(name_of(row.way)) + std::to_string(row.moved_for);
      return out;
    });
  };
  EXPECT_EQ(told(true), told(false));
}

TEST_P(PairingWorkspace, how_a_pair_came_about_says_who_has_voted_and_no_more) {
  village_.start();
  village_.open();
  village_.cast(village_.zhao, {village_.wang});
  village_.cast(village_.wang, {village_.zhao});
  village_.close();
  village_.run();
  EXPECT_EQ(row_of(village_.zhao).way, Way::both);
  const PairRow other = row_of(village_.li);
  EXPECT_EQ(other.way, other.pairing.helper == village_.wang ? Way::one
                       : other.is_near                       ? Way::near
                                                             : Way::free);
}

TEST_P(PairingWorkspace, pairs_at_odds_are_counted_by_why_they_could_not_be_put_together) {
  village_.start();
  for (const Id<Household> each : {village_.wang, village_.sun}) village_.set_capacity(each, 1);
  village_.set_capacity(village_.guan, 0);
  village_.open();
  // 李演田 may have 王演芝 alone, who would rather have 赵演福, who would rather have her.
  village_.cast(village_.li, {}, {{village_.sun, "两家打过官司"}});
  village_.cast(village_.zhao, {village_.wang, village_.sun});
  village_.cast(village_.wang, {village_.zhao});
  village_.close();
  village_.run();
  const AnswerRow row = answer();
  EXPECT_EQ(row.covered, 2);
  EXPECT_EQ(row.blocking, 1);
  EXPECT_EQ(row.at_odds.coverage, 1);
  EXPECT_EQ(row.at_odds.others + row.at_odds.kept + row.at_odds.lower + row.at_odds.by_hand, 0);
  EXPECT_NE(row_of(village_.zhao).way, Way::moved)
      << "among three helpers that would say whom it would rather have had";
}

}  // namespace
}  // namespace lianghu::pairing
