// The checker must be able to say no: each promise broken once by hand.
#include <gtest/gtest.h>

#include <algorithm>

#include "matching/matching.h"

namespace lianghu::matching {
namespace {

/// Two want the same helper; a third helper must help somebody.
Instance village() {
  Instance instance;
  instance.households = {
      {"a", {{"g"}, {"k"}}, {}, 1}, {"b", {{"g"}, {"k"}}, {"m"}, 1}, {"c", {{"k"}}, {}, 1}};
  instance.helpers = {
      {"g", 1, 0, {{"a"}, {"b"}}, {}}, {"k", 2, 0, {{"b"}, {"a"}, {"c"}}, {}}, {"m", 1, 1, {}, {}}};
  return instance;
}

bool finds(const Instance& instance, const Result& result, const std::string& key,
           Rule rule = Rule::coverage) {
  const auto breaches = check(instance, result, rule);
  return std::any_of(breaches.begin(), breaches.end(),
                     [&](const Breach& breach) { return breach.key == "matching.check." + key; });
}

template <class Change>
Result changed(const Result& result, Change change) {
  Result copy = result;
  change(copy);
  return copy;
}

TEST(PairingChecker, is_content_with_a_right_answer) {
  const Instance instance = village();
  EXPECT_TRUE(check(instance, solve(instance)).empty());
}

TEST(PairingChecker, finds_pairs_that_may_not_be) {
  const Instance instance = village();
  const Result right = solve(instance);
  const auto with = [&](Pair pair) { return changed(right, [&](Result& r) { r.pairs.push_back(pair); }); };
  EXPECT_TRUE(finds(instance, with({"a", "nobody"}), "pair.unknown"));
  EXPECT_TRUE(finds(instance, with(right.pairs.front()), "pair.twice"));
  EXPECT_TRUE(finds(instance, with({"b", "m"}), "pair.unacceptable"));
  EXPECT_TRUE(finds(instance, with({"b", "k"}), "need") || finds(instance, with({"b", "g"}), "need"));
  Instance tight = instance;
  tight.helpers[1].capacity = 0;
  EXPECT_TRUE(finds(tight, right, "capacity"));
}

TEST(PairingChecker, finds_a_household_left_out_and_wrong_counts) {
  const Instance instance = village();
  const Result right = solve(instance);
  const Result fewer = changed(right, [](Result& r) { r.pairs.pop_back(); });
  EXPECT_TRUE(finds(instance, fewer, "uncovered"));
  EXPECT_TRUE(finds(instance, fewer, "coverage"));
  EXPECT_TRUE(finds(instance, fewer, "count"));
  EXPECT_FALSE(finds(instance, fewer, "coverage", Rule::stable));
  EXPECT_TRUE(finds(instance, changed(right, [](Result& r) { r.coverage.maximum = 2; }), "count"));
}

TEST(PairingChecker, finds_a_proof_that_proves_nothing) {
  Instance instance = village();
  instance.unranked = Unranked::unacceptable;
  instance.helpers[1].capacity = 1;
  const Result right = solve(instance);
  ASSERT_EQ(right.certificate.size(), 1U);
  EXPECT_TRUE(check(instance, right).empty());
  EXPECT_TRUE(
      finds(instance, changed(right, [](Result& r) { r.certificate.clear(); }), "certificate.missing"));
  const auto with = [&](Certificate proof) {
    return changed(right, [&](Result& r) { r.certificate = {proof}; });
  };
  EXPECT_TRUE(finds(instance, with({{"a"}, {"g", "k"}, 2}), "certificate.capacity"));
  EXPECT_TRUE(finds(instance, with({{"a", "b", "c"}, {"g"}, 1}), "certificate.helpers"));
  EXPECT_TRUE(finds(instance, with({{"z"}, {}, 0}), "certificate.unknown"));
  EXPECT_TRUE(finds(village(), changed(solve(village()), [](Result& r) { r.certificate = {{}}; }),
                    "certificate.needless"));
}

TEST(PairingChecker, finds_blocking_pairs_that_are_hidden_or_made_up) {
  Instance instance = village();
  for (Helper& helper : instance.helpers) helper.lower = 0;
  const Result right = solve(instance);
  ASSERT_TRUE(right.stable);
  const Result made_up = changed(right, [](Result& r) { r.blocking.push_back({"c", "g", Reason::others}); });
  EXPECT_TRUE(finds(instance, made_up, "blocking.false"));
  EXPECT_TRUE(finds(instance, changed(right, [](Result& r) { r.stable = false; }), "stable.unsaid"));
  const Result worse = changed(right, [](Result& r) { r.pairs = {{"a", "k"}, {"b", "g"}, {"c", "k"}}; });
  EXPECT_TRUE(finds(instance, worse, "blocking.missing"));
  EXPECT_TRUE(finds(instance, worse, "stable.false"));
  EXPECT_TRUE(finds(instance, worse, "stable.not", Rule::stable));
}

TEST(PairingChecker, finds_a_lower_quota_that_could_have_been_met) {
  const Instance instance = village();
  Instance careless = instance;
  for (Helper& helper : careless.helpers) helper.lower = 0;
  EXPECT_TRUE(finds(instance, solve(careless), "lower"));
}

TEST(PairingChecker, finds_a_stable_answer_that_is_not_the_households_best) {
  Instance instance;
  instance.unranked = Unranked::unacceptable;
  instance.households = {{"a", {{"g"}, {"k"}}, {}, 1}, {"b", {{"k"}, {"g"}}, {}, 1}};
  instance.helpers = {{"g", 1, 0, {{"b"}, {"a"}}, {}}, {"k", 1, 0, {{"a"}, {"b"}}, {}}};
  const Result best = solve(instance);
  EXPECT_TRUE(check(instance, best).empty());
  EXPECT_TRUE(finds(instance, changed(best, [](Result& r) { r.pairs = {{"a", "k"}, {"b", "g"}}; }), "best"));
}

TEST(Explanations, say_what_was_got_what_was_full_and_what_was_given_up) {
  Instance instance;
  instance.unranked = Unranked::unacceptable;
  instance.households = {{"a", {{"x"}}, {}, 1}, {"b", {{"x"}, {"y"}}, {}, 1}, {"c", {{"y"}}, {}, 1}};
  instance.helpers = {{"x", 1, 0, {{"b"}, {"a"}}, {}}, {"y", 1, 0, {{"c"}, {"b"}}, {}}};
  const Result stable = solve(instance, {.rule = Rule::stable});
  ASSERT_EQ(stable.explanations.size(), 3U);
  EXPECT_TRUE(stable.explanations[0].given.empty());
  EXPECT_EQ(stable.explanations[0].preferred_full, 1);
  EXPECT_EQ(stable.explanations[1].given.at(0).rank_given, 1);
  instance.helpers[1].capacity = 2;
  const Result covering = solve(instance);
  EXPECT_EQ(covering.coverage.covered, 3);
  EXPECT_EQ(covering.explanations[1].given.at(0).helper, "y");
  EXPECT_EQ(covering.explanations[1].given.at(0).rank_given, 2);
  EXPECT_EQ(covering.explanations[1].given.at(0).rank_got, 2);
  EXPECT_EQ(covering.explanations[1].moved_for, 1);
  EXPECT_EQ(covering.blocking, (std::vector<Blocking>{{"b", "x", Reason::coverage}}));
}

}  // namespace
}  // namespace lianghu::matching
