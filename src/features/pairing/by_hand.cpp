#include "features/pairing/by_hand.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace lianghu::pairing {

namespace {

using matching::Instance, matching::Pair;

template <class Party>
auto found(std::vector<Party>& parties, const std::string& id) {
  return std::ranges::find(parties, id, &Party::id);
}

bool names(const std::vector<std::string>& list, const std::string& id) {
  return std::ranges::find(list, id) != list.end();
}

template <class Party>
void take_out(Party& party, const std::string& id) {
  for (auto& group : party.rank) std::erase(group, id);
  std::erase_if(party.rank, [](const auto& group) { return group.empty(); });
}

constexpr int unranked = std::numeric_limits<int>::max();

int place(const matching::Ranking& rank, const std::string& id) {
  for (std::size_t group = 0; group < rank.size(); ++group)
    if (names(rank[group], id)) return static_cast<int>(group);
  return unranked;
}

using Guests = std::map<std::string, std::vector<std::string>>;

/// Full, and with nobody whom it ranks lower than that household.
bool is_full_with_better(const matching::Helper& helper, const Guests& guests, const std::string& household) {
  const auto own = guests.find(helper.id);
  if (own == guests.end() || std::ssize(own->second) < helper.capacity) return false;
  const int asked = place(helper.rank, household);
  return std::ranges::none_of(own->second,
                              [&](const std::string& guest) { return place(helper.rank, guest) > asked; });
}

}  // namespace

Instance with_pairs(Instance instance, const std::vector<Pair>& by_hand) {
  for (const Pair& pair : by_hand) {
    const auto household = found(instance.households, pair.household);
    const auto helper = found(instance.helpers, pair.helper);
    if (household == instance.households.end() || helper == instance.helpers.end()) continue;
    household->rank.clear();
    for (const matching::Helper& other : instance.helpers)
      if (other.id != pair.helper && !names(household->veto, other.id)) household->veto.push_back(other.id);
    take_out(*helper, pair.household);
    helper->rank.insert(helper->rank.begin(), {pair.household});
  }
  return instance;
}

std::vector<Pair> standing(std::vector<Pair> previous, const std::vector<Pair>& by_hand) {
  for (const Pair& pair : by_hand) {
    std::erase_if(previous, [&](const Pair& each) { return each.household == pair.household; });
    previous.push_back(pair);
  }
  return previous;
}

bool can_be_made(const Instance& instance, const Pair& pair, const std::vector<Pair>& taken) {
  const auto household = std::ranges::find(instance.households, pair.household, &matching::Household::id);
  const auto helper = std::ranges::find(instance.helpers, pair.helper, &matching::Helper::id);
  if (household == instance.households.end() || helper == instance.helpers.end()) return false;
  if (names(household->veto, pair.helper) || names(helper->veto, pair.household)) return false;
  return std::ranges::count(taken, pair.helper, &Pair::helper) < helper->capacity;
}

std::int64_t at_odds(const Instance& instance, const std::vector<Pair>& pairs) {
  matching::Result said;
  said.pairs = pairs;
  return std::ranges::count(matching::check(instance, said), "matching.check.blocking.missing",
                            &matching::Breach::key);
}

void explain_by_ballots(const Instance& ballots, matching::Result& result) {
  Guests guests;
  for (const Pair& pair : result.pairs) guests[pair.helper].push_back(pair.household);
  for (matching::Explanation& each : result.explanations) {
    const auto household = std::ranges::find(ballots.households, each.household, &matching::Household::id);
    if (household == ballots.households.end()) continue;
    int worst = each.given.empty() ? unranked : 0;
    for (matching::Given& given : each.given) {
      const int rank = place(household->rank, given.helper);
      given.rank_given = rank == unranked ? 0 : rank + 1;
      const auto helper = std::ranges::find(ballots.helpers, given.helper, &matching::Helper::id);
      const int got = helper == ballots.helpers.end() ? unranked : place(helper->rank, each.household);
      given.rank_got = got == unranked ? 0 : got + 1;
      worst = std::max(worst, rank);
    }
    each.preferred_full =
        static_cast<int>(std::ranges::count_if(ballots.helpers, [&](const matching::Helper& helper) {
          return place(household->rank, helper.id) < worst && !names(household->veto, helper.id) &&
                 !names(helper.veto, each.household) && is_full_with_better(helper, guests, each.household);
        }));
  }
}

std::int64_t moved(const std::vector<Pair>& before, const std::vector<Pair>& after, const std::string& but) {
  const std::set<Pair> then(after.begin(), after.end());
  std::set<std::string> households;
  for (const Pair& pair : before)
    if (pair.household != but && !then.contains(pair)) households.insert(pair.household);
  return static_cast<std::int64_t>(households.size());
}

}  // namespace lianghu::pairing
