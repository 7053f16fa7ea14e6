// Casting a ballot: whose it may be, what may stand in it, and the sealing of it.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/pairing/ballots_store.h"
#include "features/pairing/limits.h"
#include "features/pairing/rounds.h"
#include "features/pairing/sealing.h"

namespace lianghu::pairing {

namespace {

void require_covered(Context& context, const Village& village, Id<Household> id) {
  const Sight sight = sight_for_writing(context, village);
  const auto household = households::find(context, village, id);
  if (!household || !sight.covers(*household))
    throw Refusal(Status::not_found, "household.not_found", "household");
}

std::string at(std::string_view list, std::size_t index, std::string_view rest = {}) {
  return std::string(list) + "[" + std::to_string(index) + "]" + std::string(rest);
}

/// Reads a ballot and notes everything that is wrong with it, each where it stands.
class Reading {
 public:
  Reading(const Round& round, std::set<Id<Household>> partners)
      : round_(round), partners_(std::move(partners)) {}

  Ballot checked(const Ballot& ballot) {
    Ballot out{ballot.round, {}, {}};
    for (std::size_t group = 0; group < ballot.rank.size(); ++group) {
      for (std::size_t i = 0; i < ballot.rank[group].size(); ++i)
        rank(ballot.rank[group][i], at("rank", group, at("", i)));
      if (!ballot.rank[group].empty()) out.rank.push_back(ballot.rank[group]);
    }
    if (ballot.vetoes.size() > static_cast<std::size_t>(round_.vetoes_max))
      problem("pairing.ballot.veto.max", "vetoes", {{"max", std::to_string(round_.vetoes_max)}});
    for (std::size_t i = 0; i < ballot.vetoes.size(); ++i) out.vetoes.push_back(veto(ballot.vetoes[i], i));
    if (!problems_.empty()) throw Refusal(Status::unprocessable, std::move(problems_));
    return out;
  }

 private:
  void problem(std::string key, std::string field, Values values = {}) {
    problems_.push_back({std::move(key), std::move(field), std::move(values)});
  }
  void rank(Id<Household> partner, const std::string& field) {
    if (!partners_.contains(partner)) return problem("pairing.ballot.unknown", field);
    if (!ranked_.insert(partner).second) problem("pairing.ballot.twice", field);
  }
  Veto veto(const Veto& typed, std::size_t index) {
    const std::string field = at("vetoes", index, ".household");
    if (!partners_.contains(typed.household))
      problem("pairing.ballot.unknown", field);
    else if (!vetoed_.insert(typed.household).second)
      problem("pairing.ballot.twice", field);
    else if (ranked_.contains(typed.household))
      problem("pairing.ballot.both", field);
    Veto out{typed.household, trim(typed.reason)};
    if (characters(out.reason) < veto_reason_min || characters(out.reason) > veto_reason_max)
      problem("pairing.ballot.veto.reason", at("vetoes", index, ".reason"),
              {{"min", std::to_string(veto_reason_min)}, {"max", std::to_string(veto_reason_max)}});
    return out;
  }

  const Round& round_;
  const std::set<Id<Household>> partners_;
  std::set<Id<Household>> ranked_;
  std::set<Id<Household>> vetoed_;
  std::vector<Problem> problems_;
};

std::set<Id<Household>> partners_of(const std::vector<store::Participant>& participants, Side side) {
  std::set<Id<Household>> out;
  for (const store::Participant& each : participants)
    if (each.side != side && !each.left_on) out.insert(each.household);
  return out;
}

}  // namespace

Vote cast(Context& context, const Village& village, Id<Household> household, const Ballot& ballot) {
  require_covered(context, village, household);
  const Round round = required_round(context, village);
  if (ballot.round != round.id) throw Refusal(Status::conflict, "pairing.ballot.round");
  if (!store::hold(context, village, round.id, State::open))
    throw Refusal(Status::conflict, "pairing.ballot.not_open");
  auto participants = store::participants(context, village, round.id);
  const auto voter = std::ranges::find(participants, household, &store::Participant::household);
  if (voter == participants.end() || voter->left_on)
    throw Refusal(Status::unprocessable, "pairing.ballot.not_taking_part", "household");
  const Actor& actor = context.actor();
  const bool is_assisted = actor.kind == ActorKind::account && actor.household != household.value;
  if (is_assisted && has_voted_itself(*voter))
    throw Refusal(Status::conflict, "pairing.ballot.own", "household");
  const Ballot checked = Reading(round, partners_of(participants, voter->side)).checked(ballot);
  const Urn urn{round, store::key(context, village, round.id).public_key, participants.size()};
  const std::string sealed = sealed_ballot(context.random(), urn, household, checked);
  store::put_ballot(context, village, round.id, household, sealed);
  voter->voted_at = china_instant(context.today(), 0);  // the day is enough
  voter->assisted = is_assisted;
  voter->recorded_by = actor.account;
  voter->recorder_name = actor.name;
  voter->ballot_hash = ballot_hash(sealed);
  store::set_vote(context, village, *voter);
  context.record("pairing.ballot_cast", village.id().value, household.value);
  return {household, context.today(), voter->assisted, voter->recorder_name};
}

void note_refused_ballot(Context& context, const Village& village, Id<Household> household) {
  const bool is_of_here = households::find(context, village, household).has_value();
  context.record("pairing.ballot_refused", village.id().value, is_of_here ? household.value : 0);
}

}  // namespace lianghu::pairing
