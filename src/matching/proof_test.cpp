// What an answer says about itself is so: why not everybody is covered, and why two block.
#include <set>

#include "matching/brute_force_test.h"
#include "matching/random_round_test.h"

namespace lianghu::matching {
namespace {

using trial::BruteForce;
using trial::for_random_rounds;

/// Are there fewer places for these than there are of them?
bool short_of_places(const BruteForce& brute, const std::set<std::string>& households) {
  return static_cast<std::int64_t>(households.size()) > brute.capacity_of(brute.helpers_for(households));
}

TEST(Certificate, is_there_just_when_not_all_can_be_covered_and_names_no_household_that_it_could_do_without) {
  for_random_rounds(10000, {.households_max = 5, .helpers_max = 3}, [](const Instance& instance) {
    const Result result = solve(instance);
    BruteForce brute(instance);
    const bool all = brute.run().coverage == static_cast<int>(instance.households.size());
    RC_ASSERT(result.certificate.empty() == all);
    if (all) return;
    const Certificate& proof = result.certificate.front();
    const std::set<std::string> named(proof.households.begin(), proof.households.end());
    RC_ASSERT(named.size() == proof.households.size());
    RC_ASSERT(short_of_places(brute, named));
    RC_ASSERT(brute.helpers_for(named) == std::set<std::string>(proof.helpers.begin(), proof.helpers.end()));
    RC_ASSERT(proof.capacity == brute.capacity_of(brute.helpers_for(named)));
    // Whoever is outside the problem could be left out of it: no part of the named is short of places.
    for (unsigned some = 0; some + 1 < 1U << proof.households.size(); ++some) {
      std::set<std::string> part;
      for (std::size_t i = 0; i < proof.households.size(); ++i)
        if ((some >> i & 1U) != 0) part.insert(proof.households[i]);
      RC_ASSERT(!short_of_places(brute, part));
    }
  });
}

TEST(Certificate, names_the_smaller_of_two_shortages) {
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

struct Answer {
  explicit Answer(const Result& result) {
    for (const Pair& pair : result.pairs) {
      helper_of[pair.household] = pair.helper;
      guests[pair.helper].insert(pair.household);
    }
  }
  /// Somebody with room whom the household may have.
  [[nodiscard]] bool could_go_elsewhere(const BruteForce& brute, const Instance& instance,
                                        const std::string& household) const {
    const std::set<std::string> may = brute.helpers_for({household});
    return std::any_of(instance.helpers.begin(), instance.helpers.end(), [&](const Helper& helper) {
      const auto row = guests.find(helper.id);
      const std::size_t busy = row == guests.end() ? 0 : row->second.size();
      return may.contains(helper.id) && busy < static_cast<std::size_t>(helper.capacity);
    });
  }

  std::map<std::string, std::string> helper_of;
  std::map<std::string, std::set<std::string>> guests;
};

TEST(BlockingPairs, block_for_the_reason_that_is_given) {
  std::map<Reason, int> seen;
  for_random_rounds(10000, {}, [&](const Instance& instance) {
    const Result result = solve(instance);
    const BruteForce brute(instance);
    const Answer answer(result);
    for (const Blocking& pair : result.blocking) {
      ++seen[pair.reason];
      if (pair.reason == Reason::coverage) {
        const std::set<std::string>& guests = answer.guests.at(pair.helper);
        RC_ASSERT(std::any_of(guests.begin(), guests.end(), [&](const std::string& guest) {
          return !answer.could_go_elsewhere(brute, instance, guest);
        }));
      } else if (pair.reason == Reason::lower) {
        const std::string& left = answer.helper_of.at(pair.household);
        const auto helper = std::find_if(instance.helpers.begin(), instance.helpers.end(),
                                         [&](const Helper& one) { return one.id == left; });
        RC_ASSERT(helper->lower == 1);
        RC_ASSERT(answer.guests.at(left).size() == 1U);
      } else {
        RC_ASSERT(pair.reason == Reason::others);
      }
    }
  });
  EXPECT_GT(seen[Reason::coverage], 20);
  EXPECT_GT(seen[Reason::lower], 100);
}

}  // namespace
}  // namespace lianghu::matching
