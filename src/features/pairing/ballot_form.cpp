#include "features/pairing/ballot_form.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "features/households/whereabouts.h"
#include "features/pairing/people.h"
#include "features/pairing/rounds.h"
#include "features/plaques/plaques.h"
#include "features/pledges/pledges.h"

namespace lianghu::pairing {

namespace {

using households::ActiveHousehold;

constexpr std::size_t promises_shown = 3;

/// A place in an order that no register knows: FNV-1a over the three ids.
std::uint64_t mixed(Id<Round> round, Id<Household> voter, Id<Household> candidate) {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::int64_t id : {round.value, voter.value, candidate.value})
    for (int byte = 0; byte < 8; ++byte) {
      hash ^= (static_cast<std::uint64_t>(id) >> (8 * byte)) & 0xffU;
      hash *= 1099511628211U;
    }
  return hash;
}

class Profiles {
 public:
  Profiles(Context& context, const Village& village, Language language)
      : context_(context),
        village_(village),
        language_(language),
        definition_(programmes::running(context, village).programme.definition) {
    for (auto& letter : pledges::published_in(context, village))
      letters_.emplace(letter.household, std::move(letter));
  }

  void fill(Side side, Candidate& candidate) const {
    if (side == Side::contact)
      candidate.needs = needs_of(context_, village_, candidate.household, language_);
    else if (const auto letter = letters_.find(candidate.household); letter != letters_.end())
      tell(letter->second, candidate);
  }

 private:
  void tell(const pledges::PublishedLetter& letter, Candidate& candidate) const {
    std::set<programmes::Role> roles;
    for (const pledges::Item& item : letter.items) {
      roles.insert(item.role);
      if (candidate.promises.size() < promises_shown) candidate.promises.push_back(item.wording);
    }
    for (const programmes::Role role : roles) {
      const programmes::Worded& plain = programmes::role_of(definition_, role).plain;
      candidate.can.push_back(language_ == Language::zh ? plain.zh : plain.en);
    }
  }

  Context& context_;
  const Village& village_;
  const Language language_;
  const programmes::Definition definition_;
  std::map<Id<Household>, pledges::PublishedLetter> letters_;
};

}  // namespace

Candidates::Candidates(Context& context, const Village& village, Id<Round> round, Language language)
    : round_(round) {
  People people(context, village);
  const Profiles profiles(context, village, language);
  for (const store::Participant& each : store::participants(context, village, round)) {
    if (each.left_on) continue;
    const ActiveHousehold& household = people.of(each.household);
    Candidate candidate;
    candidate.household = each.household;
    candidate.name = household.head_name;
    candidate.place = households::short_place(household.address);
    candidate.capacity = each.capacity;
    profiles.fill(each.side, candidate);
    all_.push_back({each.side, household.address, std::move(candidate)});
  }
}

std::vector<Candidate> Candidates::for_voter(const ActiveHousehold& voter, Side side) const {
  std::vector<Candidate> out;
  for (const Known& each : all_) {
    if (each.side == side) continue;
    out.push_back(each.candidate);
    out.back().near = households::is_near(voter.address, each.address);
  }
  std::ranges::sort(out, {}, [&](const Candidate& each) {
    return std::tuple(!each.near, mixed(round_, voter.id, each.household), each.household);
  });
  return out;
}

BallotForm ballot_form(Context& context, const Village& village, Id<Household> household, Language language) {
  const Sight sight = sight_for_writing(context, village);
  const auto voter = households::find(context, village, household);
  if (!voter || !sight.covers(*voter)) throw Refusal(Status::not_found, "household.not_found");
  BallotForm form;
  form.place = plaques::place_name(village);
  form.round = required_round(context, village);
  form.household = household;
  form.name = voter->head_name;
  form.is_own = context.actor().household == household.value;
  const auto participants = store::participants(context, village, form.round.id);
  const auto own = std::ranges::find(participants, household, &store::Participant::household);
  if (own == participants.end() || own->left_on)
    throw Refusal(Status::unprocessable, "pairing.ballot.not_taking_part");
  if (!form.is_own && has_voted_itself(*own)) throw Refusal(Status::conflict, "pairing.ballot.own");
  form.side = own->side;
  form.voted = own->voted_at.has_value();
  form.candidates = Candidates(context, village, form.round.id, language).for_voter(*voter, form.side);
  People people(context, village);
  const households::KinFinder kin(context, village);
  for (Candidate& each : form.candidates) each.kin = kin.between(*voter, people.of(each.household));
  return form;
}

}  // namespace lianghu::pairing
