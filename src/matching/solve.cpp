// The front door: names in, names out.
#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "matching/engine.h"
#include "matching/matching.h"
#include "matching/naming.h"
#include "matching/numbering.h"

namespace lianghu::matching {

namespace {

void refuse(const std::vector<Fault>& found) {
  if (found.empty()) return;
  std::vector<Problem> problems;
  problems.reserve(found.size());
  for (const Fault& fault : found) problems.push_back(fault.problem);
  throw Refusal(Status::unprocessable, std::move(problems));
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
  return name(market, pair_up(market, options.rule), numbering.households(), numbering.helpers());
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
  return name(market, pair_up_from(market, keep(market, left, previous)), left.households(), left.helpers());
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
