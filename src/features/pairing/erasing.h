#pragma once
// What goes of rounds and pairs when a household or a person is erased. Who helped whom, and when, stays as a
// pair of households without names.
#include "features/households/erasing.h"
#include "features/pairing/pairing.h"

namespace lianghu::pairing {

/// Every pair that the household was or is of, on either side.
[[nodiscard]] db::IdList pairs_of(Context& context, const Village& village, Id<Household> household);

/// What it said of pairs and capacity, why staff paired it by hand, its explanations, its paper ballots'
/// codes, and the names of those who wrote this down. A sealed ballot goes with its round's others.
void forget(Context& context, const Village& village, const households::Erased& erased);

}  // namespace lianghu::pairing
