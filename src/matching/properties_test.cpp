// The promises of matching.h on thousands of random rounds, against every assignment that there is.
#include <set>

#include "matching/brute_force_test.h"
#include "matching/engine.h"
#include "matching/numbering.h"
#include "matching/proposals.h"
#include "matching/random_round_test.h"

namespace lianghu::matching {
namespace {

using trial::Best;
using trial::BruteForce;
using trial::for_random_rounds;
using trial::Shape;
using trial::told;

std::set<Pair> as_set(const Result& result) {
  return {result.pairs.begin(), result.pairs.end()};
}

int lower_met(const Instance& instance, const Result& result) {
  std::set<std::string> busy;
  for (const Pair& pair : result.pairs) busy.insert(pair.helper);
  int met = 0;
  for (const Helper& helper : instance.helpers)
    if (helper.lower > 0 && busy.contains(helper.id)) ++met;
  return met;
}

TEST(Pairing, coverage_lower_quotas_and_proof_agree_with_brute_force) {
  for_random_rounds(10000, {}, [](const Instance& instance) {
    const Best best = BruteForce(instance).run();
    const Result result = solve(instance);
    RC_LOG(told(check(instance, result)));
    RC_ASSERT(check(instance, result).empty());
    RC_ASSERT(result.coverage.covered == best.coverage);
    RC_ASSERT(lower_met(instance, result) == best.lower);
    RC_ASSERT(result.stable == best.stable.contains(as_set(result)));
  });
}

TEST(Pairing, with_ties_the_stable_answer_covers_two_thirds_of_the_largest_stable_one) {
  for_random_rounds(10000, {.lower = false}, [](const Instance& instance) {
    const Best best = BruteForce(instance).run();
    const Result result = solve(instance, {.rule = Rule::stable});
    RC_LOG(told(check(instance, result, Rule::stable)));
    RC_ASSERT(check(instance, result, Rule::stable).empty());
    RC_ASSERT(best.stable.contains(as_set(result)));
    RC_ASSERT(3 * result.coverage.covered >= 2 * best.stable_coverage);
    RC_ASSERT(result.coverage.maximum == best.coverage);
  });
}

TEST(Pairing, with_strict_lists_every_household_gets_the_best_that_a_stable_answer_gives_it) {
  const Shape strict{.ties = false, .lower = false, .fit = false};
  for_random_rounds(2000, strict, [](Instance instance) {
    instance.unranked = Unranked::unacceptable;
    const Best best = BruteForce(instance).run();
    const Result result = solve(instance, {.rule = Rule::stable});
    const std::set<Pair> pairs = as_set(result);
    std::set<std::string> covered;
    for (const Pair& pair : pairs) covered.insert(pair.household);
    for (const auto& other : best.stable) {
      RC_ASSERT(other.size() == pairs.size());
      for (const Pair& pair : other) {
        RC_ASSERT(covered.contains(pair.household));  // the same are left out of every stable answer
        const auto mine = std::find_if(pairs.begin(), pairs.end(),
                                       [&](const Pair& own) { return own.household == pair.household; });
        const auto household = std::find_if(instance.households.begin(), instance.households.end(),
                                            [&](const Household& one) { return one.id == pair.household; });
        const auto at = [&](const std::string& id) {
          return std::find(household->rank.begin(), household->rank.end(), std::vector<std::string>{id});
        };
        RC_ASSERT(at(mine->helper) <= at(pair.helper));
      }
    }
    if (static_cast<int>(pairs.size()) == best.coverage) RC_ASSERT(as_set(solve(instance)) == pairs);
  });
}

TEST(Pairing, second_helpers_never_cost_anybody_their_first) {
  for_random_rounds(2000, {.households_max = 3, .several = true}, [](const Instance& instance) {
    const Best best = BruteForce(instance).run();
    const Result result = solve(instance);
    RC_LOG(told(check(instance, result)));
    RC_ASSERT(check(instance, result).empty());
    RC_ASSERT(result.coverage.covered == best.coverage);
    RC_ASSERT(static_cast<int>(result.pairs.size()) == best.pairs);
    RC_ASSERT(lower_met(instance, result) == best.lower);
    const Result stable = solve(instance, {.rule = Rule::stable});
    RC_ASSERT(best.stable.contains(as_set(stable)));
  });
}

TEST(Pairing, repair_keeps_every_pair_it_can_and_covers_all_it_can) {
  for_random_rounds(2000, {.several = true}, [](const Instance& instance) {
    if (instance.helpers.empty()) return;
    const Result before = solve(instance);
    const std::string leaving = instance.helpers.front().id;
    const Instance after = without(instance, {leaving});
    const Result repaired = repair(instance, before.pairs, {leaving});
    const Best best = BruteForce(after).run();
    RC_ASSERT(repaired.coverage.covered == best.coverage);
    std::set<Pair> kept;
    for (const Pair& pair : before.pairs)
      if (pair.helper != leaving) kept.insert(pair);
    std::set<std::string> covered;
    for (const Pair& pair : kept) covered.insert(pair.household);
    const bool nobody_lost = static_cast<int>(kept.size()) == static_cast<int>(before.pairs.size());
    if (nobody_lost) RC_ASSERT(as_set(repaired) == as_set(before));
    for (const std::string& id : covered)
      RC_ASSERT(std::find(repaired.uncovered.begin(), repaired.uncovered.end(), id) ==
                repaired.uncovered.end());
    for (const Breach& breach : check(after, repaired)) {
      RC_LOG(breach.key);
      RC_ASSERT((breach.key == "matching.check.lower" || breach.key == "matching.check.best"));
    }
  });
}

TEST(Pairing, the_order_of_the_input_leaves_no_trace) {
  for_random_rounds(1000, {.households_max = 6, .helpers_max = 5, .several = true, .tape_length = 200},
                    [](const Instance& instance) {
                      Instance turned = instance;
                      std::reverse(turned.households.begin(), turned.households.end());
                      std::reverse(turned.helpers.begin(), turned.helpers.end());
                      std::reverse(turned.fit.begin(), turned.fit.end());
                      for (auto& household : turned.households) {
                        for (auto& group : household.rank) std::reverse(group.begin(), group.end());
                        std::reverse(household.veto.begin(), household.veto.end());
                      }
                      for (auto& helper : turned.helpers)
                        for (auto& group : helper.rank) std::reverse(group.begin(), group.end());
                      for (const std::uint64_t seed : {0U, 7U}) {
                        const Result one = solve(instance, {.seed = seed});
                        const Result other = solve(turned, {.seed = seed});
                        RC_ASSERT(one.pairs == other.pairs);
                        RC_ASSERT(one.blocking == other.blocking);
                        RC_ASSERT(one.certificate.size() == other.certificate.size());
                        if (!one.certificate.empty())
                          RC_ASSERT(one.certificate[0].households == other.certificate[0].households);
                      }
                    });
}

/// Everybody's partner: households first, then helpers; -1 is nobody. One helper each, one household each.
using Marriage = std::vector<int>;

struct Vote {
  explicit Vote(const Instance& one) : instance(one), households(static_cast<int>(one.households.size())) {}

  /// The place of `partner` on the list of party `who`; nobody is behind everybody.
  int place(int who, int partner) const {
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    const bool is_household = who < households;
    const Ranking& list =
        is_household ? instance.households[at(who)].rank : instance.helpers[at(who - households)].rank;
    if (partner < 0) return static_cast<int>(list.size());
    const std::string& id =
        is_household ? instance.helpers[at(partner - households)].id : instance.households[at(partner)].id;
    return static_cast<int>(std::find(list.begin(), list.end(), std::vector<std::string>{id}) - list.begin());
  }
  bool may(int h, int g) const {
    const auto vetoed = [](const std::vector<std::string>& ids, const std::string& id) {
      return std::find(ids.begin(), ids.end(), id) != ids.end();
    };
    const Household& household = instance.households[static_cast<std::size_t>(h)];
    const Helper& helper = instance.helpers[static_cast<std::size_t>(g - households)];
    return place(h, g) < place(h, -1) && place(g, h) < place(g, -1) && helper.capacity > 0 &&
           !vetoed(household.veto, helper.id) && !vetoed(helper.veto, household.id);
  }
  void all(int h, Marriage& so_far, std::vector<Marriage>& found) const {
    if (h == households) return found.push_back(so_far);
    all(h + 1, so_far, found);
    for (std::size_t g = instance.households.size(); g < so_far.size(); ++g) {
      if (so_far[g] >= 0 || !may(h, static_cast<int>(g))) continue;
      so_far[static_cast<std::size_t>(h)] = static_cast<int>(g);
      so_far[g] = h;
      all(h + 1, so_far, found);
      so_far[static_cast<std::size_t>(h)] = so_far[g] = -1;
    }
  }
  /// Votes for `one` less votes for `other`.
  int margin(const Marriage& one, const Marriage& other) const {
    int votes = 0;
    for (std::size_t who = 0; who < one.size(); ++who) {
      const int mine = place(static_cast<int>(who), one[who]);
      const int theirs = place(static_cast<int>(who), other[who]);
      votes += mine < theirs ? 1 : mine > theirs ? -1 : 0;
    }
    return votes;
  }
  static auto size(const Marriage& one) {
    return std::count_if(one.begin(), one.end(), [](int p) { return p >= 0; });
  }

  const Instance& instance;
  const int households;
};

TEST(Pairing, with_strict_lists_no_answer_wins_a_vote_against_the_popular_one_and_no_popular_one_is_larger) {
  for_random_rounds(1500, {.ties = false, .lower = false, .fit = false}, [](Instance instance) {
    instance.unranked = Unranked::unacceptable;
    for (Helper& helper : instance.helpers) helper.capacity = std::min(helper.capacity, 1);
    const Vote vote(instance);
    Marriage mine(instance.households.size() + instance.helpers.size(), -1);
    std::vector<Marriage> all;
    vote.all(0, mine, all);
    for (const Pair& pair : solve(instance, {.rule = Rule::popular}).pairs) {
      const int h = std::stoi(pair.household.substr(1));
      const int g = std::stoi(pair.helper.substr(1)) + vote.households;
      mine[static_cast<std::size_t>(h)] = g;
      mine[static_cast<std::size_t>(g)] = h;
    }
    for (const Marriage& other : all) {
      RC_ASSERT(vote.margin(mine, other) >= 0);
      if (Vote::size(other) <= Vote::size(mine)) continue;
      const bool beaten = std::any_of(all.begin(), all.end(),
                                      [&](const Marriage& third) { return vote.margin(third, other) > 0; });
      RC_ASSERT(beaten);
    }
  });
}

TEST(Pairing, local_repair_lowers_the_number_of_blocking_pairs_and_never_raises_it) {
  std::size_t before = 0;
  std::size_t after = 0;
  for_random_rounds(1000, {.households_max = 8, .helpers_max = 7, .lower = false, .tape_length = 300},
                    [&](const Instance& instance) {
                      const Market market = link(Numbering(instance, 0).ballots(instance));
                      Assignment covering = propose(market, Levels::stable);
                      std::vector<std::int32_t> moved(market.need.size(), 0);
                      cover(market, covering, moved);
                      const std::size_t unrepaired = blocking_pairs(market, covering).size();
                      const std::size_t repaired = pair_up(market, Rule::coverage).blocking.size();
                      RC_ASSERT(repaired <= unrepaired);
                      before += unrepaired;
                      after += repaired;
                    });
  EXPECT_LT(after, before) << before;
}

TEST(Pairing, the_smaller_of_two_shortages_is_the_one_that_is_named) {
  Instance instance;
  instance.unranked = Unranked::unacceptable;
  for (const char* id : {"a", "b", "c", "d"})
    instance.households.push_back({id, {{"g1", "g2", "g3"}}, {}, 1});
  for (const char* id : {"g1", "g2", "g3"})
    instance.helpers.push_back({id, 1, 0, {{"a", "b", "c", "d"}}, {}});
  for (const char* id : {"y", "z"}) instance.households.push_back({id, {{"k"}}, {}, 1});
  instance.helpers.push_back({"k", 1, 0, {{"y", "z"}}, {}});
  const Result result = solve(instance);
  EXPECT_EQ(result.uncovered.size(), 2U);
  ASSERT_EQ(result.certificate.size(), 1U);
  EXPECT_EQ(result.certificate[0].households, (std::vector<std::string>{"y", "z"}));
  EXPECT_EQ(result.certificate[0].helpers, std::vector<std::string>{"k"});
  EXPECT_EQ(result.certificate[0].capacity, 1);
}

TEST(Pairing, fit_decides_between_equals_and_never_against_a_ranking) {
  Instance instance;
  instance.households = {{"a", {{"g1", "g2"}}, {}, 1}, {"b", {{"g1"}, {"g2"}}, {}, 1}};
  instance.helpers = {{"g1", 1, 0, {}, {}}, {"g2", 1, 0, {}, {}}};
  instance.fit = {{"a", "g2", 5}, {"b", "g2", 9}};
  EXPECT_EQ(solve(instance).pairs, (std::vector<Pair>{{"a", "g2"}, {"b", "g1"}}));
  instance.households[0].rank = {{"g1"}, {"g2"}};
  EXPECT_EQ(solve(instance).pairs, (std::vector<Pair>{{"a", "g1"}, {"b", "g2"}}));
  instance.households[1].rank = {{"g1"}};
  instance.helpers[0].rank = {{"b"}};
  EXPECT_EQ(solve(instance).pairs, (std::vector<Pair>{{"a", "g2"}, {"b", "g1"}}));
}

}  // namespace
}  // namespace lianghu::matching
