#pragma once
// What the rules about pairs share.
#include "features/pairing/pairs_store.h"

namespace lianghu::pairing {

/// Proposed, in force or moving.
[[nodiscard]] inline bool is_live(const Pairing& pairing) {
  return pairing.state == PairState::proposed || pairing.state == PairState::in_force ||
         pairing.state == PairState::moving;
}
/// One side said no and no repair has answered that yet.
[[nodiscard]] inline bool is_declined(const Pairing& pairing) {
  return pairing.state == PairState::proposed &&
         (pairing.by_household.answer == Answer::declined || pairing.by_helper.answer == Answer::declined);
}
[[nodiscard]] inline bool is_unanswered(const Pairing& pairing) {
  return pairing.state == PairState::proposed &&
         (pairing.by_household.answer == Answer::none || pairing.by_helper.answer == Answer::none);
}
/// Where the programme says so, once the days are over; a repair need not wait for the day's work to say it.
[[nodiscard]] inline bool is_silent_no(const Round& round, Date today, const Pairing& pairing) {
  return round.silence == programmes::Silence::declined && round.state == State::confirming &&
         round.confirm_until && today > *round.confirm_until && is_unanswered(pairing);
}
/// Writes the next version of it. Throws Refusal 409 version.stale.
void save(Context& context, const Village& village, Pairing pairing);

}  // namespace lianghu::pairing
