// Rounds that make other programs crash or hang.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "matching/engine.h"
#include "matching/matching.h"
#include "matching/numbering.h"

namespace lianghu::matching {
namespace {

std::string numbered(const char* prefix, int number) {
  return prefix + std::to_string(number);
}

void expect_right(const Instance& instance, Rule rule = Rule::coverage) {
  const Result result = solve(instance, {.rule = rule});
  for (const Breach& breach : check(instance, result, rule)) ADD_FAILURE() << breach.key;
}

TEST(DegenerateRounds, an_empty_one_has_an_empty_answer) {
  const Result result = solve({});
  EXPECT_TRUE(result.pairs.empty());
  EXPECT_TRUE(result.stable);
  EXPECT_TRUE(result.certificate.empty());
  EXPECT_EQ(result.coverage, (Coverage{0, 0, 0}));
  expect_right({});
}

TEST(DegenerateRounds, households_without_helpers_are_proved_to_be_without) {
  Instance instance;
  instance.households = {{"a", {}, {}, 1}, {"b", {}, {}, 1}};
  const Result result = solve(instance);
  EXPECT_EQ(result.uncovered, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(result.certificate.size(), 1U);
  EXPECT_EQ(result.certificate[0].households.size(), 1U);
  EXPECT_TRUE(result.certificate[0].helpers.empty());
  expect_right(instance);
}

TEST(DegenerateRounds, helpers_without_room_help_nobody) {
  Instance instance;
  instance.households = {{"a", {{"g"}}, {}, 1}};
  instance.helpers = {{"g", 0, 1, {{"a"}}, {}}};
  const Result result = solve(instance);
  EXPECT_EQ(result.uncovered, std::vector<std::string>{"a"});
  ASSERT_EQ(result.certificate.size(), 1U);
  EXPECT_EQ(result.certificate[0].helpers, std::vector<std::string>{"g"});
  EXPECT_EQ(result.certificate[0].capacity, 0);
  expect_right(instance);
}

TEST(DegenerateRounds, one_side_may_rank_nobody) {
  Instance instance;
  for (int i = 0; i < 6; ++i)
    instance.households.push_back({numbered("h", i), {{"g1"}, {"g0", "g2"}}, {}, 1});
  for (int i = 0; i < 3; ++i) instance.helpers.push_back({numbered("g", i), 2, 1, {}, {}});
  const Result result = solve(instance);
  EXPECT_EQ(result.coverage.covered, 6);
  EXPECT_TRUE(result.stable);
  expect_right(instance);
  instance.unranked = Unranked::unacceptable;
  EXPECT_EQ(solve(instance).coverage.maximum, 0);
  expect_right(instance);
}

TEST(DegenerateRounds, who_ranks_somebody_that_did_not_rank_back_is_not_paired_by_that) {
  Instance instance;
  instance.unranked = Unranked::unacceptable;
  instance.households = {{"a", {{"g1"}}, {}, 1}};
  instance.helpers = {{"g1", 1, 0, {}, {}}, {"g2", 1, 0, {{"a"}}, {}}};
  EXPECT_TRUE(solve(instance).pairs.empty());
  expect_right(instance);
}

TEST(DegenerateRounds, four_hundred_by_four_hundred_with_full_lists) {
  std::mt19937 random(3);
  Instance instance;
  std::vector<std::string> households;
  std::vector<std::string> helpers;
  for (int i = 0; i < 400; ++i) households.push_back(numbered("h", i)), helpers.push_back(numbered("g", i));
  const auto shuffled = [&](std::vector<std::string> ids) {
    std::shuffle(ids.begin(), ids.end(), random);
    Ranking ranking;
    for (auto& id : ids) ranking.push_back({id});
    return ranking;
  };
  for (const auto& id : households) instance.households.push_back({id, shuffled(helpers), {}, 1});
  for (const auto& id : helpers) instance.helpers.push_back({id, 1, 1, shuffled(households), {}});
  const Result result = solve(instance);
  EXPECT_TRUE(check(instance, result).empty());
  EXPECT_TRUE(result.stable);
  EXPECT_EQ(result.coverage.covered, 400);
}

/// Household i wants helpers i and i-1, all want what the one before has: one path through everybody.
TEST(DegenerateRounds, a_path_through_two_hundred_thousand_needs_no_deep_stack) {
  const std::int32_t n = 200'000;
  Ballots ballots;
  ballots.open = false;
  for (std::int32_t i = 0; i < n; ++i) {
    ballots.households.choices.push_back({i, 0});
    if (i + 1 < n) ballots.households.choices.push_back({i + 1, 1});
    ballots.households.begin.push_back(static_cast<std::uint32_t>(ballots.households.choices.size()));
  }
  // One more, whose only helper everybody has to move up for.
  ballots.households.choices.push_back({0, 0});
  ballots.households.begin.push_back(static_cast<std::uint32_t>(ballots.households.choices.size()));
  for (std::int32_t i = 0; i < n; ++i) {
    ballots.helpers.choices.push_back({i, 0});
    if (i > 0) ballots.helpers.choices.push_back({i - 1, 1});
    if (i == 0) ballots.helpers.choices.push_back({n, 1});
    ballots.helpers.begin.push_back(static_cast<std::uint32_t>(ballots.helpers.choices.size()));
  }
  ballots.need.assign(static_cast<std::size_t>(n) + 1, 1);
  ballots.capacity.assign(static_cast<std::size_t>(n), 1);
  ballots.capacity.back() = 2;
  ballots.lower.assign(static_cast<std::size_t>(n), 1);
  const Market market = link(ballots);
  const Outcome outcome = pair_up(market, Rule::coverage);
  EXPECT_EQ(outcome.maximum, n + 1);
  EXPECT_EQ(covered(market, outcome.assignment), n + 1);
}

Ballots large(std::int32_t households, std::int32_t helpers, bool open) {
  std::mt19937 random(7);
  Ballots ballots;
  ballots.open = open;
  std::vector<std::vector<std::int32_t>> askers(static_cast<std::size_t>(helpers));
  for (std::int32_t h = 0; h < households; ++h) {
    std::vector<std::int32_t> list;
    while (list.size() < 10) {
      const auto g = static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(helpers));
      if (std::find(list.begin(), list.end(), g) == list.end()) list.push_back(g);
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      ballots.households.choices.push_back({list[i], static_cast<std::int32_t>(i)});
      askers[static_cast<std::size_t>(list[i])].push_back(h);
    }
    ballots.households.begin.push_back(static_cast<std::uint32_t>(ballots.households.choices.size()));
    ballots.need.push_back(1);
  }
  for (std::size_t g = 0; g < askers.size(); ++g) {
    std::shuffle(askers[g].begin(), askers[g].end(), random);
    for (std::size_t i = 0; i < askers[g].size(); ++i)
      ballots.helpers.choices.push_back({askers[g][i], static_cast<std::int32_t>(i)});
    ballots.helpers.begin.push_back(static_cast<std::uint32_t>(ballots.helpers.choices.size()));
    ballots.capacity.push_back(1 + static_cast<std::int32_t>(random() % 4));
    ballots.lower.push_back(static_cast<std::uint8_t>(g % 3 == 0));
  }
  return ballots;
}

TEST(DegenerateRounds, fifty_thousand_by_twenty_thousand_comes_to_an_end) {
  for (const bool open : {false, true}) {
    const Market market = link(large(50'000, 20'000, open));
    std::int64_t room = 0;
    for (const std::int32_t capacity : market.capacity) room += capacity;
    const Outcome outcome = pair_up(market, Rule::coverage);
    EXPECT_LE(covered(market, outcome.assignment), outcome.maximum);
    if (open) {
      EXPECT_EQ(outcome.maximum, std::min<std::int64_t>(room, 50'000));
    }
    EXPECT_EQ(outcome.shortage.has_value(), outcome.maximum < 50'000);
  }
}

TEST(DegenerateRounds, huge_capacities_cost_no_memory) {
  Instance instance;
  for (int i = 0; i < 50; ++i) instance.households.push_back({numbered("h", i), {}, {}, 1});
  for (int i = 0; i < 50; ++i) instance.helpers.push_back({numbered("g", i), 2'000'000'000, 1, {}, {}});
  const Result result = solve(instance);
  EXPECT_EQ(result.coverage.covered, 50);
  expect_right(instance);
}

TEST(RoundFaults, every_one_is_named_at_once) {
  Instance instance;
  instance.households = {{"a", {{"g"}, {"g"}}, {"x"}, 0}, {"a", {}, {}, 1}};
  instance.helpers = {{"g", -1, 2, {{"nobody"}}, {"a", "a"}}, {"g", 1, 0, {}, {}}};
  instance.fit = {{"a", "g", 1}, {"a", "g", 2}, {"b", "g", 1}};
  std::vector<std::string> keys;
  for (const Fault& fault : faults(instance)) keys.push_back(fault.problem.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"matching.household.duplicate", "matching.helper.duplicate",
                                            "matching.need", "matching.rank.twice", "matching.helper.unknown",
                                            "matching.capacity", "matching.lower",
                                            "matching.household.unknown", "matching.veto.twice",
                                            "matching.fit.twice", "matching.household.unknown"}));
  try {
    (void)solve(instance);
    FAIL() << "solved a round with faults";
  } catch (const Refusal& refusal) {
    EXPECT_EQ(refusal.status(), Status::unprocessable);
    EXPECT_EQ(refusal.problems().size(), keys.size());
  }
  EXPECT_THROW((void)repair({}, {}, {"gone"}), Refusal);
}

}  // namespace
}  // namespace lianghu::matching
