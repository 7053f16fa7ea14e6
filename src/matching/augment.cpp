#include "matching/augment.h"

#include <algorithm>
#include <limits>

#include "matching/untouched.h"

namespace lianghu::matching {

namespace {

std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}

/// How many households before its turn the list of one is fetched from memory.
constexpr std::size_t ahead = 6;

enum class Goal {
  cover,  // a first helper for those with nobody
  fill    // a further helper for those who have one and need more
};

/// The layer of a helper that no shortest path goes through.
constexpr std::int32_t nowhere = std::numeric_limits<std::int32_t>::max();

class Layers {
 public:
  Layers(const Market& market, Assignment& assignment, std::vector<std::int32_t>& moved)
      : market_(market),
        assignment_(assignment),
        moved_(moved),
        household_layer_(market.need.size()),
        helper_layer_(market.capacity.size()),
        next_edge_(market.need.size()),
        next_guest_(market.capacity.size()),
        untouched_(market.open ? market.helpers() : 0) {}

  void run(Goal goal) {
    goal_ = goal;
    while (find_sources() && lay()) {
      bool any = false;
      for (const std::int32_t source : sources_) any = follow(source) || any;
      if (!any) return;
    }
  }

 private:
  bool find_sources() {
    sources_.clear();
    for (std::int32_t h = 0; h < market_.households(); ++h) {
      const bool wants = goal_ == Goal::cover ? assignment_.count(h) == 0 && market_.need[index(h)] > 0
                                              : assignment_.count(h) > 0 && assignment_.short_of(h);
      if (wants) sources_.push_back(h);
    }
    return !sources_.empty();
  }

  /// Numbers households and helpers by their distance from the nearest source; false when no path ends
  /// anywhere.
  bool lay() {
    std::fill(household_layer_.begin(), household_layer_.end(), -1);
    std::fill(helper_layer_.begin(), helper_layer_.end(), -1);
    std::fill(next_guest_.begin(), next_guest_.end(), 0);
    for (std::size_t h = 0; h < next_edge_.size(); ++h) next_edge_[h] = market_.begin[h];
    if (market_.open) untouched_.fill();
    by_layer_.clear();
    queue_ = sources_;
    for (const std::int32_t source : sources_) household_layer_[index(source)] = 0;
    end_layer_ = -1;
    for (std::size_t at = 0; at < queue_.size(); ++at) {
      const std::int32_t h = queue_[at];
      if (at + ahead < queue_.size()) __builtin_prefetch(market_.partners_of(queue_[at + ahead]).data());
      if (end_layer_ >= 0 && household_layer_[index(h)] > end_layer_) break;
      reach_from(h);
    }
    return end_layer_ >= 0;
  }

  /// Does it have that helper? Who has one at most is reached through that one, whose layer is known by then.
  bool has(std::int32_t h, std::int32_t g) const { return market_.several && assignment_.together(h, g); }

  void reach_from(std::int32_t h) {
    for (const std::int32_t g : market_.partners_of(h))
      if (helper_layer_[index(g)] < 0 && !has(h, g)) reach(g, h);
    if (!market_.open) return;
    for (std::int32_t g = untouched_.first(); !untouched_.at_end(g); g = untouched_.next(g))
      if (!market_.vetoed(h, g) && !assignment_.together(h, g)) reach(g, h);
  }

  void reach(std::int32_t g, std::int32_t from) {
    const std::int32_t layer = household_layer_[index(from)];
    if (market_.open) untouched_.take(g);
    const bool ends = ends_at(g);
    if (ends) end_layer_ = layer;
    // Once a path has ended, whatever leads further would be longer than the shortest.
    const bool leads = ends || end_layer_ < 0;
    helper_layer_[index(g)] = leads ? layer : nowhere;
    if (!leads) return;
    if (market_.open) {
      if (by_layer_.size() <= index(layer)) by_layer_.resize(index(layer) + 1);
      by_layer_[index(layer)].push_back(g);
    }
    if (ends) return;
    for (const Assignment::Guest& guest : assignment_.guests(g)) {
      if (household_layer_[index(guest.household)] >= 0) continue;
      household_layer_[index(guest.household)] = layer + 1;
      queue_.push_back(guest.household);
    }
  }

  /// The place of a guest who can spare the helper; -1 when none.
  std::int32_t spare_place(std::int32_t g) const {
    if (goal_ == Goal::fill || !market_.several) return -1;
    const auto guests = assignment_.guests(g);
    for (std::size_t place = 0; place < guests.size(); ++place)
      if (assignment_.count(guests[place].household) > 1) return static_cast<std::int32_t>(place);
    return -1;
  }
  bool ends_at(std::int32_t g) const { return assignment_.room(g) || spare_place(g) >= 0; }

  struct Step {
    std::int32_t household = 0;
    std::int32_t helper = -1;
    std::int32_t place = -1;  // of the helper's guest who makes room; the next step is theirs
  };

  bool usable(std::int32_t h, std::int32_t g) const {
    return helper_layer_[index(g)] == household_layer_[index(h)] && !has(h, g);
  }

  std::int32_t next_helper(std::int32_t h) {
    std::uint32_t& at = next_edge_[index(h)];
    for (; at < market_.begin[index(h) + 1]; ++at)
      if (usable(h, market_.partners[at])) return market_.partners[at];
    if (!market_.open) return -1;
    const auto layer = index(household_layer_[index(h)]);
    if (layer >= by_layer_.size()) return -1;
    auto& row = by_layer_[layer];
    for (std::size_t i = 0; i < row.size();) {
      const std::int32_t g = row[i];
      if (helper_layer_[index(g)] < 0) {  // led nowhere: strike it for everybody
        row[i] = row.back();
        row.pop_back();
      } else if (market_.vetoed(h, g) || !usable(h, g)) {
        ++i;
      } else {
        return g;
      }
    }
    return -1;
  }

  /// Looks for a path from the source along the layers and, if there is one, moves everybody on it.
  bool follow(std::int32_t source) {
    path_.assign(1, {source, -1, -1});
    while (!path_.empty()) {
      Step& step = path_.back();
      step.helper = household_layer_[index(step.household)] < 0 ? -1 : next_helper(step.household);
      if (step.helper < 0) {
        household_layer_[index(step.household)] = -1;
        path_.pop_back();
        continue;
      }
      if (helper_layer_[index(step.helper)] == end_layer_ && ends_at(step.helper)) {
        move();
        return true;
      }
      const std::int32_t next = next_guest(step);
      if (next >= 0) {
        path_.push_back({next, -1, -1});
      } else {
        helper_layer_[index(step.helper)] = -1;
      }
    }
    return false;
  }

  std::int32_t next_guest(Step& step) {
    const std::int32_t layer = helper_layer_[index(step.helper)];
    if (layer >= end_layer_) return -1;
    const auto guests = assignment_.guests(step.helper);
    for (std::int32_t& at = next_guest_[index(step.helper)]; index(at) < guests.size();) {
      step.place = at++;
      const std::int32_t guest = guests[index(step.place)].household;
      if (household_layer_[index(guest)] == layer + 1) return guest;
    }
    return -1;
  }

  void move() {
    for (std::size_t i = 0; i < path_.size(); ++i) {
      const Step& step = path_[i];
      const Edge edge = market_.edge(step.household, step.helper);
      const bool at_end = i + 1 == path_.size();
      if (at_end && assignment_.room(step.helper)) {
        assignment_.add(step.household, edge);
      } else {
        const std::int32_t place = at_end ? spare_place(step.helper) : step.place;
        if (goal_ == Goal::cover) ++moved_[index(assignment_.guests(step.helper)[index(place)].household)];
        assignment_.take_place(step.household, edge, place);
      }
      household_layer_[index(step.household)] = -1;
    }
  }

  const Market& market_;
  Assignment& assignment_;
  std::vector<std::int32_t>& moved_;
  Goal goal_ = Goal::cover;
  std::int32_t end_layer_ = -1;
  std::vector<std::int32_t> sources_;
  std::vector<std::int32_t> queue_;
  std::vector<std::int32_t> household_layer_;
  std::vector<std::int32_t> helper_layer_;
  std::vector<std::uint32_t> next_edge_;
  std::vector<std::int32_t> next_guest_;
  std::vector<std::vector<std::int32_t>> by_layer_;  // helpers of each layer; only in an open market
  std::vector<Step> path_;
  Untouched untouched_;
};

/// One search from one household over those who would have to make room.
class ShortageSearch {
 public:
  ShortageSearch(const Market& market, const Assignment& assignment)
      : market_(market),
        assignment_(assignment),
        seen_household_(market.need.size(), 0),
        seen_helper_(market.capacity.size(), 0),
        untouched_(market.open ? market.helpers() : 0) {}

  /// Without households when the set grows to `bound` of them or more.
  Shortage from(std::int32_t source, std::size_t bound) {
    Shortage found;
    found.households.push_back(source);
    ++search_;
    seen_household_[index(source)] = search_;
    if (market_.open) untouched_.undo();
    for (std::size_t at = 0; at < found.households.size(); ++at) {
      const std::int32_t h = found.households[at];
      if (at + ahead < found.households.size())
        __builtin_prefetch(market_.partners_of(found.households[at + ahead]).data());
      for (const std::int32_t g : market_.partners_of(h)) reach(g, found);
      if (market_.open)
        for (std::int32_t g = untouched_.first(); !untouched_.at_end(g); g = untouched_.next(g))
          if (!market_.vetoed(h, g)) reach(g, found);
      if (found.households.size() >= bound) return {};
    }
    return found;
  }

  [[nodiscard]] std::size_t work() const { return work_; }

 private:
  void reach(std::int32_t g, Shortage& found) {
    ++work_;
    if (seen_helper_[index(g)] == search_) return;
    seen_helper_[index(g)] = search_;
    if (market_.open) untouched_.take(g);
    found.helpers.push_back(g);
    found.capacity += market_.capacity[index(g)];
    for (const Assignment::Guest& guest : assignment_.guests(g)) {
      if (seen_household_[index(guest.household)] == search_) continue;
      seen_household_[index(guest.household)] = search_;
      found.households.push_back(guest.household);
    }
  }

  const Market& market_;
  const Assignment& assignment_;
  std::int32_t search_ = 0;
  std::vector<std::int32_t> seen_household_;  // the search that saw it last
  std::vector<std::int32_t> seen_helper_;
  Untouched untouched_;
  std::size_t work_ = 0;
};

}  // namespace

void cover(const Market& market, Assignment& assignment, std::vector<std::int32_t>& moved) {
  bool all = true;
  for (std::int32_t h = 0; h < market.households(); ++h) all = all && assignment.count(h) > 0;
  if (all && !market.several) return;
  Layers layers(market, assignment, moved);
  layers.run(Goal::cover);
  if (market.several) layers.run(Goal::fill);
}

std::optional<Shortage> shortage(const Market& market, const Assignment& assignment) {
  std::vector<std::int32_t> sources;
  for (std::int32_t h = 0; h < market.households(); ++h)
    if (assignment.count(h) == 0) sources.push_back(h);
  if (sources.empty()) return std::nullopt;
  Shortage best;
  const auto none = [&] { return best.households.empty(); };
  ShortageSearch search(market, assignment);
  // From every source a little way, then further: small sets show at once, whoever they belong to. When that
  // has cost an eighth of a look at everybody, there is none, and the first source's set will do.
  const std::size_t work_max =
      10'000 + (market.edges.size() + market.need.size() + market.capacity.size()) / 8;
  const std::size_t all = market.need.size() + 1;
  const auto look = [&](std::int32_t source, std::size_t bound) {
    Shortage found = search.from(source, none() ? bound : best.households.size());
    if (!found.households.empty()) best = std::move(found);
  };
  for (std::size_t bound = 64; none() && bound < all && search.work() <= work_max; bound *= 4)
    for (std::size_t i = 0; i < sources.size() && search.work() <= work_max; ++i) look(sources[i], bound);
  for (std::size_t i = 0; i < sources.size() && (none() || search.work() <= work_max); ++i)
    look(sources[i], all);
  if (none()) return std::nullopt;
  std::sort(best.households.begin(), best.households.end());
  std::sort(best.helpers.begin(), best.helpers.end());
  return best;
}

}  // namespace lianghu::matching
