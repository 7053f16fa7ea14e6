#pragma once
// Ballots and explanations as they lie in the database: sealed, bound to their round and household, salted so
// that equal ones look different, and padded so that their length says nothing.
#include <optional>
#include <string>

#include "features/pairing/pairing.h"

namespace lianghu::pairing {

/// `partners`: how many take part in the round, on both sides; with the vetoes it bounds a ballot's length.
[[nodiscard]] std::string sealed_ballot(Context& context, const Round& round, Id<Household> household,
                                        const Ballot& ballot, std::size_t partners);
/// Throws std::runtime_error when the bytes are not what was cast: their hash tells.
[[nodiscard]] Ballot opened_ballot(const Sealer& sealer, Id<Round> round, Id<Household> household,
                                   const std::string& sealed, const std::string& hash);
[[nodiscard]] std::string ballot_hash(const std::string& sealed);

/// Without what the helper thinks of the household, which is the helper's ballot.
[[nodiscard]] std::string sealed_explanation(Context& context, Id<Round> round, Id<Household> household,
                                             const matching::Explanation& explanation);
[[nodiscard]] matching::Explanation opened_explanation(const Sealer& sealer, Id<Round> round,
                                                       Id<Household> household, const std::string& sealed);

}  // namespace lianghu::pairing
