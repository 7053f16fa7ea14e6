// The short way through strict lists and the long one give the same answer, seat by seat.
#include "matching/strict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "matching/proposals.h"

namespace lianghu::matching {
namespace {

Ballots strict_round(std::uint32_t seed) {
  std::mt19937 random(seed);
  const std::int32_t households = 200;
  const std::int32_t helpers = 60;
  Ballots ballots;
  ballots.open = false;
  std::vector<std::vector<std::int32_t>> askers(static_cast<std::size_t>(helpers));
  for (std::int32_t h = 0; h < households; ++h) {
    std::vector<std::int32_t> all(static_cast<std::size_t>(helpers));
    for (std::size_t g = 0; g < all.size(); ++g) all[g] = static_cast<std::int32_t>(g);
    std::shuffle(all.begin(), all.end(), random);
    all.resize(random() % 8);
    std::int32_t rank = 0;
    for (const std::int32_t g : all) {
      ballots.households.choices.push_back({g, rank++});
      askers[static_cast<std::size_t>(g)].push_back(h);
    }
    ballots.households.begin.push_back(static_cast<std::uint32_t>(ballots.households.choices.size()));
    ballots.need.push_back(1);
  }
  for (auto& row : askers) {
    std::shuffle(row.begin(), row.end(), random);
    std::int32_t rank = 0;
    for (const std::int32_t h : row) ballots.helpers.choices.push_back({h, rank++});
    ballots.helpers.begin.push_back(static_cast<std::uint32_t>(ballots.helpers.choices.size()));
    ballots.capacity.push_back(static_cast<std::int32_t>(random() % 6));
    ballots.lower.push_back(0);
  }
  return ballots;
}

TEST(StrictLists, have_the_same_answer_the_short_way_and_the_long_one) {
  int paired = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    Market market = link(strict_round(seed));
    ASSERT_TRUE(is_strict(market));
    const Assignment quick = propose_strictly(market);
    market.household_ties = true;  // sends propose() the long way
    ASSERT_FALSE(is_strict(market));
    const Assignment slow = propose(market, Levels::stable);
    for (std::int32_t g = 0; g < market.helpers(); ++g) {
      const auto a = quick.guests(g);
      const auto b = slow.guests(g);
      ASSERT_EQ(a.size(), b.size()) << "seed " << seed;
      for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].household, b[i].household) << "seed " << seed;
      paired += static_cast<int>(a.size());
    }
  }
  EXPECT_GT(paired, 10'000);
}

TEST(StrictLists, are_none_where_something_is_equal_or_large) {
  const Market market = link(strict_round(1));
  Market changed = market;
  changed.helper_ties = true;
  EXPECT_FALSE(is_strict(changed));
  changed = market;
  changed.need.front() = 2;
  EXPECT_FALSE(is_strict(changed));
  changed = market;
  changed.capacity.front() = 1000;
  EXPECT_FALSE(is_strict(changed));
  Ballots ballots = strict_round(1);
  for (Choice& choice : ballots.households.choices) choice.rank /= 2;
  EXPECT_FALSE(is_strict(link(ballots)));
}

}  // namespace
}  // namespace lianghu::matching
