// Covering more moves few: against every assignment that there is.
#include <set>

#include "matching/brute_force_test.h"
#include "matching/engine.h"
#include "matching/numbering.h"
#include "matching/proposals.h"
#include "matching/random_round_test.h"

namespace lianghu::matching {
namespace {

using trial::as_set;
using trial::Best;
using trial::BruteForce;
using trial::for_random_rounds;

/// How many of `before` are there still.
int kept(const std::set<Pair>& before, const std::set<Pair>& after) {
  return static_cast<int>(
      std::count_if(before.begin(), before.end(), [&](const Pair& pair) { return after.contains(pair); }));
}
std::set<Pair> named(const Market& market, const Assignment& assignment, const Numbering& numbering) {
  std::set<Pair> pairs;
  for (std::int32_t h = 0; h < market.households(); ++h)
    for (const Assignment::Hold& hold : assignment.of(h))
      pairs.insert({std::string(numbering.households()[static_cast<std::size_t>(h)]),
                    std::string(numbering.helpers()[static_cast<std::size_t>(hold.helper)])});
  return pairs;
}

TEST(Covering, one_more_moves_as_few_as_any_answer_would_and_nobody_who_is_covered_loses) {
  int looked_at = 0;
  for_random_rounds(10000, {.lower = false}, [&](const Instance& instance) {
    const Numbering numbering(instance, 0);
    const Market market = link(numbering.ballots(instance));
    Assignment assignment = propose(market, Levels::stable);
    const std::set<Pair> stable = named(market, assignment, numbering);
    std::vector<std::int32_t> moved(market.need.size(), 0);
    cover(market, assignment, moved);
    const std::set<Pair> covering = named(market, assignment, numbering);
    for (const Pair& pair : stable)
      RC_ASSERT(std::any_of(covering.begin(), covering.end(),
                            [&](const Pair& other) { return other.household == pair.household; }));
    if (covering.size() - stable.size() != 1) return;
    ++looked_at;
    RC_ASSERT(kept(stable, covering) == BruteForce(instance).most_kept(stable));
  });
  EXPECT_GT(looked_at, 30);
}

TEST(Repair, keeps_every_pair_it_can_and_covers_all_it_can) {
  for_random_rounds(10000, {.several = true}, [](const Instance& instance) {
    if (instance.helpers.empty()) return;
    const Result before = solve(instance);
    const std::string leaving = instance.helpers.front().id;
    const Instance after = without(instance, {leaving});
    const Result repaired = repair(instance, before.pairs, {leaving});
    const Best best = BruteForce(after).run();
    RC_ASSERT(repaired.coverage.covered == best.coverage);
    std::set<Pair> left;
    for (const Pair& pair : before.pairs)
      if (pair.helper != leaving) left.insert(pair);
    if (left.size() == before.pairs.size()) RC_ASSERT(as_set(repaired) == as_set(before));
    for (const Pair& pair : left)
      RC_ASSERT(std::find(repaired.uncovered.begin(), repaired.uncovered.end(), pair.household) ==
                repaired.uncovered.end());
    for (const Breach& breach : check(after, repaired)) {
      RC_LOG(breach.key);
      RC_ASSERT((breach.key == "matching.check.lower" || breach.key == "matching.check.best"));
    }
  });
}

TEST(Repair, moves_as_few_as_any_answer_would_for_one_who_lost_its_helper) {
  int looked_at = 0;
  for_random_rounds(10000, {}, [&](const Instance& instance) {
    if (instance.helpers.empty()) return;
    const Result before = solve(instance);
    const std::string leaving = instance.helpers.front().id;
    std::set<Pair> left;
    for (const Pair& pair : before.pairs)
      if (pair.helper != leaving) left.insert(pair);
    const std::set<Pair> repaired = as_set(repair(instance, before.pairs, {leaving}));
    if (repaired.size() == left.size()) RC_ASSERT(repaired == left);
    if (repaired.size() != left.size() + 1) return;
    ++looked_at;
    RC_ASSERT(kept(left, repaired) == BruteForce(without(instance, {leaving})).most_kept(left));
  });
  EXPECT_GT(looked_at, 100);
}

TEST(LocalRepair, lowers_the_number_of_blocking_pairs_and_never_raises_it) {
  std::size_t before = 0;
  std::size_t after = 0;
  for_random_rounds(10000, {.households_max = 8, .helpers_max = 7, .lower = false, .tape_length = 300},
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

}  // namespace
}  // namespace lianghu::matching
