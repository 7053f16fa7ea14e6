#include "matching/naming.h"

#include <algorithm>
#include <string>
#include <utility>

namespace lianghu::matching {

namespace {

std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
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

}  // namespace

Result name(const Market& market, const Outcome& outcome, const std::vector<std::string_view>& households,
            const std::vector<std::string_view>& helpers) {
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

}  // namespace lianghu::matching
