#include "matching/lower.h"

#include <algorithm>

#include "matching/untouched.h"

namespace lianghu::matching {

namespace {

std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}

class LowerSearch {
 public:
  LowerSearch(const Market& market, HelperView& view, Assignment& assignment)
      : market_(market),
        view_(view),
        assignment_(assignment),
        taker_(market.need.size(), -1),
        given_up_(market.capacity.size(), -1),
        untouched_(market.open ? market.households() : 0) {}

  /// Gets somebody for `helper`. What a search in vain has reached can never lead anywhere, so it stays
  /// reached.
  void from(std::int32_t helper) {
    queue_.assign(1, helper);
    reached_.clear();
    for (std::size_t at = 0; at < queue_.size(); ++at) {
      const std::int32_t g = queue_[at];
      for (const HelperView::Row& row : view_.of(g))
        if (reach(row.household, g)) return finish(helper, row.household);
      if (!market_.open) continue;
      for (std::int32_t h = untouched_.first(); !untouched_.at_end(h); h = untouched_.next(h))
        if (!market_.vetoed(h, g) && reach(h, g)) return finish(helper, h);
    }
    if (market_.open) untouched_.forget();
  }

 private:
  bool spares(std::int32_t helper) const {
    return market_.lower[index(helper)] == 0 || assignment_.guests(helper).size() > 1;
  }

  /// True when one of the household's helpers can do without it.
  bool reach(std::int32_t h, std::int32_t taker) {
    if (taker_[index(h)] >= 0 || assignment_.count(h) == 0 || assignment_.together(h, taker)) return false;
    taker_[index(h)] = taker;
    reached_.push_back(h);
    if (market_.open) untouched_.take(h);
    for (const Assignment::Hold& hold : assignment_.of(h))
      if (spares(hold.helper)) return true;
    for (const Assignment::Hold& hold : assignment_.of(h)) {
      if (given_up_[index(hold.helper)] >= 0) continue;
      given_up_[index(hold.helper)] = h;
      queue_.push_back(hold.helper);
    }
    return false;
  }

  /// The least wanted of the household's helpers who can do without it.
  std::int32_t spare_helper(std::int32_t h) const {
    const Assignment::Hold* best = nullptr;
    for (const Assignment::Hold& hold : assignment_.of(h))
      if (spares(hold.helper) && (best == nullptr || hold.given > best->given)) best = &hold;
    return best->helper;
  }

  /// Walks back from the last household reached: each goes to its taker, whom the one before it has left.
  void finish(std::int32_t root, std::int32_t last) {
    std::vector<Step> steps;
    for (std::int32_t h = last, from = spare_helper(last);;) {
      const std::int32_t to = taker_[index(h)];
      steps.push_back({h, from, to});
      if (to == root) break;
      from = to;
      h = given_up_[index(to)];
    }
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      assignment_.remove(step->household, step->from);
      assignment_.add(step->household, market_.edge(step->household, step->to));
    }
    for (const std::int32_t h : reached_) taker_[index(h)] = -1;
    for (const std::int32_t g : queue_) given_up_[index(g)] = -1;
    if (market_.open) untouched_.undo();
  }

  struct Step {
    std::int32_t household;
    std::int32_t from;
    std::int32_t to;
  };

  const Market& market_;
  HelperView& view_;
  Assignment& assignment_;
  std::vector<std::int32_t> taker_;     // of a household: the helper who would take it
  std::vector<std::int32_t> given_up_;  // of a helper: the household through whom it was reached
  std::vector<std::int32_t> queue_;
  std::vector<std::int32_t> reached_;
  Untouched untouched_;
};

}  // namespace

void meet_lower_quotas(const Market& market, HelperView& view, Assignment& assignment) {
  LowerSearch search(market, view, assignment);
  for (std::int32_t g = 0; g < market.helpers(); ++g)
    if (market.lower[index(g)] != 0 && market.capacity[index(g)] > 0 && assignment.guests(g).empty())
      search.from(g);
}

}  // namespace lianghu::matching
