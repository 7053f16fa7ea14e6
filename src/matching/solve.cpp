// The front door: names in, names out.
#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "matching/engine.h"
#include "matching/matching.h"
#include "matching/numbering.h"

namespace lianghu::matching {

namespace {

std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}

void refuse(const std::vector<Fault>& found) {
  if (found.empty()) return;
  std::vector<Problem> problems;
  problems.reserve(found.size());
  for (const Fault& fault : found) problems.push_back(fault.problem);
  throw Refusal(Status::unprocessable, std::move(problems));
}

int said(std::int32_t rank) {
  return rank == last_rank ? 0 : rank + 1;
}

/// Helpers that a household ranked higher than whom it got, and that are full with no one they rank lower.
int preferred_full(const Market& market, const Assignment& assignment, std::int32_t h) {
  const auto* worst = assignment.worst_hold(h);
  const std::int32_t bar = worst == nullptr ? last_rank : worst->given;
  int count = 0;
  for (const Edge& edge : market.of(h)) {
    if (edge.given >= bar) break;
    if (market.capacity[index(edge.helper)] == 0 || assignment.room(edge.helper)) continue;
    if (!assignment.together(h, edge.helper) && assignment.worst_guest(edge.helper).rank <= edge.got) ++count;
  }
  return count;
}

std::vector<std::string> names(const std::vector<std::int32_t>& numbers,
                               const std::vector<std::string_view>& ids) {
  std::vector<std::string> found;
  found.reserve(numbers.size());
  for (const std::int32_t number : numbers) found.emplace_back(ids[index(number)]);
  std::sort(found.begin(), found.end());
  return found;
}

Result name(const Market& market, const Outcome& outcome, const Numbering& numbering) {
  const auto& households = numbering.households();
  const auto& helpers = numbering.helpers();
  Result result;
  for (std::int32_t h = 0; h < market.households(); ++h) {
    Explanation explanation{std::string(households[index(h)]), {}, 0, outcome.moved_for[index(h)]};
    explanation.preferred_full = preferred_full(market, outcome.assignment, h);
    for (const Assignment::Hold& hold : outcome.assignment.of(h)) {
      result.pairs.push_back({explanation.household, std::string(helpers[index(hold.helper)])});
      explanation.given.push_back({result.pairs.back().helper, said(hold.given), said(hold.got)});
    }
    if (explanation.given.empty()) result.uncovered.push_back(explanation.household);
    std::sort(explanation.given.begin(), explanation.given.end(),
              [](const Given& a, const Given& b) { return a.helper < b.helper; });
    result.explanations.push_back(std::move(explanation));
  }
  for (const BlockingPair& pair : outcome.blocking)
    result.blocking.push_back({std::string(households[index(pair.household)]),
                               std::string(helpers[index(pair.edge.helper)]), pair.reason});
  std::sort(result.pairs.begin(), result.pairs.end());
  std::sort(result.uncovered.begin(), result.uncovered.end());
  std::sort(result.blocking.begin(), result.blocking.end());
  std::sort(result.explanations.begin(), result.explanations.end(),
            [](const Explanation& a, const Explanation& b) { return a.household < b.household; });
  result.stable = result.blocking.empty();
  result.coverage = {covered(market, outcome.assignment), outcome.maximum, market.households()};
  if (outcome.shortage)
    result.certificate.push_back({names(outcome.shortage->households, households),
                                  names(outcome.shortage->helpers, helpers), outcome.shortage->capacity});
  return result;
}

/// The previous pairs that may go on. A helper with too many keeps those it ranks best.
Assignment keep(const Market& market, const Numbering& numbering, const std::vector<Pair>& previous) {
  struct Kept {
    std::int32_t household;
    Edge edge;
  };
  std::vector<Kept> kept;
  for (const Pair& pair : previous) {
    const std::int32_t h = numbering.household(pair.household);
    const std::int32_t g = numbering.helper(pair.helper);
    if (h < 0 || g < 0) continue;
    const Edge edge = market.edge(h, g);
    if (edge.helper >= 0) kept.push_back({h, edge});
  }
  std::sort(kept.begin(), kept.end(), [](const Kept& a, const Kept& b) {
    if (a.edge.got != b.edge.got) return a.edge.got < b.edge.got;
    if (a.household != b.household) return a.household < b.household;
    return a.edge.helper < b.edge.helper;
  });
  Assignment assignment(market);
  for (const Kept& pair : kept) {
    const bool fits = assignment.room(pair.edge.helper) && assignment.short_of(pair.household);
    if (fits && !assignment.together(pair.household, pair.edge.helper))
      assignment.add(pair.household, pair.edge);
  }
  return assignment;
}

}  // namespace

Result solve(const Instance& instance, const Options& options) {
  refuse(faults(instance));
  const Numbering numbering(instance, options.seed);
  const Market market = link(numbering.ballots(instance));
  return name(market, pair_up(market, options.rule), numbering);
}

Result repair(const Instance& instance, const std::vector<Pair>& previous,
              const std::vector<std::string>& leaving, const Options& options) {
  std::vector<Fault> found = faults(instance);
  const Numbering numbering(instance, options.seed);
  for (const std::string& id : leaving)
    if (numbering.helper(id) < 0) found.push_back({{"matching.leave.unknown", "leave", {{"id", id}}}, {}});
  refuse(found);
  const Instance remaining = without(instance, leaving);
  const Numbering left(remaining, options.seed);
  const Market market = link(left.ballots(remaining));
  return name(market, pair_up_from(market, keep(market, left, previous)), left);
}

Instance without(const Instance& instance, const std::vector<std::string>& leaving) {
  const std::unordered_set<std::string_view> gone(leaving.begin(), leaving.end());
  const auto is_gone = [&](const std::string& id) { return gone.contains(id); };
  Instance remaining = instance;
  std::erase_if(remaining.helpers, [&](const Helper& helper) { return is_gone(helper.id); });
  std::erase_if(remaining.fit, [&](const Fit& fit) { return is_gone(fit.helper); });
  for (Household& household : remaining.households) {
    for (auto& group : household.rank) std::erase_if(group, is_gone);
    std::erase_if(household.rank, [](const auto& group) { return group.empty(); });
    std::erase_if(household.veto, is_gone);
  }
  return remaining;
}

}  // namespace lianghu::matching
