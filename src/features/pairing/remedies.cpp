#include "features/pairing/remedies.h"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>

#include "features/pairing/by_hand.h"

namespace lianghu::pairing {

namespace {

using matching::Instance, matching::Pair;

constexpr std::size_t helpers_tried = 12;
constexpr std::size_t helpers_told = 6;

Id<households::Household> household_id(const std::string& id) {
  const auto value = parse_id(id);
  if (!value) throw std::logic_error("the solver named an id that is none: " + id);
  return {*value};
}

class Trying {
 public:
  Trying(const Shortage& shortage, int capacity_max)
      : shortage_(shortage), capacity_max_(capacity_max), certificate_(shortage.result.certificate.front()) {}

  std::vector<Remedy> all() {
    std::vector<Remedy> out;
    for (std::size_t i = 0; i < certificate_.helpers.size() && i < helpers_tried; ++i)
      if (auto remedy = more_of(certificate_.helpers[i])) out.push_back(std::move(*remedy));
    // Of equals the one with the smaller id stays first.
    std::ranges::stable_sort(out, [](const Remedy& a, const Remedy& b) {
      if (a.covered != b.covered) return a.covered > b.covered;
      if (a.moved != b.moved) return a.moved < b.moved;
      return a.rooms.front().more < b.rooms.front().more;
    });
    if (out.size() > helpers_told) out.resize(helpers_told);
    if (certificate_.helpers.size() > 1) out.push_back(one_more_of_each());
    if (vetoes_in_the_way(shortage_) > 0) out.push_back(reconsidered());
    if (const auto other = somebody_outside()) out.push_back(*other);
    return out;
  }

 private:
  /// Nobody is moved who need not be.
  [[nodiscard]] Remedy tried(RemedyKind kind, const Instance& changed, std::vector<MoreRoom> rooms) const {
    const auto then = matching::repair(changed, shortage_.result.pairs, {});
    return {kind, std::move(rooms), then.coverage.covered, moved(shortage_.result.pairs, then.pairs)};
  }
  static matching::Helper& helper(Instance& instance, const std::string& id) {
    const auto found = std::ranges::find(instance.helpers, id, &matching::Helper::id);
    if (found == instance.helpers.end()) throw std::logic_error("a certificate names nobody: " + id);
    return *found;
  }
  [[nodiscard]] Remedy with_room(RemedyKind kind, const std::vector<std::string>& helpers, int more) const {
    Instance changed = shortage_.instance;
    std::vector<MoreRoom> rooms;
    for (const std::string& id : helpers) {
      matching::Helper& each = helper(changed, id);
      each.capacity += more;
      rooms.push_back({household_id(id), each.capacity, more});
    }
    return tried(kind, changed, std::move(rooms));
  }
  /// As much more as still gives somebody a helper.
  [[nodiscard]] std::optional<Remedy> more_of(const std::string& id) const {
    Instance as_it_is = shortage_.instance;
    const int has = helper(as_it_is, id).capacity;
    std::optional<Remedy> best;
    std::int64_t covered = shortage_.result.coverage.covered;
    for (int more = 1; has + more <= capacity_max_; ++more) {
      Remedy next = with_room(RemedyKind::room, {id}, more);
      if (next.covered <= covered) break;
      covered = next.covered;
      best = std::move(next);
    }
    return best;
  }
  [[nodiscard]] Remedy one_more_of_each() const {
    return with_room(RemedyKind::everyone, certificate_.helpers, 1);
  }
  [[nodiscard]] Remedy reconsidered() const {
    Instance free = shortage_.ballots;
    const std::set<std::string> inside(certificate_.helpers.begin(), certificate_.helpers.end());
    const std::set<std::string> households(certificate_.households.begin(), certificate_.households.end());
    for (matching::Household& household : free.households)
      if (households.contains(household.id))
        std::erase_if(household.veto, [&](const std::string& id) { return !inside.contains(id); });
    for (matching::Helper& helper : free.helpers)
      if (!inside.contains(helper.id))
        std::erase_if(helper.veto, [&](const std::string& id) { return households.contains(id); });
    for (const Pair& pair : shortage_.declined) {
      const auto household = std::ranges::find(free.households, pair.household, &matching::Household::id);
      if (household == free.households.end()) continue;
      if (std::ranges::find(household->veto, pair.helper) == household->veto.end())
        household->veto.push_back(pair.helper);
    }
    return tried(RemedyKind::reconsider, with_pairs(std::move(free), shortage_.by_hand), {});
  }
  /// The neighbour whom one would ask first in vain.
  [[nodiscard]] std::optional<Remedy> somebody_outside() const {
    const std::set<std::string> households(certificate_.households.begin(), certificate_.households.end());
    const std::string* best = nullptr;
    std::int64_t best_near = -1;
    for (const matching::Helper& each : shortage_.instance.helpers) {
      if (std::ranges::find(certificate_.helpers, each.id) != certificate_.helpers.end()) continue;
      if (each.capacity >= capacity_max_) continue;
      const auto near = std::ranges::count_if(shortage_.instance.fit, [&](const matching::Fit& fit) {
        return fit.helper == each.id && households.contains(fit.household);
      });
      if (near <= best_near) continue;
      best = &each.id;
      best_near = near;
    }
    if (best == nullptr) return std::nullopt;
    return with_room(RemedyKind::elsewhere, {*best}, 1);
  }

  const Shortage& shortage_;
  const int capacity_max_;
  const matching::Certificate& certificate_;
};

}  // namespace

std::int64_t vetoes_in_the_way(const Shortage& shortage) {
  if (shortage.result.certificate.empty()) return 0;
  const matching::Certificate& certificate = shortage.result.certificate.front();
  std::set<std::string> households(certificate.households.begin(), certificate.households.end());
  for (const Pair& pair : shortage.by_hand) households.erase(pair.household);
  std::set<Pair> out;
  for (const matching::Household& household : shortage.ballots.households)
    if (households.contains(household.id))
      for (const std::string& helper : household.veto) out.insert({household.id, helper});
  for (const matching::Helper& helper : shortage.ballots.helpers)
    for (const std::string& household : helper.veto)
      if (households.contains(household)) out.insert({household, helper.id});
  for (const Pair& pair : shortage.declined) out.erase(pair);
  return std::ranges::count_if(out, [&](const Pair& pair) {
    return std::ranges::find(certificate.helpers, pair.helper) == certificate.helpers.end();
  });
}

std::vector<Remedy> remedies(const Shortage& shortage, int capacity_max) {
  if (shortage.result.certificate.empty()) return {};
  return Trying(shortage, capacity_max).all();
}

}  // namespace lianghu::pairing
