#include "features/pairing/ways.h"

#include <algorithm>

#include "features/pairing/fit.h"
#include "features/pairing/pairs_store.h"
#include "features/pairing/rounds_store.h"

namespace lianghu::pairing {

namespace {

class Telling {
 public:
  Telling(Context& context, const Village& village, const Round& round, const Solution& solution)
      : round_(round), helpers_(solution.helpers.size()), fit_(context, village, round.id) {
    for (const store::Participant& each : store::participants(context, village, round.id))
      if (each.voted_at) voted_.insert(each.household);
    for (const matching::Explanation& each : solution.result.explanations)
      moved_for_.emplace(each.household, each.moved_for);
    by_hand_.insert(solution.by_hand.begin(), solution.by_hand.end());
  }

  [[nodiscard]] Came came(const Pairing& pairing) const {
    const std::string household = text(pairing.household);
    if (by_hand_.contains({household, text(pairing.helper)})) return {Way::hand, 0};
    if (round_.final_on) return {without_ballots(pairing), 0};
    const auto moved = moved_for_.find(household);
    if (moved != moved_for_.end() && moved->second > 0 && helpers_ >= moved_told_among)
      return {Way::moved, moved->second};
    const auto votes = static_cast<int>(voted_.contains(pairing.household)) +
                       static_cast<int>(voted_.contains(pairing.helper));
    if (votes > 0) return {votes == 2 ? Way::both : Way::one, 0};
    return {without_ballots(pairing), 0};
  }

 private:
  [[nodiscard]] Way without_ballots(const Pairing& pairing) const {
    const FitParts fit = fit_.parts(pairing.household, pairing.helper);
    if (fit.skill) return Way::need;
    return fit.near ? Way::near : Way::free;
  }

  const Round& round_;
  const std::size_t helpers_;
  const Fit fit_;
  std::set<Id<Household>> voted_;
  std::map<std::string, int> moved_for_;
  std::set<matching::Pair> by_hand_;
};

}  // namespace

void keep_ways(Context& context, const Village& village, const Round& round, const Solution& solution) {
  const Telling telling(context, village, round, solution);
  const auto known = store::ways(context, village, round.id);
  for (const Pairing& pairing : store::pairings_of(context, village, round.id)) {
    if (pairing.state != PairState::proposed && pairing.state != PairState::in_force) continue;
    const auto before = known.find(pairing.id);
    const Came now = telling.came(pairing);
    const bool stays = solution.repair && before != known.end() && now.way != Way::hand;
    if (!stays) store::set_way(context, village, pairing.id, now);
  }
}

}  // namespace lianghu::pairing
