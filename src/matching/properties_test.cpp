// The promises of matching.h on thousands of random rounds, against every assignment that there is.
#include <set>

#include "matching/brute_force_test.h"
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
  for_random_rounds(3000, strict, [](Instance instance) {
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
  for_random_rounds(3000, {.households_max = 3, .several = true}, [](const Instance& instance) {
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
  for_random_rounds(5000, {.several = true}, [](const Instance& instance) {
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
  for_random_rounds(2000, {.households_max = 6, .helpers_max = 5, .several = true},
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
