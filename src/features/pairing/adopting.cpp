// Taking a solver's answer over: the pairs that stay, those that go, those that are new, and what the round
// keeps of the answer. It is the answer that the checker has agreed to, pair for pair.
#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/json.h"
#include "base/present.h"
#include "features/pairing/attest.h"
#include "features/pairing/ballots_store.h"
#include "features/pairing/certificate.h"
#include "features/pairing/consents.h"
#include "features/pairing/overrides.h"
#include "features/pairing/pairs.h"
#include "features/pairing/rounds.h"
#include "features/pairing/sealing.h"
#include "matching/explain.h"

namespace lianghu::pairing {

namespace {

Id<Household> household_id(const std::string& id) {
  const auto value = parse_id(id);
  if (!value) throw std::logic_error("the solver named an id that is none: " + id);
  return {*value};
}

std::vector<Id<Household>> household_ids(const std::vector<std::string>& ids) {
  std::vector<Id<Household>> out;
  out.reserve(ids.size());
  for (const std::string& id : ids) out.push_back(household_id(id));
  return out;
}

/// Everybody who took part in the solving still does, with the same room, and nobody else.
bool is_of_now(const Solution& solution, const Synced& everybody) {
  std::vector<std::string> households, helpers;
  std::vector<int> capacities;
  for (const store::Participant& each : everybody.all) {
    if (each.left_on) continue;
    (each.side == Side::contact ? households : helpers).push_back(std::to_string(each.household.value));
    if (each.side == Side::helper) capacities.push_back(static_cast<int>(each.capacity));
  }
  return households == solution.households && helpers == solution.helpers &&
         capacities == solution.capacities;
}

using Couple = std::pair<Id<Household>, Id<Household>>;

class Adopting {
 public:
  Adopting(Context& context, const Village& village, const Round& round, const Solution& solution)
      : context_(context),
        village_(village),
        round_(round),
        solution_(solution),
        households_(of(solution.households)),
        helpers_(of(solution.helpers)) {
    for (const matching::Pair& pair : solution.result.pairs)
      wanted_.emplace(household_id(pair.household), household_id(pair.helper));
  }

  struct Taken {
    bool is_pending = false;  // somebody has to confirm something
    bool is_news = false;     // for somebody something has changed
  };
  Taken take_over() {
    bool is_pending = false;
    for (const Pairing& pairing : store::pairings_of(context_, village_, round_.id)) {
      if (!is_live(pairing)) continue;
      // Declined while it was being solved: the answer knows nothing of it.
      if (is_declined(pairing) && wanted_.contains({pairing.household, pairing.helper}))
        throw Refusal(Status::conflict, "version.stale");
      const PairState next = next_state(pairing);
      if (next != pairing.state) change(pairing, next);
      is_pending = is_pending || next == PairState::proposed || next == PairState::moving;
      if (next == PairState::proposed || next == PairState::in_force)
        wanted_.erase({pairing.household, pairing.helper});
    }
    for (const auto& [household, helper] : wanted_) {
      Pairing pairing;
      pairing.id = context_.make_id<Pairing>();
      pairing.round = round_.id;
      pairing.household = household;
      pairing.helper = helper;
      if (solution_.repair) pairing.asked_on = context_.today();
      pairing.version = 1;
      store::insert(context_, village_, pairing);
      affected_.insert({household, helper});
    }
    keep_explanations();
    return {is_pending || !wanted_.empty(), !affected_.empty()};
  }

 private:
  static std::set<Id<Household>> of(const std::vector<std::string>& ids) {
    const auto list = household_ids(ids);
    return {list.begin(), list.end()};
  }
  [[nodiscard]] PairState next_state(const Pairing& pairing) const {
    const bool is_wanted = wanted_.contains({pairing.household, pairing.helper});
    if (pairing.state == PairState::proposed) {
      if (is_wanted) return PairState::proposed;
      return is_declined(pairing) ? PairState::declined : PairState::replaced;
    }
    if (is_wanted) return PairState::in_force;
    const bool both_here = households_.contains(pairing.household) && helpers_.contains(pairing.helper);
    return both_here ? PairState::moving : PairState::ended;
  }
  void change(Pairing pairing, PairState next) {
    pairing.state = next;
    if (next == PairState::in_force) return save(context_, village_, std::move(pairing));
    affected_.insert({pairing.household, pairing.helper});
    if (next == PairState::declined || next == PairState::replaced) {
      if (pairing.asked_on) pairing.gone_on = context_.today();
    }
    if (next == PairState::ended) {
      pairing.until = context_.today();
      pairing.end_reason =
          helpers_.contains(pairing.helper) ? "pairing.end.household_left" : "pairing.end.helper_left";
    }
    save(context_, village_, std::move(pairing));
  }
  /// Once the ballots are gone an answer says nothing about places on a list any more: for whom something has
  /// changed the old sentence goes.
  void keep_explanations() {
    for (const Id<Household> each : affected_) store::remove_explanation(context_, village_, round_.id, each);
    if (round_.final_on) return;
    for (const matching::Explanation& each : solution_.result.explanations) {
      const Id<Household> household = household_id(each.household);
      store::put_explanation(context_, village_, round_.id, household,
                             sealed_explanation(context_, round_.id, household, each));
    }
    for (const matching::HelperExplanation& each :
         matching::of_helpers(solution_.result, solution_.helpers)) {
      const Id<Household> helper = household_id(each.helper);
      store::put_explanation(context_, village_, round_.id, helper,
                             sealed_explanation(context_, round_.id, helper, each));
    }
  }

  Context& context_;
  const Village& village_;
  const Round& round_;
  const Solution& solution_;
  const std::set<Id<Household>> households_;
  const std::set<Id<Household>> helpers_;
  std::set<Couple> wanted_;           // in the end only what is new
  std::set<Id<Household>> affected_;  // of either side: a pair of theirs has come or gone
};

store::Outcome outcome_of(const Solution& solution) {
  const matching::Result& result = solution.result;
  store::Outcome out{result.coverage.households,
                     result.coverage.covered,
                     result.coverage.maximum,
                     static_cast<std::int64_t>(result.blocking.size()),
                     {},
                     json::write(solution.findings),
                     {}};
  if (result.certificate.empty()) return out;
  const matching::Certificate& certificate = result.certificate.front();
  out.certificate = json::write(StoredCertificate{household_ids(certificate.households),
                                                  household_ids(certificate.helpers), certificate.capacity});
  return out;
}

/// What the checker has agreed to is what is stored from now on, or nothing is.
void keep_outcome(Context& context, const Village& village, const Round& round, const Solution& solution) {
  const auto stored = store::pairings_of(context, village, round.id);
  std::vector<matching::Pair> pairs;
  for (const Pairing& each : stored)
    if (each.state == PairState::proposed || each.state == PairState::in_force)
      pairs.push_back({std::to_string(each.household.value), std::to_string(each.helper.value)});
  std::ranges::sort(pairs);
  auto checked = solution.result.pairs;
  std::ranges::sort(checked);
  if (pairs != checked) throw std::logic_error("what is stored is not what the checker agreed to");
  store::Outcome outcome = outcome_of(solution);
  outcome.seal = answer_seal(context, round.id, outcome, stored);
  store::set_outcome(context, village, round.id, outcome);
}

}  // namespace

void save(Context& context, const Village& village, Pairing pairing) {
  ++pairing.version;
  if (!store::update(context, village, pairing)) throw Refusal(Status::conflict, "version.stale");
}

Round adopt(Context& context, const Village& village, const std::optional<Solution>& found,
            std::int64_t version) {
  Round round = to_change(context, village, version);
  count_silence(context, village);
  const Synced everybody = synced(context, village, round.id);
  if (found && (found->round != round.id || found->version != version || !is_of_now(*found, everybody)))
    throw Refusal(Status::conflict, "version.stale");
  if (holds_ballots(round)) use_consents(context, village, basis_of(round.id, version, everybody));
  require_state(found.has_value());
  const Solution& solution = present(found);
  write(context, village, round.id, everybody);
  const auto taken = Adopting(context, village, round, solution).take_over();
  keep_ways(context, village, round, solution);
  settle_overrides(context, village, solution);
  keep_outcome(context, village, round, solution);
  if (solution.repair) {
    ++round.repairs;
    if (taken.is_news) round.news_from = context.today();
    if (taken.is_pending) {
      round.state = State::confirming;
      round.confirm_until = add_days(context.today(), round.confirm_days);
    }
  } else {
    round.state = State::proposed;
    round.proposed_on = context.today();
  }
  move_on(context, village, round, solution.repair ? "pairing.repaired" : "pairing.proposed");
  return round;
}

}  // namespace lianghu::pairing
