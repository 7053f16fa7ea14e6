// A run of the solver: what it needs is read in one snapshot, solved outside of any change, and taken over
// only if nothing that it rests on has changed meanwhile.
#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "features/pairing/ballots_store.h"
#include "features/pairing/fit.h"
#include "features/pairing/pairs.h"
#include "features/pairing/rounds.h"
#include "features/pairing/sealing.h"

namespace lianghu::pairing {

namespace {

/// Those who take part now, by household.
std::vector<store::Participant> present(const Synced& synced, Side side) {
  std::vector<store::Participant> out;
  for (const store::Participant& each : synced.all)
    if (each.side == side && !each.left_on) out.push_back(each);
  return out;
}

/// Of what was cast only what names somebody who still takes part.
template <class Party>
void apply(const Ballot& ballot, const std::set<Id<Household>>& here, Party& party) {
  for (const auto& group : ballot.rank) {
    std::vector<std::string> kept;
    for (const Id<Household> each : group)
      if (here.contains(each)) kept.push_back(text(each));
    if (!kept.empty()) party.rank.push_back(std::move(kept));
  }
  for (const Veto& veto : ballot.vetoes)
    if (here.contains(veto.household)) party.veto.push_back(text(veto.household));
}

class Instances {
 public:
  Instances(Context& context, const Village& village, const Round& round)
      : context_(context),
        round_(round),
        everybody_(synced(context, village, round.id)),
        fit_(context, village, round.id),
        ballots_(store::ballots(context, village, round.id)) {
    for (const store::Participant& each : everybody_.all)
      if (!each.left_on) here_.insert(each.household);
  }

  [[nodiscard]] matching::Instance instance() const {
    matching::Instance out;
    for (const store::Participant& each : present(everybody_, Side::contact)) {
      matching::Household household;
      household.id = text(each.household);
      read_ballot(each, household);
      out.households.push_back(std::move(household));
    }
    for (const store::Participant& each : present(everybody_, Side::helper)) {
      matching::Helper helper;
      helper.id = text(each.household);
      helper.capacity = static_cast<int>(each.capacity);
      read_ballot(each, helper);
      out.helpers.push_back(std::move(helper));
    }
    out.fit = fit_.of(present(everybody_, Side::contact), present(everybody_, Side::helper));
    return out;
  }
  [[nodiscard]] bool is_here(Id<Household> household) const { return here_.contains(household); }

 private:
  template <class Party>
  void read_ballot(const store::Participant& participant, Party& party) const {
    const auto ballot = ballots_.find(participant.household);
    if (ballot == ballots_.end()) return;
    apply(opened_ballot(context_.sealer(), round_.id, participant.household, ballot->second,
                        participant.ballot_hash),
          here_, party);
  }

  Context& context_;
  const Round& round_;
  Synced everybody_;
  const Fit fit_;
  std::map<Id<Household>, std::string> ballots_;
  std::set<Id<Household>> here_;
};

/// A declined pair is not proposed again in this round.
void rule_out(matching::Instance& instance, const Pairing& pairing) {
  const auto household =
      std::ranges::find(instance.households, text(pairing.household), &matching::Household::id);
  if (household == instance.households.end()) return;
  const std::string helper = text(pairing.helper);
  if (std::ranges::find(household->veto, helper) == household->veto.end()) household->veto.push_back(helper);
}

/// A repair keeps what stood, so a fresh answer may give a household somebody whom it ranked higher.
bool is_price_of_keeping(const matching::Breach& breach) {
  return breach.key == "matching.check.best" || breach.key == "matching.check.lower";
}

}  // namespace

std::optional<Plan> plan(Context& context, const Village& village) {
  require_staff(context, village);
  const auto round = current_round(context, village);
  if (!round || round->state == State::setup || round->state == State::open) return std::nullopt;
  const Instances instances(context, village, *round);
  Plan plan{round->id,
            round->version,
            round->state == State::confirming || round->state == State::final_,
            instances.instance(),
            {}};
  for (const Pairing& pairing : store::pairings_of(context, village, round->id)) {
    const bool both_here = instances.is_here(pairing.household) && instances.is_here(pairing.helper);
    if (!both_here) continue;
    if (pairing.state == PairState::declined || is_declined(pairing))
      rule_out(plan.instance, pairing);
    else if (plan.repair && (pairing.state == PairState::proposed || pairing.state == PairState::in_force))
      plan.previous.push_back({text(pairing.household), text(pairing.helper)});
  }
  return plan;
}

Solution solve(const Plan& plan) {
  Solution solution{plan.round, plan.version, plan.repair, {}, {}, {}, {}};
  solution.result =
      plan.repair ? matching::repair(plan.instance, plan.previous, {}) : matching::solve(plan.instance);
  for (const matching::Breach& breach : matching::check(plan.instance, solution.result))
    if (!plan.repair || !is_price_of_keeping(breach))
      throw std::logic_error("the checker disagrees: " + breach.key);
  for (const auto& each : plan.instance.households) solution.households.push_back(each.id);
  for (const auto& each : plan.instance.helpers) {
    solution.helpers.push_back(each.id);
    solution.capacities.push_back(each.capacity);
  }
  return solution;
}

}  // namespace lianghu::pairing
