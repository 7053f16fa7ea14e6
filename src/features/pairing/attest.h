#pragma once
// Whether what is stored is still what the independent checker agreed to. A run that the checker disagrees
// with is never taken over; what is taken over gets a hash under the key that lies outside of the database,
// so that a pair changed there is noticed wherever somebody is about to say that all have a helper.
#include <string>
#include <vector>

#include "features/pairing/rounds_store.h"

namespace lianghu::pairing {

/// Over the outcome's figures and certificate, and the pairs proposed or in force.
[[nodiscard]] std::string answer_seal(Context& context, Id<Round> round, const store::Outcome& outcome,
                                      const std::vector<Pairing>& pairings);
[[nodiscard]] bool is_as_checked(Context& context, Id<Round> round, const store::Outcome& outcome,
                                 const std::vector<Pairing>& pairings);

}  // namespace lianghu::pairing
