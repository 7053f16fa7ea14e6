// A run of the solver: what it needs is read in one snapshot, solved outside of any change, and taken over
// only if nothing that it rests on has changed meanwhile.
#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "features/pairing/ballots_store.h"
#include "features/pairing/by_hand.h"
#include "features/pairing/consents.h"
#include "features/pairing/fit.h"
#include "features/pairing/limits.h"
#include "features/pairing/overrides.h"
#include "features/pairing/pairs.h"
#include "features/pairing/remedies.h"
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
      : round_(round), everybody_(synced(context, village, round.id)), fit_(context, village, round.id) {
    for (const store::Participant& each : everybody_.all)
      if (!each.left_on) here_.insert(each.household);
    if (!holds_ballots(round)) return;
    const store::RoundKey key = store::key(context, village, round.id);
    keys_ = opened_keys(context.sealer(), round.id, key.public_key, key.sealed_secret);
    ballots_ = store::ballots(context, village, round.id);
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
    if (!holds_ballots(round_) || !participant.voted_at) return;
    const auto ballot = ballots_.find(participant.household);
    if (ballot == ballots_.end())
      throw std::runtime_error("a ballot is missing: household " +
                               std::to_string(participant.household.value));
    apply(opened_ballot(keys_, round_.id, participant.household, ballot->second, participant.ballot_hash),
          here_, party);
  }

  const Round& round_;
  Synced everybody_;
  const Fit fit_;
  BoxKeys keys_;
  store::Sealed ballots_;
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

/// Of the wishes those that can be made, and the answer in which they are.
struct Answered {
  std::vector<matching::Pair> by_hand;
  matching::Result result;
};

matching::Result answer(const Plan& plan, const std::vector<matching::Pair>& by_hand) {
  const matching::Instance instance = with_pairs(plan.instance, by_hand);
  return plan.repair ? matching::repair(instance, standing(plan.previous, by_hand), {})
                     : matching::solve(instance);
}

/// The older wish goes first. One that the answer leaves out after all is given up like any other that cannot
/// be made.
Answered answered_with_wishes(const Plan& plan) {
  Answered out;
  for (const Wish& wish : plan.wishes)
    if (can_be_made(plan.instance, wish.pair, out.by_hand)) out.by_hand.push_back(wish.pair);
  for (;;) {
    out.result = answer(plan, out.by_hand);
    const auto left_out = std::erase_if(out.by_hand, [&](const matching::Pair& pair) {
      return std::ranges::find(out.result.pairs, pair) == out.result.pairs.end();
    });
    if (left_out == 0) return out;
  }
}

/// What each new wish cost: the same run without it.
std::vector<Settled> settled(const Plan& plan, const Answered& answered) {
  std::vector<Settled> out;
  for (const Wish& wish : plan.wishes) {
    const auto made = std::ranges::find(answered.by_hand, wish.pair);
    if (made == answered.by_hand.end()) {
      out.push_back({wish.override_id, false, {}});
      continue;
    }
    if (!wish.is_new) continue;
    auto others = answered.by_hand;
    std::erase(others, wish.pair);
    const matching::Result before = answer(plan, others);
    out.push_back({wish.override_id,
                   true,
                   {before.coverage.covered, answered.result.coverage.covered,
                    at_odds(plan.instance, before.pairs), at_odds(plan.instance, answered.result.pairs),
                    moved(before.pairs, answered.result.pairs, wish.pair.household)}});
  }
  return out;
}

AtOdds by_reason(const Plan& plan, const Answered& answered) {
  AtOdds out;
  const auto count = [&](matching::Reason reason) {
    return std::ranges::count(answered.result.blocking, reason, &matching::Blocking::reason);
  };
  out.coverage = count(matching::Reason::coverage);
  out.lower = count(matching::Reason::lower);
  out.others = count(matching::Reason::others);
  out.kept = count(matching::Reason::kept);
  if (!answered.by_hand.empty())
    out.by_hand = std::max<std::int64_t>(
        0, at_odds(plan.instance, answered.result.pairs) - std::ssize(answered.result.blocking));
  return out;
}

Findings findings(const Plan& plan, const matching::Instance& solved, const Answered& answered) {
  const Shortage shortage{solved, plan.instance, plan.declined, answered.by_hand, answered.result};
  return {by_reason(plan, answered), vetoes_in_the_way(shortage), remedies(shortage, capacity_max)};
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
  if (holds_ballots(*round) && consents_missing(context, village, *round) > 0) return std::nullopt;
  const Instances instances(context, village, *round);
  Plan plan{round->id,
            round->version,
            round->state == State::confirming || round->state == State::final_,
            instances.instance(),
            {},
            {},
            {}};
  for (const Pairing& pairing : store::pairings_of(context, village, round->id)) {
    const bool both_here = instances.is_here(pairing.household) && instances.is_here(pairing.helper);
    if (!both_here) continue;
    if (pairing.state == PairState::declined || is_declined(pairing) ||
        is_silent_no(*round, context.today(), pairing)) {
      rule_out(plan.instance, pairing);
      plan.declined.push_back({text(pairing.household), text(pairing.helper)});
    } else if (plan.repair &&
               (pairing.state == PairState::proposed || pairing.state == PairState::in_force)) {
      plan.previous.push_back({text(pairing.household), text(pairing.helper)});
    }
  }
  plan.wishes = wishes(context, village, *round);
  return plan;
}

Solution solve(const Plan& plan) {
  Solution solution;
  solution.round = plan.round;
  solution.version = plan.version;
  solution.repair = plan.repair;
  Answered answered = answered_with_wishes(plan);
  const matching::Instance instance = with_pairs(plan.instance, answered.by_hand);
  for (const matching::Breach& breach : matching::check(instance, answered.result))
    if (!plan.repair || !is_price_of_keeping(breach))
      throw std::logic_error("the checker disagrees: " + breach.key);
  solution.settled = settled(plan, answered);
  solution.findings = findings(plan, instance, answered);
  if (!answered.by_hand.empty()) explain_by_ballots(plan.instance, answered.result);
  solution.result = std::move(answered.result);
  solution.by_hand = std::move(answered.by_hand);
  for (const auto& each : plan.instance.households) solution.households.push_back(each.id);
  for (const auto& each : plan.instance.helpers) {
    solution.helpers.push_back(each.id);
    solution.capacities.push_back(each.capacity);
  }
  return solution;
}

}  // namespace lianghu::pairing
