#include "features/pairing/pairing.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "features/pairing/pairs_store.h"
#include "features/pairing/rounds_store.h"
#include "features/pairing/testing.h"
#include "features/pairing/workspace.h"

namespace lianghu::pairing {
namespace {

using organisations::testing::refused;

class PairingRounds : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::vector<Pairing> proposed() {
    return village_.read([&](Context& c, const Village& v) {
      auto all = store::pairings_of(c, v, current_round(c, v).value().id);
      std::erase_if(all, [](const Pairing& each) { return each.state != PairState::proposed; });
      return all;
    });
  }
  Pairing pair_of(Id<Household> household) {
    for (const Pairing& each : proposed())
      if (each.household == household) return each;
    throw std::logic_error("nobody is proposed to that household");
  }
  Pairing say(const Pairing& pairing, Side by, Answer answer, const std::string& reason = {}) {
    return village_.change([&](Context& c, const Village& v) {
      return reply(c, v, pairing.id, {by, answer, reason, pairing.version});
    });
  }
  Workspace seen() {
    return village_.read([](Context& c, const Village& v) { return workspace(c, v, Language::zh); });
  }
  Counts coverage() {
    return village_.read([](Context& c, const Village& v) { return paired_coverage(c, v); });
  }
  void exempt(Id<Household> household) {
    village_.change([&](Context& c, const Village& v) {
      programmes::exempt(c, v, household, programmes::Matter::pairing, "常年在外务工");
    });
  }
  std::string told(Id<Household> household) {
    return village_.read(
        [&](Context& c, const Village& v) { return explanation_of(c, v, household, Language::zh); });
  }
  std::int64_t rows_of(const std::string& table) {
    return bench_.database().read(
        [&](db::Transaction& tx) { return tx.one("SELECT count(*) FROM " + table)->integer(0); });
  }
  std::int64_t ballots() { return rows_of("pairing_ballots"); }
  std::int64_t keys() { return rows_of("pairing_round_keys"); }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(PairingRounds);

TEST_P(PairingRounds, a_round_goes_from_setup_to_final_and_gives_whom_both_wanted) {
  EXPECT_EQ(village_.start().state, State::setup);
  EXPECT_EQ(seen().participants.size(), 5U);
  EXPECT_EQ(seen().tally->capacity, 6);
  village_.open();
  village_.cast(village_.zhao, {village_.wang, village_.sun});
  village_.cast(village_.li, {village_.guan});
  village_.cast(village_.wang, {village_.zhao});
  EXPECT_EQ(seen().tally->ballots, 3);
  village_.close();
  EXPECT_EQ(village_.run().state, State::proposed);
  EXPECT_EQ(pair_of(village_.zhao).helper, village_.wang);
  EXPECT_EQ(pair_of(village_.li).helper, village_.guan);
  EXPECT_TRUE(village_.in_force().empty());
  const Round asked = village_.ask_both_sides();
  EXPECT_EQ(format_date(asked.confirm_until.value()), "2020-07-25");
  for (const Pairing& each : proposed())
    say(say(each, Side::contact, Answer::accepted), Side::helper, Answer::accepted);
  EXPECT_EQ(village_.finalise().state, State::final_);
  const auto in_force = village_.in_force();
  ASSERT_EQ(in_force.size(), 2U);
  EXPECT_EQ(format_date(in_force.at(0).from.value()), "2020-07-20");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PairingRounds, each_household_reads_its_own_sentence) {
  village_.start();
  village_.open();
  village_.cast(village_.zhao, {village_.wang, village_.sun});
  village_.close();
  village_.run();
  EXPECT_EQ(told(village_.zhao), "帮您的是王演芝，是您排在第一位的。");
  EXPECT_EQ(told(village_.neither), "") << "it takes no part";
}

TEST_P(PairingRounds, whoever_has_not_answered_in_time_has_agreed) {
  village_.propose();
  const Round asked = village_.ask_both_sides();
  EXPECT_EQ(refused([&] { village_.finalise(); }), "pairing.unanswered");
  bench_.go_to(asked.confirm_until.value());
  EXPECT_EQ(refused([&] { village_.finalise(); }), "pairing.unanswered");
  bench_.go_to(add_days(asked.confirm_until.value(), 1));
  village_.finalise();
  ASSERT_EQ(village_.in_force().size(), 2U);
  EXPECT_EQ(village_.in_force().front().by_helper.answer, Answer::none);
}

TEST_P(PairingRounds, who_is_exempt_takes_no_part_and_who_comes_before_opening_does) {
  exempt(village_.sun);
  village_.start();
  EXPECT_EQ(seen().tally->helpers, 2);
  const Id<Household> late = village_.add("吴演山", households::Kind::contact);
  EXPECT_EQ(seen().tally->joined, 1);
  village_.open();
  EXPECT_EQ(seen().tally->joined, 0);
  EXPECT_NO_THROW(village_.cast(late, {village_.guan}));
  EXPECT_EQ(refused([&] { village_.cast(village_.sun, {late}); }), "pairing.ballot.not_taking_part");
}

TEST_P(PairingRounds, whom_nobody_can_help_is_named_with_the_reason) {
  village_.start();
  for (const Id<Household> each : {village_.sun, village_.guan}) village_.set_capacity(each, 0);
  village_.set_capacity(village_.wang, 1);
  village_.open();
  village_.close();
  village_.run();
  const Workspace after = seen();
  ASSERT_TRUE(after.outcome);
  EXPECT_EQ(after.outcome->covered, 1);
  EXPECT_EQ(after.outcome->maximum, 1);
  ASSERT_EQ(after.outcome->uncovered.size(), 1U);
  ASSERT_TRUE(after.outcome->certificate);
  EXPECT_EQ(after.outcome->certificate->households.size(), 2U);
  EXPECT_EQ(after.outcome->certificate->capacity, 1);
  for (const Named& each : after.outcome->certificate->helpers) EXPECT_FALSE(each.name.empty());
  village_.ask_both_sides();
  bench_.pass_days(6);
  village_.finalise();
  const Counts counts = coverage();
  EXPECT_EQ(counts.should, 2);
  EXPECT_EQ(counts.has, 1);
  ASSERT_EQ(counts.missing.size(), 1U);
  EXPECT_EQ(counts.missing.front().household, after.outcome->uncovered.front().household);
}

TEST_P(PairingRounds, a_declined_pair_is_repaired_and_the_others_are_kept) {
  village_.start();
  village_.open();
  village_.cast(village_.zhao, {village_.wang, village_.sun});
  village_.cast(village_.li, {village_.guan});
  village_.close();
  village_.run();
  village_.ask_both_sides();
  const Pairing kept = say(pair_of(village_.li), Side::helper, Answer::accepted);
  const Pairing declined = pair_of(village_.zhao);
  EXPECT_EQ(refused([&] { say(declined, Side::helper, Answer::declined, " "); }), "pairing.reason");
  say(declined, Side::helper, Answer::declined, "两家有过纠纷");
  bench_.pass_days(9);
  EXPECT_EQ(refused([&] { village_.finalise(); }), "pairing.declined");
  const Round repaired = village_.run();
  EXPECT_EQ(repaired.state, State::confirming);
  EXPECT_EQ(repaired.repairs, 1);
  EXPECT_EQ(format_date(repaired.confirm_until.value()), "2020-08-03");
  EXPECT_EQ(pair_of(village_.zhao).helper, village_.sun);
  EXPECT_EQ(json::write(pair_of(village_.li)), json::write(kept)) << "nobody objected to this pair";
  village_.run();
  EXPECT_NE(pair_of(village_.zhao).helper, village_.wang) << "a declined pair came back";
}

TEST_P(PairingRounds, a_repair_keeps_a_pair_even_where_a_new_round_would_do_better_for_somebody) {
  village_.start();
  village_.set_capacity(village_.wang, 1);
  village_.open();
  for (const Id<Household> each : {village_.zhao, village_.li})
    village_.cast(each, {village_.wang, village_.sun, village_.guan});
  for (const Id<Household> each : {village_.wang, village_.sun, village_.guan})
    village_.cast(each, {village_.zhao, village_.li});
  village_.close();
  village_.run();
  village_.ask_both_sides();
  EXPECT_EQ(pair_of(village_.li).helper, village_.sun);
  village_.set_capacity(village_.wang, 2);
  EXPECT_NO_THROW(village_.run());
  EXPECT_EQ(pair_of(village_.li).helper, village_.sun);
  EXPECT_EQ(seen().outcome->blocking, 1);
}

TEST_P(PairingRounds, when_a_helper_leaves_the_others_stay_and_its_household_gets_another) {
  village_.start();
  village_.open();
  village_.cast(village_.zhao, {village_.wang});
  village_.cast(village_.li, {village_.guan});
  village_.close();
  village_.run();
  bench_.go_to(add_days(village_.ask_both_sides().confirm_until.value(), 1));
  village_.finalise();
  bench_.pass_days(30);
  exempt(village_.wang);
  EXPECT_EQ(seen().tally->left, 1);
  ASSERT_EQ(seen().outcome->uncovered.size(), 1U) << "who left is said to help";
  EXPECT_EQ(seen().outcome->uncovered.front().household, village_.zhao);
  EXPECT_EQ(village_.run().state, State::confirming);
  EXPECT_EQ(village_.in_force().size(), 1U);
  EXPECT_EQ(village_.in_force().front().household, village_.li);
  EXPECT_EQ(told(village_.zhao), "") << "there is no list any more on which a helper could stand";
  bench_.pass_days(6);
  village_.finalise();
  ASSERT_EQ(village_.in_force().size(), 2U);
  const auto all = village_.read([](Context& c, const Village& v) { return history(c, v); });
  ASSERT_EQ(all.size(), 3U);
  const auto ended = std::ranges::find(all, village_.wang, &Pairing::helper);
  ASSERT_NE(ended, all.end());
  EXPECT_EQ(ended->state, PairState::ended);
  EXPECT_EQ(ended->end_reason, "pairing.end.helper_left");
  EXPECT_EQ(format_date(ended->until.value()), "2020-08-25");
  const auto found =
      village_.read([&](Context& c, const Village& v) { return find_pairing(c, v, ended->id); });
  EXPECT_EQ(json::write(found), json::write(std::optional(*ended)));
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PairingRounds, a_pair_in_force_that_must_move_stays_until_the_round_is_final_again) {
  village_.start();
  village_.open();
  village_.cast(village_.zhao, {village_.wang});
  village_.cast(village_.li, {village_.wang});
  village_.close();
  village_.run();
  bench_.go_to(add_days(village_.ask_both_sides().confirm_until.value(), 1));
  village_.finalise();
  village_.set_capacity(village_.wang, 1);
  village_.run();
  const auto meanwhile = village_.in_force();
  ASSERT_EQ(meanwhile.size(), 2U);
  EXPECT_EQ(std::ranges::count(meanwhile, PairState::moving, &Pairing::state), 1);
  EXPECT_EQ(coverage().has, 2);
  bench_.pass_days(6);
  village_.finalise();
  const auto after = village_.in_force();
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(std::ranges::count(after, village_.wang, &Pairing::helper), 1);
}

TEST_P(PairingRounds, a_new_round_ends_the_pairings_of_the_one_before_when_it_is_final) {
  const auto before = village_.pair_everybody();
  EXPECT_EQ(village_.start().number, 2);
  EXPECT_EQ(refused([&] { village_.start(); }), "pairing.open");
  EXPECT_EQ(json::write(village_.in_force()), json::write(before));
  village_.open();
  village_.close();
  village_.run();
  village_.ask_both_sides();
  bench_.pass_days(6);
  village_.finalise();
  const auto after = village_.in_force();
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after.front().round, village_.now().id);
}

TEST_P(PairingRounds, coverage_counts_who_has_a_helper_and_leaves_the_exempt_out) {
  EXPECT_EQ(coverage().should, 2);
  EXPECT_EQ(coverage().missing.size(), 2U);
  village_.pair_everybody();
  EXPECT_EQ(coverage().has, 2);
  exempt(village_.li);
  const Counts counts = coverage();
  EXPECT_EQ(counts.should, 1);
  EXPECT_EQ(counts.exempt, 1);
  EXPECT_EQ(counts.has, 1);
}

TEST_P(PairingRounds, an_answer_that_rests_on_yesterdays_village_is_not_taken_over) {
  village_.start();
  village_.open();
  village_.close();
  village_.consent();
  const auto found = village_.solution();
  const auto version = village_.now().version;
  const auto take = [&] {
    return refused(
        [&] { village_.change([&](Context& c, const Village& v) { return adopt(c, v, found, version); }); });
  };
  village_.add("吴演山", households::Kind::contact);
  EXPECT_EQ(take(), "version.stale");
  village_.set_capacity(village_.sun, 3);
  EXPECT_EQ(take(), "version.stale");
  EXPECT_EQ(village_.run().state, State::proposed);
}

TEST_P(PairingRounds, a_pair_that_is_declined_while_a_repair_is_solved_is_not_proposed_again) {
  village_.propose();
  village_.ask_both_sides();
  village_.consent();
  const auto found = village_.solution();
  const Pairing pair = pair_of(village_.zhao);
  village_.change([&](Context& c, const Village& v) {
    return reply(c, v, pair.id, {Side::contact, Answer::declined, "两家有过节", pair.version});
  });
  const auto version = village_.now().version;
  EXPECT_EQ(refused([&] {
              village_.change([&](Context& c, const Village& v) { return adopt(c, v, found, version); });
            }),
            "version.stale");
  village_.run();
  EXPECT_NE(pair_of(village_.zhao).helper, pair.helper);
}

TEST_P(PairingRounds, each_step_comes_in_its_turn_and_on_the_newest_version) {
  EXPECT_EQ(refused([&] { village_.change([](Context& c, const Village& v) { return close(c, v, 1); }); }),
            "pairing.none");
  village_.start();
  EXPECT_EQ(refused([&] { village_.close(); }), "pairing.state");
  EXPECT_EQ(refused([&] { village_.run(); }), "pairing.state");
  EXPECT_EQ(refused([&] {
              village_.change([&](Context& c, const Village& v) {
                return open(c, v, add_days(c.today(), -1), current_round(c, v).value().version);
              });
            }),
            "pairing.closes_on");
  EXPECT_EQ(refused([&] {
              village_.change([&](Context& c, const Village& v) {
                return set_capacity(c, v, village_.zhao, 1, "想多帮", current_round(c, v).value().version);
              });
            }),
            "household.not_found");
  EXPECT_EQ(refused([&] { village_.set_capacity(village_.sun, 21); }), "pairing.capacity");
  EXPECT_EQ(refused([&] {
              village_.change([&](Context& c, const Village& v) { return open(c, v, std::nullopt, 7); });
            }),
            "version.stale");
  village_.open();
  EXPECT_EQ(refused([&] { village_.ask_both_sides(); }), "pairing.state");
  EXPECT_EQ(refused([&] { village_.finalise(); }), "pairing.state");
}

TEST_P(PairingRounds, ballots_are_destroyed_when_the_round_is_final_and_their_hashes_stay) {
  village_.start();
  village_.open();
  village_.cast(village_.zhao, {village_.wang});
  village_.close();
  village_.run();
  EXPECT_EQ(ballots(), 5);
  EXPECT_EQ(keys(), 1);
  village_.ask_both_sides();
  bench_.pass_days(6);
  village_.finalise();
  EXPECT_EQ(ballots(), 0);
  EXPECT_EQ(keys(), 0);
  village_.read([&](Context& c, const Village& v) {
    for (const auto& each : store::participants(c, v, current_round(c, v).value().id))
      EXPECT_EQ(each.ballot_hash.size(), each.household == village_.zhao ? 64U : 0U);
  });
}

}  // namespace
}  // namespace lianghu::pairing
