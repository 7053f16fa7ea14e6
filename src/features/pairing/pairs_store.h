#pragma once
// The SQL of pairings, from the proposal to the end of one in force.
#include <map>
#include <optional>
#include <vector>

#include "features/pairing/pairing.h"
#include "features/pairing/ways.h"

namespace lianghu::pairing::store {

void insert(Context& context, const Village& village, const Pairing& pairing);
/// State, answers and days. False when the version is not `pairing.version - 1` any more.
[[nodiscard]] bool update(Context& context, const Village& village, const Pairing& pairing);

[[nodiscard]] std::optional<Pairing> pairing_by_id(Context& context, const Village& village, Id<Pairing> id);
/// All of a round, by household, the oldest first.
[[nodiscard]] std::vector<Pairing> pairings_of(Context& context, const Village& village, Id<Round> round);
/// Of every round: in force, or moving.
[[nodiscard]] std::vector<Pairing> pairings_in_force(Context& context, const Village& village);
/// Of every round: what is or was in force, the newest first.
[[nodiscard]] std::vector<Pairing> pairings_ever(Context& context, const Village& village);
/// Of every round: what was in force that day. On its last day a pair is not any more.
[[nodiscard]] std::vector<Pairing> pairings_on(Context& context, const Village& village, Date day);

/// Only within a change that has moved the round on.
void set_asked(Context& context, const Village& village, Id<Pairing> id, Date day);
/// Only within a change that writes the pairing.
void set_way(Context& context, const Village& village, Id<Pairing> id, const Came& came);
/// Of the round's pairs that have one.
[[nodiscard]] std::map<Id<Pairing>, Came> ways(Context& context, const Village& village, Id<Round> round);

}  // namespace lianghu::pairing::store
