#pragma once
// Every assignment of a small round, one after the other, and what the best of them reach. Written from the
// definitions and from nothing of the solver or the checker.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "matching/matching.h"

namespace lianghu::matching::trial {

struct Best {
  int coverage = 0;
  int pairs = 0;                    // the most pairs at that coverage
  int lower = 0;                    // the most lower quotas met at that coverage
  int stable_coverage = -1;         // of the weakly stable ones
  int kept = 0;                     // the most of given pairs that are left at that coverage
  std::set<std::set<Pair>> stable;  // all weakly stable ones
};

class BruteForce {
 public:
  explicit BruteForce(const Instance& instance) : instance_(instance) {
    const std::size_t households = instance.households.size();
    const std::size_t helpers = instance.helpers.size();
    given_.assign(households, std::vector<int>(helpers, unranked));
    got_ = given_;
    may_.assign(households, std::vector<char>(helpers, 0));
    for (std::size_t h = 0; h < households; ++h)
      for (std::size_t g = 0; g < helpers; ++g) look(h, g);
    has_.assign(households, std::vector<char>(helpers, 0));
    load_.assign(helpers, 0);
  }

  Best run() {
    from(0, 0);
    return best_;
  }

  /// Known pairs, acceptable, each once, within needs and capacities?
  bool allows(const std::vector<Pair>& pairs) const {
    std::map<std::string, int> helpers_of;
    std::map<std::string, int> households_of;
    std::set<Pair> seen;
    for (const Pair& pair : pairs) {
      bool may = false;
      for (std::size_t h = 0; h < has_.size(); ++h)
        for (std::size_t g = 0; g < load_.size(); ++g) may = may || (may_[h][g] && name(h, g) == pair);
      if (!may || !seen.insert(pair).second) return false;
      ++helpers_of[pair.household];
      ++households_of[pair.helper];
    }
    return std::all_of(instance_.households.begin(), instance_.households.end(),
                       [&](const Household& one) { return helpers_of[one.id] <= one.need; }) &&
           std::all_of(instance_.helpers.begin(), instance_.helpers.end(),
                       [&](const Helper& one) { return households_of[one.id] <= one.capacity; });
  }

  /// The most of `pairs` that any assignment which covers as many as possible still has.
  int most_kept(const std::set<Pair>& pairs) {
    kept_of_ = &pairs;
    best_ = {};
    from(0, 0);
    kept_of_ = nullptr;
    return best_.kept;
  }

  /// All helpers whom any of these households may have.
  std::set<std::string> helpers_for(const std::set<std::string>& households) const {
    std::set<std::string> found;
    for (std::size_t h = 0; h < has_.size(); ++h)
      for (std::size_t g = 0; g < load_.size(); ++g)
        if (may_[h][g] && households.contains(instance_.households[h].id))
          found.insert(instance_.helpers[g].id);
    return found;
  }
  std::int64_t capacity_of(const std::set<std::string>& helpers) const {
    std::int64_t capacity = 0;
    for (const Helper& helper : instance_.helpers)
      if (helpers.contains(helper.id)) capacity += helper.capacity;
    return capacity;
  }

 private:
  Pair name(std::size_t h, std::size_t g) const {
    return {instance_.households[h].id, instance_.helpers[g].id};
  }

  static constexpr int unranked = 1000;

  static int rank(const Ranking& ranking, const std::string& id) {
    for (std::size_t i = 0; i < ranking.size(); ++i)
      if (std::find(ranking[i].begin(), ranking[i].end(), id) != ranking[i].end()) return static_cast<int>(i);
    return unranked;
  }
  static bool in(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }

  void look(std::size_t h, std::size_t g) {
    const Household& household = instance_.households[h];
    const Helper& helper = instance_.helpers[g];
    given_[h][g] = rank(household.rank, helper.id);
    got_[h][g] = rank(helper.rank, household.id);
    const bool both = given_[h][g] < unranked && got_[h][g] < unranked;
    may_[h][g] = (both || instance_.unranked == Unranked::last) && !in(household.veto, helper.id) &&
                 !in(helper.veto, household.id);
  }

  /// Decides pair after pair: household h with helper g, or not.
  void from(std::size_t h, std::size_t g) {
    if (h == has_.size()) return judge();
    if (g == load_.size()) return from(h + 1, 0);
    from(h, g + 1);
    const auto count = std::count(has_[h].begin(), has_[h].end(), 1);
    if (!may_[h][g] || count >= instance_.households[h].need || load_[g] >= instance_.helpers[g].capacity)
      return;
    has_[h][g] = 1;
    ++load_[g];
    from(h, g + 1);
    has_[h][g] = 0;
    --load_[g];
  }

  bool household_wants(std::size_t h, std::size_t g) const {
    int count = 0;
    bool worse = false;
    for (std::size_t other = 0; other < load_.size(); ++other)
      if (has_[h][other]) ++count, worse = worse || given_[h][other] > given_[h][g];
    return count < instance_.households[h].need || worse;
  }
  bool helper_wants(std::size_t h, std::size_t g) const {
    bool worse = false;
    for (std::size_t other = 0; other < has_.size(); ++other)
      if (has_[other][g]) worse = worse || got_[other][g] > got_[h][g];
    return load_[g] < instance_.helpers[g].capacity || worse;
  }
  bool stable() const {
    for (std::size_t h = 0; h < has_.size(); ++h)
      for (std::size_t g = 0; g < load_.size(); ++g)
        if (may_[h][g] && !has_[h][g] && household_wants(h, g) && helper_wants(h, g)) return false;
    return true;
  }

  void judge() {
    int coverage = 0;
    int pairs = 0;
    int lower = 0;
    for (const auto& row : has_) {
      const auto count = static_cast<int>(std::count(row.begin(), row.end(), 1));
      coverage += count > 0 ? 1 : 0;
      pairs += count;
    }
    for (std::size_t g = 0; g < load_.size(); ++g)
      if (instance_.helpers[g].lower > 0 && load_[g] > 0) ++lower;
    if (coverage > best_.coverage) best_.coverage = coverage, best_.pairs = best_.lower = best_.kept = 0;
    if (kept_of_ != nullptr) {
      if (coverage == best_.coverage) best_.kept = std::max(best_.kept, kept());
      return;
    }
    if (coverage == best_.coverage) {
      best_.pairs = std::max(best_.pairs, pairs);
      best_.lower = std::max(best_.lower, lower);
    }
    if (!stable()) return;
    best_.stable_coverage = std::max(best_.stable_coverage, coverage);
    std::set<Pair> found;
    for (std::size_t h = 0; h < has_.size(); ++h)
      for (std::size_t g = 0; g < load_.size(); ++g)
        if (has_[h][g]) found.insert(name(h, g));
    best_.stable.insert(found);
  }
  int kept() const {
    int count = 0;
    for (std::size_t h = 0; h < has_.size(); ++h)
      for (std::size_t g = 0; g < load_.size(); ++g)
        if (has_[h][g] && kept_of_->contains(name(h, g))) ++count;
    return count;
  }

  const Instance& instance_;
  std::vector<std::vector<int>> given_;
  std::vector<std::vector<int>> got_;
  std::vector<std::vector<char>> may_;
  std::vector<std::vector<char>> has_;
  std::vector<int> load_;
  const std::set<Pair>* kept_of_ = nullptr;
  Best best_;
};

}  // namespace lianghu::matching::trial
