#include "features/coverage/measures.h"

#include <optional>
#include <stdexcept>

#include "features/pairing/pairing.h"
#include "features/plaques/plaques.h"
#include "features/pledges/pledges.h"
#include "features/reviews/reviews.h"

namespace lianghu::coverage {

namespace {

Gap gap_of(std::optional<plaques::State> state) {
  if (!state) return Gap::nothing;
  switch (*state) {
    case plaques::State::planned:
      return Gap::planned;
    case plaques::State::printed:
      return Gap::printed;
    case plaques::State::damaged:
      return Gap::damaged;
    case plaques::State::missing:
      return Gap::lost;
    case plaques::State::replaced:
    case plaques::State::retired:
      return Gap::nothing;
    case plaques::State::hung:
      break;
  }
  throw std::logic_error("a household counts as missing while its plaque hangs");
}

Gap gap_of(std::optional<pledges::State> state) {
  if (state == pledges::State::draft) return Gap::draft;
  if (state == pledges::State::returned) return Gap::returned;
  return Gap::nothing;
}

template <class Counts, class GapOf>
Figures figures(Measure measure, const Counts& counts, const Village& village, GapOf gap) {
  Figures out;
  out.tally = {measure, counts.should, counts.exempt, counts.has, 0};
  out.missing.reserve(counts.missing.size());
  for (const auto& each : counts.missing)
    out.missing.push_back({village.id(), village.name(), each.household, each.name, gap(each)});
  return out;
}

Figures hung(Context& context, const Village& village) {
  return figures(Measure::hung, plaques::hung_coverage(context, village), village,
                 [](const auto& each) { return gap_of(each.state); });
}

Figures signed_letters(Context& context, const Village& village) {
  return figures(Measure::signed_, pledges::signed_coverage(context, village), village,
                 [](const auto& each) { return gap_of(each.state); });
}

Figures paired(Context& context, const Village& village) {
  const pairing::Counts counts = pairing::paired_coverage(context, village);
  Figures out = figures(Measure::paired, counts, village, [](const auto&) { return Gap::no_helper; });
  out.tally.unproved = counts.unproved;
  return out;
}

Figures reviewed(Context& context, const Village& village) {
  return figures(Measure::reviewed, reviews::reviewed_coverage(context, village), village,
                 [](const auto&) { return Gap::no_grade; });
}

}  // namespace

const std::vector<Provider>& providers() {
  static const std::vector<Provider> all = {
      {Measure::hung, Stage::plaque, "hung", hung},
      {Measure::signed_, Stage::pledge, "signed", signed_letters},
      {Measure::paired, Stage::action, "paired", paired},
      {Measure::reviewed, Stage::consolidation, "reviewed", reviewed},
  };
  return all;
}

}  // namespace lianghu::coverage
