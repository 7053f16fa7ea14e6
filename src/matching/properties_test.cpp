// The promises of matching.h on thousands of random rounds, against every assignment that there is.
#include <set>

#include "matching/brute_force_test.h"
#include "matching/json_io.h"
#include "matching/random_round_test.h"

namespace lianghu::matching {
namespace {

using trial::as_set;
using trial::Best;
using trial::BruteForce;
using trial::for_random_rounds;
using trial::Shape;
using trial::told;

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
    RC_ASSERT(BruteForce(instance).allows(result.pairs));
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
  for_random_rounds(10000, strict, [](Instance instance) {
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
  for_random_rounds(10000, {.households_max = 3, .several = true}, [](const Instance& instance) {
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

/// The same round in another order: everything that has no order of its own is turned round.
Instance turned(Instance instance) {
  const auto turn = [](auto& things) { std::reverse(things.begin(), things.end()); };
  const auto turn_lists = [&](auto& party) {
    for (auto& group : party.rank) turn(group);
    turn(party.veto);
  };
  turn(instance.households);
  turn(instance.helpers);
  turn(instance.fit);
  for (Household& household : instance.households) turn_lists(household);
  for (Helper& helper : instance.helpers) turn_lists(helper);
  return instance;
}

TEST(Pairing, the_order_of_the_input_leaves_no_trace_in_the_bytes_of_the_answer) {
  static constexpr Rule rules[] = {Rule::coverage, Rule::stable, Rule::popular};
  const Shape larger{.households_max = 6, .helpers_max = 5, .several = true, .tape_length = 200};
  for_random_rounds(10000, larger, [](const Instance& instance) {
    // Every rule and a lottery come up, each in some of the rounds.
    const Options options{rules[instance.households.size() % 3], instance.helpers.size() % 2 * 7};
    const std::string bytes = write_json(solve(instance, options), Explain::yes);
    RC_ASSERT(write_json(solve(instance, options), Explain::yes) == bytes);
    RC_ASSERT(write_json(solve(turned(instance), options), Explain::yes) == bytes);
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
