#include "features/pairing/overrides.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "features/pairing/testing.h"
#include "features/pairing/workspace.h"

namespace lianghu::pairing {
namespace {

using organisations::testing::refused;

class PairsByHand : public ::testing::TestWithParam<db::Engine> {
 protected:
  Override ask(Id<Household> household, Id<Household> helper,
               const std::string& reason = "两家是多年的邻居") {
    const auto version = village_.now().version;
    return village_.change(
        [&](Context& c, const Village& v) { return ask_override(c, v, household, helper, reason, version); });
  }
  std::string refused_to_ask(Id<Household> household, Id<Household> helper,
                             const std::string& reason = "两家是多年的邻居") {
    return refused([&] { ask(household, helper, reason); });
  }
  Workspace seen() {
    return village_.read([](Context& c, const Village& v) { return workspace(c, v, Language::zh); });
  }
  PairRow row_of(Id<Household> household) {
    for (const PairRow& row : seen().pairs)
      if (row.pairing.household == household) return row;
    throw std::logic_error("nobody helps that household");
  }
  Override newest() { return seen().overrides.back().override; }
  std::int64_t waiting() {
    return village_.read([](Context& c, const Village& v) { return overrides_waiting(c, v); });
  }
  /// Both want 王演芝, who can take both.
  void propose(const std::vector<Veto>& vetoes_of_sun = {}) {
    village_.start();
    village_.open();
    village_.cast(village_.zhao, {village_.wang});
    village_.cast(village_.li, {village_.wang});
    village_.cast(village_.wang, {village_.zhao, village_.li});
    if (!vetoes_of_sun.empty()) village_.cast(village_.sun, {}, vetoes_of_sun);
    village_.close();
    village_.run();
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(PairsByHand);

TEST_P(PairsByHand, a_pair_by_hand_waits_for_the_next_run_and_then_says_what_it_cost) {
  propose();
  ASSERT_EQ(row_of(village_.zhao).pairing.helper, village_.wang);
  const Override asked = ask(village_.zhao, village_.sun);
  EXPECT_EQ(asked.state, OverrideState::asked);
  EXPECT_EQ(row_of(village_.zhao).pairing.helper, village_.wang) << "it took effect without a run";
  EXPECT_EQ(waiting(), 1);
  village_.run();
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(row_of(village_.zhao).pairing.helper, village_.sun);
  EXPECT_EQ(row_of(village_.zhao).way, Way::hand);
  EXPECT_EQ(row_of(village_.li).pairing.helper, village_.wang);
  const Override applied = newest();
  EXPECT_EQ(applied.state, OverrideState::applied);
  EXPECT_EQ(format_date(applied.settled_on.value()), "2020-07-20");
  EXPECT_EQ(json::write(applied.effect.value()), json::write(Effect{2, 2, 0, 1, 0}))
      << "the two who would rather have each other are counted by the ballots as they were cast";
  EXPECT_EQ(seen().outcome->blocking, 0);
  EXPECT_EQ(seen().outcome->at_odds.by_hand, 1);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PairsByHand, each_household_is_told_what_is_so_by_its_own_list) {
  const auto told = [&](Id<Household> household) {
    return village_.read(
        [&](Context& c, const Village& v) { return explanation_of(c, v, household, Language::zh); });
  };
  village_.start();
  village_.set_capacity(village_.wang, 1);
  village_.open();
  village_.cast(village_.zhao, {village_.wang, village_.sun});
  village_.cast(village_.li, {village_.guan, village_.wang});
  village_.cast(village_.wang, {village_.zhao, village_.li});
  village_.close();
  village_.run();
  ask(village_.li, village_.wang);
  village_.run();
  EXPECT_EQ(told(village_.li),
            "帮您的是王演芝，您排在第 2 位。这一对是村里商量定的，不是按票排的。想知道为什么，请问村支书。");
  EXPECT_EQ(told(village_.zhao), "帮您的是孙演波，您排在第 2 位。")
      << "whom the helper ranked lower was said to stand no lower with it";
}

TEST_P(PairsByHand, a_full_helper_gives_way_and_the_household_that_moves_is_counted) {
  village_.start();
  village_.set_capacity(village_.wang, 1);
  village_.open();
  village_.cast(village_.zhao, {village_.wang});
  village_.cast(village_.wang, {village_.zhao});
  village_.close();
  village_.run();
  ASSERT_EQ(row_of(village_.zhao).pairing.helper, village_.wang);
  ask(village_.li, village_.wang);
  village_.run();
  EXPECT_EQ(row_of(village_.li).pairing.helper, village_.wang);
  EXPECT_NE(row_of(village_.zhao).pairing.helper, village_.wang);
  EXPECT_EQ(newest().effect->moved, 1);
  EXPECT_EQ(newest().effect->covered_after, 2);
}

TEST_P(PairsByHand, one_that_leaves_somebody_with_nobody_says_so) {
  village_.start();
  village_.set_capacity(village_.wang, 1);
  village_.set_capacity(village_.guan, 0);
  village_.set_capacity(village_.sun, 1);
  village_.open();
  village_.cast(village_.li, {}, {{village_.sun, "两家打过官司"}});
  village_.close();
  village_.run();
  ASSERT_EQ(row_of(village_.li).pairing.helper, village_.wang);
  ask(village_.zhao, village_.wang);
  village_.run();
  EXPECT_EQ(newest().effect->covered_before, 2);
  EXPECT_EQ(newest().effect->covered_after, 1);
  EXPECT_EQ(seen().outcome->uncovered.size(), 1U);
  ASSERT_TRUE(seen().outcome->certificate);
}

TEST_P(PairsByHand, one_that_was_ruled_out_cannot_be_made_and_nobody_is_told_why) {
  propose({{village_.zhao, "两家打过官司"}});
  ask(village_.zhao, village_.sun);
  village_.run();
  EXPECT_EQ(row_of(village_.zhao).pairing.helper, village_.wang);
  EXPECT_EQ(newest().state, OverrideState::impossible);
  EXPECT_FALSE(newest().effect);
  EXPECT_EQ(json::write(seen()).find("官司"), std::string::npos);
  village_.set_capacity(village_.guan, 3);
  village_.run();
  EXPECT_EQ(newest().state, OverrideState::impossible) << "it is not tried again";
}

TEST_P(PairsByHand, of_two_that_need_the_same_room_the_older_one_is_made) {
  village_.start();
  village_.set_capacity(village_.sun, 1);
  village_.open();
  village_.close();
  village_.run();
  ask(village_.zhao, village_.sun);
  ask(village_.li, village_.sun);
  village_.run();
  const auto overrides = seen().overrides;
  EXPECT_EQ(overrides.at(0).override.state, OverrideState::applied);
  EXPECT_EQ(overrides.at(1).override.state, OverrideState::impossible);
}

TEST_P(PairsByHand, while_both_sides_are_asked_a_repair_makes_it_and_it_holds_in_later_repairs) {
  propose();
  village_.ask_both_sides();
  ask(village_.zhao, village_.guan);
  EXPECT_EQ(refused([&] {
              bench_.pass_days(6);
              village_.finalise();
            }),
            "pairing.override.waiting");
  village_.run();
  EXPECT_EQ(row_of(village_.zhao).pairing.helper, village_.guan);
  EXPECT_EQ(row_of(village_.zhao).way, Way::hand);
  village_.run();
  EXPECT_EQ(row_of(village_.zhao).pairing.helper, village_.guan);
  const PairRow row = row_of(village_.zhao);
  village_.change([&](Context& c, const Village& v) {
    return reply(c, v, row.pairing.id, {Side::helper, Answer::declined, "身体不好", row.pairing.version});
  });
  village_.run();
  EXPECT_NE(row_of(village_.zhao).pairing.helper, village_.guan);
  EXPECT_EQ(newest().state, OverrideState::impossible) << "what one of the two declined still stands";
}

TEST_P(PairsByHand, another_one_for_the_household_takes_its_place_and_one_may_be_withdrawn) {
  propose();
  ask(village_.zhao, village_.sun);
  EXPECT_EQ(refused_to_ask(village_.zhao, village_.sun), "pairing.override.there");
  const Override second = ask(village_.zhao, village_.guan);
  EXPECT_EQ(seen().overrides.at(0).override.state, OverrideState::withdrawn);
  EXPECT_EQ(refused([&] { village_.ask_both_sides(); }), "pairing.override.waiting");
  const auto withdraw = [&] {
    const auto version = village_.now().version;
    return village_.change(
        [&](Context& c, const Village& v) { return withdraw_override(c, v, second.id, version); });
  };
  EXPECT_EQ(withdraw().state, OverrideState::withdrawn);
  EXPECT_EQ(refused(withdraw), "pairing.state");
  village_.run();
  EXPECT_EQ(row_of(village_.zhao).pairing.helper, village_.wang);
}

TEST_P(PairsByHand, is_refused_without_a_reason_for_nobody_too_often_and_at_the_wrong_time) {
  village_.start();
  EXPECT_EQ(refused_to_ask(village_.zhao, village_.sun), "pairing.state");
  village_.open();
  village_.close();
  village_.run();
  EXPECT_EQ(refused_to_ask(village_.zhao, village_.sun, " "), "pairing.reason");
  EXPECT_EQ(refused_to_ask(village_.sun, village_.wang), "household.not_found");
  EXPECT_EQ(refused_to_ask(village_.zhao, village_.li), "household.not_found");
  EXPECT_EQ(seen().overrides_left, 3);
  for (const Id<Household> helper : {village_.wang, village_.sun, village_.guan}) {
    ask(village_.zhao, helper);
    village_.run();
  }
  EXPECT_EQ(seen().overrides_left, 0);
  EXPECT_EQ(refused_to_ask(village_.li, village_.sun), "pairing.override.max")
      << "by forcing pairs and solving again one could read a ballot";
  village_.ask_both_sides();
  bench_.pass_days(6);
  village_.finalise();
  EXPECT_EQ(refused_to_ask(village_.li, village_.sun), "pairing.state");
}

TEST_P(PairsByHand, a_run_that_knows_nothing_of_it_is_not_taken_over) {
  propose();
  village_.consent();
  const auto found = village_.solution();
  ASSERT_TRUE(found);
  ask(village_.zhao, village_.sun);
  const auto version = village_.now().version;
  EXPECT_EQ(refused([&] {
              village_.change([&](Context& c, const Village& v) { return adopt(c, v, found, version); });
            }),
            "version.stale");
}

}  // namespace
}  // namespace lianghu::pairing
