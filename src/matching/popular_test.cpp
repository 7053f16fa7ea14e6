// Rule::popular against every other answer to a vote.
#include <algorithm>

#include "matching/matching.h"
#include "matching/random_round_test.h"

namespace lianghu::matching {
namespace {

using trial::for_random_rounds;

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

TEST(PopularRule,
     with_strict_lists_no_answer_wins_a_vote_against_the_popular_one_and_no_popular_one_is_larger) {
  for_random_rounds(10000, {.ties = false, .lower = false, .fit = false}, [](Instance instance) {
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

}  // namespace
}  // namespace lianghu::matching
