#pragma once
// Pairs by hand as a plain change of what is solved, so that vetoes and capacities hold as always. Pure.
#include <string>
#include <vector>

#include "features/pairing/findings.h"
#include "matching/matching.h"

namespace lianghu::pairing {

/// The helper is the household's only one, and the household stands first with it.
[[nodiscard]] matching::Instance with_pairs(matching::Instance instance,
                                            const std::vector<matching::Pair>& by_hand);
/// What stood before a repair, with these in the place of what those households had.
[[nodiscard]] std::vector<matching::Pair> standing(std::vector<matching::Pair> previous,
                                                   const std::vector<matching::Pair>& by_hand);
/// Both take part, neither ruled the other out, and `taken` leaves the helper room.
[[nodiscard]] bool can_be_made(const matching::Instance& instance, const matching::Pair& pair,
                               const std::vector<matching::Pair>& taken);
/// How many pairs would rather have each other than what these give them. Counted by the checker.
[[nodiscard]] std::int64_t at_odds(const matching::Instance& instance,
                                   const std::vector<matching::Pair>& pairs);
/// What each household is told, by the ballots as they were cast: a place on a list that a pair by hand took
/// is not said to be somebody's wish.
void explain_by_ballots(const matching::Instance& ballots, matching::Result& result);
/// Households of `before` that have somebody else in `after`.
[[nodiscard]] std::int64_t moved(const std::vector<matching::Pair>& before,
                                 const std::vector<matching::Pair>& after, const std::string& but = {});

}  // namespace lianghu::pairing
