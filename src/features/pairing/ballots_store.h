#pragma once
// The SQL of sealed ballots and sealed explanations.
#include <map>
#include <optional>
#include <string>

#include "features/pairing/pairing.h"

namespace lianghu::pairing::store {

/// The first ballot of a household, or the one that replaces it.
void put_ballot(Context& context, const Village& village, Id<Round> round, Id<Household> household,
                const std::string& sealed);
[[nodiscard]] std::map<Id<Household>, std::string> ballots(Context& context, const Village& village,
                                                           Id<Round> round);
void destroy_ballots(Context& context, const Village& village, Id<Round> round);
/// True while the round is in `state`; no other transaction takes it out of that before this one ends.
[[nodiscard]] bool hold(Context& context, const Village& village, Id<Round> round, State state);

void put_explanation(Context& context, const Village& village, Id<Round> round, Id<Household> household,
                     const std::string& sealed);
void remove_explanation(Context& context, const Village& village, Id<Round> round, Id<Household> household);
[[nodiscard]] std::optional<std::string> explanation(Context& context, const Village& village,
                                                     Id<Round> round, Id<Household> household);

}  // namespace lianghu::pairing::store
