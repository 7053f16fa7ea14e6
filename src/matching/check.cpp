// The independent checker. It shares nothing with the solver but the public types: plain maps, one augmenting
// search, one Gale–Shapley, all as short as can be read in one sitting.
#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "matching/matching.h"

namespace lianghu::matching {

namespace {

using Number = std::size_t;
constexpr int unranked = 1 << 30;
constexpr int nobody = unranked + 1;  // worse than anybody

/// Everything by number: parties in the order of the instance.
struct Facts {
  explicit Facts(const Instance& instance) : open(instance.unranked == Unranked::last) {
    for (const Household& household : instance.households)
      household_number.emplace(household.id, need.size()), need.push_back(household.need);
    for (const Helper& helper : instance.helpers) {
      helper_number.emplace(helper.id, capacity.size());
      capacity.push_back(helper.capacity);
      lower.push_back(helper.lower);
    }
    household_rank.resize(need.size());
    helper_rank.resize(capacity.size());
    for (Number h = 0; h < need.size(); ++h) {
      note(instance.households[h].rank, helper_number, household_rank[h]);
      for (const std::string& id : instance.households[h].veto) vetoes.emplace(h, helper_number.at(id));
    }
    for (Number g = 0; g < capacity.size(); ++g) {
      note(instance.helpers[g].rank, household_number, helper_rank[g]);
      for (const std::string& id : instance.helpers[g].veto) vetoes.emplace(household_number.at(id), g);
    }
  }

  void note(const Ranking& ranking, const std::map<std::string, Number>& numbers,
            std::map<Number, int>& ranks) {
    int rank = 0;
    for (const auto& group : ranking) {
      for (const std::string& id : group) ranks.emplace(numbers.at(id), rank);
      strict = strict && group.size() == 1;
      ++rank;
    }
    strict = strict && (!open || ranks.size() == numbers.size());
  }

  static int rank(const std::map<Number, int>& ranks, Number whom) {
    const auto found = ranks.find(whom);
    return found == ranks.end() ? unranked : found->second;
  }
  [[nodiscard]] int given(Number h, Number g) const { return rank(household_rank[h], g); }
  [[nodiscard]] int got(Number h, Number g) const { return rank(helper_rank[g], h); }
  [[nodiscard]] bool acceptable(Number h, Number g) const {
    if (vetoes.contains({h, g})) return false;
    return open || (given(h, g) < unranked && got(h, g) < unranked);
  }

  bool open;
  bool strict = true;
  std::map<std::string, Number> household_number;
  std::map<std::string, Number> helper_number;
  std::vector<int> need;
  std::vector<int> capacity;
  std::vector<int> lower;
  std::vector<std::map<Number, int>> household_rank;
  std::vector<std::map<Number, int>> helper_rank;
  std::set<std::pair<Number, Number>> vetoes;
};

using Partners = std::vector<std::set<Number>>;

/// How many of the left side can each have one of the right, who have room for `room`; `taken` says who has
/// whom to begin with. What a search in vain has seen cannot help a later one.
class OneEach {
 public:
  OneEach(Number left, std::vector<int> room, std::function<bool(Number, Number)> may)
      : may_(std::move(may)),
        room_(std::move(room)),
        right_of_(left),
        guests_(room_.size()),
        seen_(room_.size()) {}

  void start_with(Number left, Number right) {
    if (right_of_[left] || static_cast<int>(guests_[right].size()) >= room_[right]) return;
    right_of_[left] = right;
    guests_[right].insert(left);
  }

  int most(const std::vector<bool>& wanted) {
    int count = 0;
    for (Number left = 0; left < right_of_.size(); ++left)
      if (wanted[left] && (right_of_[left] || place(left))) ++count;
    return count;
  }

 private:
  bool place(Number first) {
    std::deque<Number> queue{first};
    std::map<Number, Number> through;  // right → the left that reached it
    Number unseen = static_cast<Number>(std::count(seen_.begin(), seen_.end(), false));
    for (; !queue.empty() && unseen > 0; queue.pop_front()) {
      for (Number right = 0; right < room_.size(); ++right) {
        if (seen_[right] || !may_(queue.front(), right)) continue;
        seen_[right] = true;
        --unseen;
        through.emplace(right, queue.front());
        if (static_cast<int>(guests_[right].size()) < room_[right]) {
          shift(right, through);
          for (const auto& [reached, left] : through) seen_[reached] = false;
          return true;
        }
        queue.insert(queue.end(), guests_[right].begin(), guests_[right].end());
      }
    }
    return false;
  }

  void shift(Number right, const std::map<Number, Number>& through) {
    Number to = right;
    while (true) {
      const Number left = through.at(to);
      const std::optional<Number> from = right_of_[left];
      guests_[to].insert(left);
      right_of_[left] = to;
      if (!from) return;
      guests_[*from].erase(left);
      to = *from;
    }
  }

  std::function<bool(Number, Number)> may_;
  std::vector<int> room_;
  std::vector<std::optional<Number>> right_of_;
  Partners guests_;
  std::vector<bool> seen_;
};

class Checker {
 public:
  Checker(const Instance& instance, const Result& result, Rule rule)
      : instance_(instance),
        result_(result),
        rule_(rule),
        facts_(instance),
        helpers_of_(facts_.need.size()),
        guests_of_(facts_.capacity.size()) {}

  std::vector<Breach> run() {
    check_pairs();
    if (!breaches_.empty()) return std::move(breaches_);  // the rest counts on real pairs
    check_coverage();
    check_certificate();
    check_blocking();
    if (rule_ == Rule::coverage) check_lower();
    if (facts_.strict && rule_ != Rule::popular) check_best();
    return std::move(breaches_);
  }

 private:
  void breach(std::string key, Values values = {}) {
    breaches_.push_back({"matching.check." + key, std::move(values)});
  }

  void check_pairs() {
    for (const Pair& pair : result_.pairs) {
      const Values values{{"household", pair.household}, {"helper", pair.helper}};
      const auto h = facts_.household_number.find(pair.household);
      const auto g = facts_.helper_number.find(pair.helper);
      if (h == facts_.household_number.end() || g == facts_.helper_number.end()) {
        breach("pair.unknown", values);
      } else if (!helpers_of_[h->second].insert(g->second).second) {
        breach("pair.twice", values);
      } else {
        guests_of_[g->second].insert(h->second);
        if (!facts_.acceptable(h->second, g->second)) breach("pair.unacceptable", values);
      }
    }
    for (const auto& [id, g] : facts_.helper_number)
      if (static_cast<int>(guests_of_[g].size()) > facts_.capacity[g])
        breach("capacity", {{"helper", id},
                            {"has", std::to_string(guests_of_[g].size())},
                            {"capacity", std::to_string(facts_.capacity[g])}});
    for (const auto& [id, h] : facts_.household_number)
      if (static_cast<int>(helpers_of_[h].size()) > facts_.need[h])
        breach("need", {{"household", id},
                        {"has", std::to_string(helpers_of_[h].size())},
                        {"need", std::to_string(facts_.need[h])}});
  }

  void check_coverage() {
    std::set<std::string> left_out;
    for (const auto& [id, h] : facts_.household_number)
      if (helpers_of_[h].empty()) left_out.insert(id);
    const std::set<std::string> listed(result_.uncovered.begin(), result_.uncovered.end());
    if (listed != left_out || listed.size() != result_.uncovered.size()) breach("uncovered");

    OneEach cover(facts_.need.size(), facts_.capacity,
                  [&](Number h, Number g) { return facts_.acceptable(h, g); });
    for (Number h = 0; h < helpers_of_.size(); ++h)
      for (const Number g : helpers_of_[h]) cover.start_with(h, g);
    maximum_ = cover.most(std::vector<bool>(facts_.need.size(), true));
    const int households = static_cast<int>(facts_.need.size());
    const int covered = households - static_cast<int>(left_out.size());
    const auto compare = [&](const char* what, int said, int is) {
      if (said != is)
        breach("count", {{"what", what}, {"said", std::to_string(said)}, {"is", std::to_string(is)}});
    };
    compare("covered", result_.coverage.covered, covered);
    compare("maximum", result_.coverage.maximum, maximum_);
    compare("households", result_.coverage.households, households);
    if (rule_ == Rule::coverage && covered < maximum_)
      breach("coverage", {{"covered", std::to_string(covered)}, {"maximum", std::to_string(maximum_)}});
  }

  void check_certificate() {
    const bool wanted = maximum_ < static_cast<int>(facts_.need.size());
    if (result_.certificate.size() != (wanted ? 1U : 0U))
      return breach(wanted ? "certificate.missing" : "certificate.needless");
    if (!wanted) return;
    const Certificate& certificate = result_.certificate.front();
    const std::set<std::string> households(certificate.households.begin(), certificate.households.end());
    std::set<std::string> reached;
    std::int64_t capacity = 0;
    for (const std::string& id : households)
      if (!facts_.household_number.contains(id)) return breach("certificate.unknown", {{"id", id}});
    for (const auto& [id, g] : facts_.helper_number) {
      const bool any = std::any_of(households.begin(), households.end(), [&](const std::string& household) {
        return facts_.acceptable(facts_.household_number.at(household), g);
      });
      if (!any) continue;
      reached.insert(id);
      capacity += facts_.capacity[g];
    }
    if (reached != std::set<std::string>(certificate.helpers.begin(), certificate.helpers.end()))
      breach("certificate.helpers");
    if (capacity != certificate.capacity || capacity >= static_cast<std::int64_t>(households.size()))
      breach("certificate.capacity",
             {{"households", std::to_string(households.size())}, {"capacity", std::to_string(capacity)}});
  }

  /// The rank that somebody new must beat.
  static int bar(const std::set<Number>& partners, int room, const std::function<int(Number)>& rank) {
    if (static_cast<int>(partners.size()) < room) return nobody;
    int worst = -1;
    for (const Number partner : partners) worst = std::max(worst, rank(partner));
    return worst;
  }

  void check_blocking() {
    std::vector<int> helper_bar;
    for (Number g = 0; g < guests_of_.size(); ++g)
      helper_bar.push_back(
          bar(guests_of_[g], facts_.capacity[g], [&](Number h) { return facts_.got(h, g); }));
    std::set<std::pair<std::string, std::string>> found;
    for (Number h = 0; h < helpers_of_.size(); ++h) {
      const int mine = bar(helpers_of_[h], facts_.need[h], [&](Number g) { return facts_.given(h, g); });
      const auto consider = [&](Number g) {
        const bool both = facts_.given(h, g) < mine && facts_.got(h, g) < helper_bar[g];
        if (both && facts_.acceptable(h, g) && !helpers_of_[h].contains(g))
          found.emplace(instance_.households[h].id, instance_.helpers[g].id);
      };
      if (mine == nobody)
        for (Number g = 0; g < helper_bar.size(); ++g) consider(g);
      else  // it would leave nobody for somebody whom it did not rank
        for (const auto& [g, rank] : facts_.household_rank[h]) consider(g);
    }
    std::set<std::pair<std::string, std::string>> listed;
    for (const Blocking& pair : result_.blocking) listed.emplace(pair.household, pair.helper);
    for (const auto& [household, helper] : found)
      if (!listed.contains({household, helper}))
        breach("blocking.missing", {{"household", household}, {"helper", helper}});
    for (const auto& [household, helper] : listed)
      if (!found.contains({household, helper}))
        breach("blocking.false", {{"household", household}, {"helper", helper}});
    if (result_.stable != found.empty()) breach(found.empty() ? "stable.unsaid" : "stable.false");
    if (rule_ == Rule::stable && !found.empty()) breach("stable.not");
  }

  void check_lower() {
    std::vector<bool> wanted;
    int met = 0;
    for (Number g = 0; g < facts_.lower.size(); ++g) {
      wanted.push_back(facts_.lower[g] > 0 && facts_.capacity[g] > 0);
      if (wanted.back() && !guests_of_[g].empty()) ++met;
    }
    // As many as can be at all can also be at the largest coverage (Mendelsohn and Dulmage 1958).
    OneEach lower(facts_.lower.size(), facts_.need,
                  [&](Number g, Number h) { return facts_.acceptable(h, g); });
    for (Number g = 0; g < guests_of_.size(); ++g)
      if (wanted[g])
        for (const Number h : guests_of_[g]) lower.start_with(g, h);
    lower_most_ = lower.most(wanted);
    if (met < lower_most_)
      breach("lower", {{"met", std::to_string(met)}, {"most", std::to_string(lower_most_)}});
  }

  /// Gale and Shapley 1962, households asking. Only for strict lists and one helper each.
  Partners households_best() const {
    Partners helpers(facts_.need.size());
    std::vector<std::set<std::pair<int, Number>>> guests(facts_.capacity.size());
    std::vector<std::vector<Number>> list(facts_.need.size());  // the best at the back
    std::vector<Number> free;
    for (Number h = 0; h < list.size(); ++h) {
      for (const auto& [g, rank] : facts_.household_rank[h])
        if (facts_.acceptable(h, g)) list[h].push_back(g);
      std::sort(list[h].begin(), list[h].end(),
                [&](Number a, Number b) { return facts_.given(h, a) > facts_.given(h, b); });
      free.push_back(h);
    }
    while (!free.empty()) {
      const Number h = free.back();
      free.pop_back();
      if (list[h].empty()) continue;
      const Number g = list[h].back();
      list[h].pop_back();
      guests[g].emplace(facts_.got(h, g), h);
      if (static_cast<int>(guests[g].size()) <= facts_.capacity[g]) continue;
      free.push_back(guests[g].rbegin()->second);
      guests[g].erase(std::prev(guests[g].end()));
    }
    for (Number g = 0; g < guests.size(); ++g)
      for (const auto& [rank, h] : guests[g]) helpers[h].insert(g);
    return helpers;
  }

  void check_best() {
    if (std::any_of(facts_.need.begin(), facts_.need.end(), [](int need) { return need > 1; })) return;
    const Partners best = households_best();
    if (best == helpers_of_) return;
    int covered = 0;
    std::set<Number> busy;
    for (const auto& helpers : best) {
      if (!helpers.empty()) ++covered;
      busy.insert(helpers.begin(), helpers.end());
    }
    int met = 0;
    for (Number g = 0; g < facts_.lower.size(); ++g)
      if (facts_.lower[g] > 0 && busy.contains(g)) ++met;
    if (rule_ == Rule::stable || (covered == maximum_ && met == lower_most_)) breach("best");
  }

  const Instance& instance_;
  const Result& result_;
  const Rule rule_;
  const Facts facts_;
  Partners helpers_of_;
  Partners guests_of_;
  int maximum_ = 0;
  int lower_most_ = 0;
  std::vector<Breach> breaches_;
};

}  // namespace

std::vector<Breach> check(const Instance& instance, const Result& result, Rule rule) {
  return Checker(instance, result, rule).run();
}

}  // namespace lianghu::matching
