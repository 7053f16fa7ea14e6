#include "features/pairing/ballot_form.h"

#include <algorithm>

#include "features/pairing/people.h"
#include "features/pairing/place.h"
#include "features/pairing/rounds.h"
#include "features/plaques/plaques.h"

namespace lianghu::pairing {

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
  form.side = own->side;
  form.voted = own->voted_at.has_value();
  People people(context, village);
  for (const store::Participant& each : participants) {
    if (each.side == own->side || each.left_on) continue;
    const households::ActiveHousehold& other = people.of(each.household);
    Candidate candidate{each.household, other.head_name, short_place(other.address), {}, each.capacity};
    if (each.side == Side::contact) candidate.needs = needs_of(context, village, each.household, language);
    form.candidates.push_back(std::move(candidate));
  }
  return form;
}

}  // namespace lianghu::pairing
