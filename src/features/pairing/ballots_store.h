#pragma once
// The SQL of sealed ballots, the keys they are sealed to, and sealed explanations.
#include <map>
#include <optional>
#include <string>

#include "features/pairing/pairing.h"

namespace lianghu::pairing::store {

using Sealed = std::map<Id<Household>, std::string>;

/// Every ballot of the round anew, in order of household and under ids of chance: neither an id nor where a
/// row lies in the file tells when its household voted.
void lay_out(Context& context, const Village& village, Id<Round> round, const Sealed& ballots);
/// In place of what lies there for the household.
void put_ballot(Context& context, const Village& village, Id<Round> round, Id<Household> household,
                const std::string& sealed);
[[nodiscard]] Sealed ballots(Context& context, const Village& village, Id<Round> round);
/// With the key that opens them.
void destroy_ballots(Context& context, const Village& village, Id<Round> round);

struct RoundKey {
  std::string public_key;     // 32 bytes
  std::string sealed_secret;  // "" once it is destroyed
};
/// Only within a change that has moved the round on.
void put_key(Context& context, const Village& village, Id<Round> round, const RoundKey& key);
[[nodiscard]] RoundKey key(Context& context, const Village& village, Id<Round> round);
/// True while the round is in `state`; no other transaction takes it out of that before this one ends.
[[nodiscard]] bool hold(Context& context, const Village& village, Id<Round> round, State state);

void put_explanation(Context& context, const Village& village, Id<Round> round, Id<Household> household,
                     const std::string& sealed);
void remove_explanation(Context& context, const Village& village, Id<Round> round, Id<Household> household);
[[nodiscard]] std::optional<std::string> explanation(Context& context, const Village& village,
                                                     Id<Round> round, Id<Household> household);

}  // namespace lianghu::pairing::store
