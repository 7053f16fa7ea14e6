#include "matching/engine.h"

#include <algorithm>
#include <utility>

#include "matching/lower.h"
#include "matching/proposals.h"

namespace lianghu::matching {

namespace {

std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}

/// Each household's least wanted rank, last_rank + 1 when it has nobody: what making room is measured by.
std::vector<std::int64_t> worst_ranks(const Market& market, const Assignment& assignment) {
  std::vector<std::int64_t> ranks(market.need.size(), std::int64_t{last_rank} + 1);
  for (std::int32_t h = 0; h < market.households(); ++h)
    if (const auto* worst = assignment.worst_hold(h)) ranks[index(h)] = worst->given;
  return ranks;
}

/// Who had to move so that others could be covered. Nobody, when all were covered from the beginning.
class Losses {
 public:
  Losses(const Market& market, const Assignment& assignment) : market_(market) {
    if (covered(market, assignment) < market.households()) before_ = worst_ranks(market, assignment);
  }
  /// Forgets moves that cost a household nothing.
  void keep(Outcome& outcome) const {
    if (before_.empty()) return;
    const std::vector<std::int64_t> after = worst_ranks(market_, outcome.assignment);
    for (std::size_t h = 0; h < after.size(); ++h)
      if (after[h] <= before_[h]) outcome.moved_for[h] = 0;
  }

 private:
  const Market& market_;
  std::vector<std::int64_t> before_;
};

bool any_lower(const Market& market) {
  return std::any_of(market.lower.begin(), market.lower.end(), [](std::uint8_t lower) { return lower != 0; });
}

/// The most that can be covered, and the proof when that is not everybody, for an answer that need not reach
/// it.
void judge_coverage(const Market& market, Outcome& outcome) {
  outcome.maximum = covered(market, outcome.assignment);
  if (outcome.maximum == market.households()) return;
  Assignment most = outcome.assignment;
  std::vector<std::int32_t> moved(market.need.size(), 0);
  cover(market, most, moved);
  outcome.maximum = covered(market, most);
  outcome.shortage = shortage(market, most);
}

void set_reasons(std::vector<BlockingPair>& blocking, Reason reason) {
  for (BlockingPair& pair : blocking) pair.reason = reason;
}

}  // namespace

std::int32_t covered(const Market& market, const Assignment& assignment) {
  std::int32_t count = 0;
  for (std::int32_t h = 0; h < market.households(); ++h)
    if (assignment.count(h) > 0) ++count;
  return count;
}

Outcome pair_up(const Market& market, Rule rule) {
  Outcome outcome{propose(market, rule == Rule::popular ? Levels::popular : Levels::stable), 0, {}, {}, {}};
  outcome.moved_for.assign(market.need.size(), 0);
  if (rule != Rule::coverage) {
    judge_coverage(market, outcome);
    outcome.blocking = blocking_pairs(market, outcome.assignment);
    set_reasons(outcome.blocking, Reason::popular);
    return outcome;
  }
  const Losses losses(market, outcome.assignment);
  cover(market, outcome.assignment, outcome.moved_for);
  outcome.maximum = covered(market, outcome.assignment);
  const bool lower = any_lower(market);
  std::optional<HelperView> view;
  if (lower) meet_lower_quotas(market, view.emplace(market), outcome.assignment);
  outcome.blocking = blocking_pairs(market, outcome.assignment);
  if (!outcome.blocking.empty())
    outcome.blocking = improve(market, view ? *view : view.emplace(market), outcome.assignment);
  if (outcome.maximum < market.households()) outcome.shortage = shortage(market, outcome.assignment);
  losses.keep(outcome);
  return outcome;
}

Outcome pair_up_from(const Market& market, Assignment kept) {
  Outcome outcome{std::move(kept), 0, {}, {}, {}};
  outcome.moved_for.assign(market.need.size(), 0);
  const Losses losses(market, outcome.assignment);
  cover(market, outcome.assignment, outcome.moved_for);
  outcome.maximum = covered(market, outcome.assignment);
  outcome.blocking = blocking_pairs(market, outcome.assignment);
  set_reasons(outcome.blocking, Reason::kept);
  if (outcome.maximum < market.households()) outcome.shortage = shortage(market, outcome.assignment);
  losses.keep(outcome);
  return outcome;
}

}  // namespace lianghu::matching
