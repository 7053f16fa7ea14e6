// Casting a ballot: whose it may be, what may stand in it, and the sealing of it.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/pairing/ballots_store.h"
#include "features/pairing/casting.h"
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

std::set<Id<Household>> ids_of(const std::vector<store::Participant>& participants) {
  std::set<Id<Household>> out;
  for (const store::Participant& each : participants) out.insert(each.household);
  return out;
}

}  // namespace

Voting::Voting(Context& context, const Village& village, const Round& round, Id<Household> household,
               const Recorder& recorder)
    : context_(context), village_(village), round_(round), recorder_(recorder) {
  auto participants = store::participants(context, village, round.id);
  participants_ = participants.size();
  const auto voter = std::ranges::find(participants, household, &store::Participant::household);
  if (voter == participants.end() || voter->left_on)
    throw Refusal(Status::unprocessable, "pairing.ballot.not_taking_part", "household");
  if (recorder.assisted && has_voted_itself(*voter))
    throw Refusal(Status::conflict, "pairing.ballot.own", "household");
  voter_ = *voter;
  for (store::Participant& each : participants)
    if (each.side != voter_.side && !each.left_on) partners_.push_back(std::move(each));
}

Ballot Voting::checked(const Ballot& ballot) const {
  return Reading(round_, ids_of(partners_)).checked(ballot);
}

Vote Voting::put(const Ballot& checked) {
  const Urn urn{round_, store::key(context_, village_, round_.id).public_key, participants_};
  const std::string sealed = sealed_ballot(context_.random(), urn, voter_.household, checked);
  store::put_ballot(context_, village_, round_.id, voter_.household, sealed);
  voter_.voted_at = china_instant(context_.today(), 0);  // the day is enough
  voter_.assisted = recorder_.assisted;
  voter_.recorded_by = recorder_.account;
  voter_.recorder_name = recorder_.name;
  voter_.ballot_hash = ballot_hash(sealed);
  store::set_vote(context_, village_, voter_);
  return {voter_.household, context_.today(), voter_.assisted, voter_.recorder_name};
}

Vote cast(Context& context, const Village& village, Id<Household> household, const Ballot& ballot) {
  require_covered(context, village, household);
  const Round round = required_round(context, village);
  if (ballot.round != round.id) throw Refusal(Status::conflict, "pairing.ballot.round");
  if (!store::hold(context, village, round.id, State::open))
    throw Refusal(Status::conflict, "pairing.ballot.not_open");
  const Actor& actor = context.actor();
  const bool is_assisted = actor.kind == ActorKind::account && actor.household != household.value;
  Voting voting(context, village, round, household, {is_assisted, actor.account, actor.name});
  Vote vote = voting.put(voting.checked(ballot));
  context.record("pairing.ballot_cast", village.id().value, household.value);
  return vote;
}

void note_refused_ballot(Context& context, const Village& village, Id<Household> household) {
  const bool is_of_here = households::find(context, village, household).has_value();
  context.record("pairing.ballot_refused", village.id().value, is_of_here ? household.value : 0);
}

}  // namespace lianghu::pairing
