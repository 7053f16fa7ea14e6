#include "matching/improve.h"

#include <algorithm>
#include <array>

namespace lianghu::matching {

namespace {

std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}

/// The rank that a household must be offered more than: last_rank + 1 when it still has need.
std::int64_t household_bar(const Assignment& assignment, std::int32_t h) {
  if (assignment.short_of(h)) return std::int64_t{last_rank} + 1;
  const auto* worst = assignment.worst_hold(h);
  return worst == nullptr ? -1 : worst->given;
}
std::int64_t helper_bar(const Assignment& assignment, std::int32_t g) {
  if (assignment.room(g)) return std::int64_t{last_rank} + 1;
  return assignment.worst_guest(g).rank;
}

/// A few moves that belong together and can be taken back.
class Exchange {
 public:
  explicit Exchange(Assignment& assignment) : assignment_(assignment) {}

  void part(std::int32_t household, const Edge& edge) {
    assignment_.remove(household, edge.helper);
    moves_[count_++] = {household, edge, false};
  }
  void join(std::int32_t household, const Edge& edge) {
    assignment_.add(household, edge);
    moves_[count_++] = {household, edge, true};
  }
  void undo() {
    while (count_ > 0) {
      const Move& move = moves_[--count_];
      if (move.joined)
        assignment_.remove(move.household, move.edge.helper);
      else
        assignment_.add(move.household, move.edge);
    }
  }

 private:
  struct Move {
    std::int32_t household = 0;
    Edge edge;
    bool joined = false;
  };
  Assignment& assignment_;
  std::array<Move, 4> moves_;
  std::size_t count_ = 0;
};

/// Whom an exchange touches: only pairs with one of them can begin or cease to block.
struct Touched {
  std::array<std::int32_t, 2> households{-1, -1};
  std::array<std::int32_t, 3> helpers{-1, -1, -1};
  [[nodiscard]] bool has_household(std::int32_t h) const {
    return std::find(households.begin(), households.end(), h) != households.end();
  }
};

class Improver {
 public:
  Improver(const Market& market, HelperView& view, Assignment& assignment)
      : market_(market),
        view_(view),
        assignment_(assignment),
        work_max_(200'000 + 4 * (market.edges.size() + market.need.size() + market.capacity.size())) {
    for (std::int32_t g = 0; g < market.helpers(); ++g)
      if (assignment.room(g)) with_room_.push_back(g);
  }

  std::vector<BlockingPair> run() {
    std::vector<BlockingPair> blocking = blocking_pairs(market_, assignment_);
    for (bool changed = true; changed && !blocking.empty() && work_ < work_max_;) {
      changed = false;
      for (const BlockingPair& pair : blocking) {
        if (work_ >= work_max_) break;
        if (blocks(pair.household, pair.edge)) changed = settle(pair.household, pair.edge) || changed;
      }
      if (changed) blocking = blocking_pairs(market_, assignment_);
    }
    for (BlockingPair& pair : blocking) pair.reason = reason(pair.household, pair.edge);
    return blocking;
  }

 private:
  bool blocks(std::int32_t h, const Edge& edge) const {
    return edge.given < household_bar(assignment_, h) && edge.got < helper_bar(assignment_, edge.helper) &&
           !assignment_.together(h, edge.helper);
  }

  std::int64_t count_blocking(const Touched& touched) {
    std::int64_t count = 0;
    for (const std::int32_t h : touched.households) {
      if (h < 0) continue;
      const std::int64_t bar = household_bar(assignment_, h);
      for (const Edge& edge : market_.of(h)) {
        ++work_;
        if (edge.given >= bar) break;
        if (blocks(h, edge)) ++count;
      }
    }
    for (const std::int32_t g : touched.helpers) {
      if (g < 0) continue;
      const std::int64_t bar = helper_bar(assignment_, g);
      for (const HelperView::Row& row : view_.of(g)) {
        ++work_;
        if (row.got >= bar) break;
        if (!touched.has_household(row.household) && blocks(row.household, {g, row.given, row.got})) ++count;
      }
    }
    return count;
  }

  bool spares(std::int32_t g) const {
    return market_.lower[index(g)] == 0 || assignment_.guests(g).size() > 1;
  }
  static Edge edge_of(const Assignment::Hold& hold) { return {hold.helper, hold.given, hold.got}; }

  /// The best helper with room for somebody who has to leave `from`; helper -1 when none.
  Edge elsewhere(std::int32_t h, std::int32_t from) {
    for (const Edge& edge : market_.of(h)) {
      ++work_;
      if (edge.helper != from && assignment_.room(edge.helper) && !assignment_.together(h, edge.helper))
        return edge;
    }
    if (!market_.open) return {-1, 0, 0};
    for (const std::int32_t g : with_room_) {
      ++work_;
      if (g == from || !assignment_.room(g) || market_.vetoed(h, g) || assignment_.together(h, g)) continue;
      return market_.edge(h, g);
    }
    return {-1, 0, 0};
  }

  /// Tries the exchanges that bring the two together; true when one was kept.
  bool settle(std::int32_t h, const Edge& wanted) {
    const std::int32_t g = wanted.helper;
    const bool is_short = assignment_.short_of(h);
    const Edge left = is_short ? Edge{-1, 0, 0} : edge_of(*assignment_.worst_hold(h));
    if (assignment_.room(g)) {
      if (is_short || !spares(left.helper)) return false;
      const Touched touched{{h, -1}, {g, left.helper, -1}};
      return attempt(touched, [&](Exchange& exchange) {
        exchange.part(h, left);
        exchange.join(h, wanted);
      });
    }
    const std::int32_t other = assignment_.worst_guest(g).partner;
    const Edge lost = market_.edge(other, g);
    if (is_short) {  // takes the place over: only where as many stay covered
      if (assignment_.count(h) > 0 && assignment_.count(other) < 2) return false;
      return attempt({{h, other}, {g, -1, -1}}, [&](Exchange& exchange) {
        exchange.part(other, lost);
        exchange.join(h, wanted);
      });
    }
    const Edge swapped = market_.edge(other, left.helper);
    if (swapped.helper >= 0 && !assignment_.together(other, left.helper)) {
      const bool kept = attempt({{h, other}, {g, left.helper, -1}}, [&](Exchange& exchange) {
        exchange.part(h, left);
        exchange.part(other, lost);
        exchange.join(h, wanted);
        exchange.join(other, swapped);
      });
      if (kept) return true;
    }
    const Edge third = elsewhere(other, g);
    if (third.helper < 0 || third.helper == left.helper || !spares(left.helper)) return false;
    return attempt({{h, other}, {g, left.helper, third.helper}}, [&](Exchange& exchange) {
      exchange.part(h, left);
      exchange.part(other, lost);
      exchange.join(h, wanted);
      exchange.join(other, third);
    });
  }

  template <class Moves>
  bool attempt(const Touched& touched, Moves moves) {
    const std::int64_t before = count_blocking(touched);
    Exchange exchange(assignment_);
    moves(exchange);
    if (count_blocking(touched) < before) {
      // A place that fell free is remembered; entries that filled up again are passed over.
      for (const std::int32_t g : touched.helpers)
        if (g >= 0 && assignment_.room(g)) with_room_.push_back(g);
      return true;
    }
    exchange.undo();
    return false;
  }

  Reason reason(std::int32_t h, const Edge& wanted) {
    const std::int32_t g = wanted.helper;
    const bool is_short = assignment_.short_of(h);
    if (assignment_.room(g))
      return is_short || spares(assignment_.worst_hold(h)->helper) ? Reason::others : Reason::lower;
    const std::int32_t other = assignment_.worst_guest(g).partner;
    if (assignment_.count(other) > 1) return Reason::others;
    if (is_short) return Reason::coverage;
    const std::int32_t left = assignment_.worst_hold(h)->helper;
    if (market_.edge(other, left).helper >= 0 && !assignment_.together(other, left)) return Reason::others;
    const Edge third = elsewhere(other, g);
    if (third.helper < 0) return Reason::coverage;
    return spares(left) ? Reason::others : Reason::lower;
  }

  const Market& market_;
  HelperView& view_;
  Assignment& assignment_;
  const std::size_t work_max_;
  std::size_t work_ = 0;
  std::vector<std::int32_t> with_room_;
};

}  // namespace

std::vector<BlockingPair> blocking_pairs(const Market& market, const Assignment& assignment) {
  std::vector<std::int64_t> bars(market.capacity.size());
  for (std::int32_t g = 0; g < market.helpers(); ++g) bars[index(g)] = helper_bar(assignment, g);
  std::vector<BlockingPair> found;
  for (std::int32_t h = 0; h < market.households(); ++h) {
    const std::int64_t bar = household_bar(assignment, h);
    for (const Edge& edge : market.of(h)) {
      if (edge.given >= bar) break;
      if (edge.got < bars[index(edge.helper)] && !assignment.together(h, edge.helper))
        found.push_back({h, edge, Reason::others});
    }
  }
  return found;
}

std::vector<BlockingPair> improve(const Market& market, HelperView& view, Assignment& assignment) {
  return Improver(market, view, assignment).run();
}

}  // namespace lianghu::matching
