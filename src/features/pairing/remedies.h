#pragma once
// What would give everybody a helper when not everybody can have one: tried during the run, as ballots are
// open then and never again. Pure.
#include <vector>

#include "features/pairing/findings.h"
#include "matching/matching.h"

namespace lianghu::pairing {

/// What was solved, and what stands behind it.
struct Shortage {
  const matching::Instance& instance;  // as it was solved
  const matching::Instance& ballots;   // as it was cast, declined pairs among the vetoes
  const std::vector<matching::Pair>& declined;
  const std::vector<matching::Pair>& by_hand;
  const matching::Result& result;
};
/// Pairs that a ballot rules out between the certificate's households and the helpers outside it. As whoever
/// stands outside is ruled out for each of them, the certificate gives this count away already.
[[nodiscard]] std::int64_t vetoes_in_the_way(const Shortage& shortage);
/// The best first; none when everybody has a helper.
[[nodiscard]] std::vector<Remedy> remedies(const Shortage& shortage, int capacity_max);

}  // namespace lianghu::pairing
