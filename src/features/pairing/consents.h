#pragma once
// Which consents to the next run hold, for the rules that need them.
#include "features/pairing/rounds.h"

namespace lianghu::pairing {

/// What a consent is given for: the round at that version, with these people and this much room. Consents
/// to anything else have lapsed.
struct Basis {
  Id<Round> round;
  std::string rests_on;
};
[[nodiscard]] Basis basis_of(Id<Round> round, std::int64_t version, const Synced& everybody);

/// Of a round that holds ballots.
[[nodiscard]] std::int64_t consents_missing(Context& context, const Village& village, const Round& round);
/// The same with their names, as the actor sees it.
[[nodiscard]] Consents consents_of(Context& context, const Village& village, const Basis& basis);
/// Within the change that takes a run over. Throws Refusal 409 pairing.consent.missing {count}.
void use_consents(Context& context, const Village& village, const Basis& basis);

}  // namespace lianghu::pairing
