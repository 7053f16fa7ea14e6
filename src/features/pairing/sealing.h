#pragma once
// Ballots and explanations as they lie in the database: sealed, bound to their round and household, never the
// same twice, and padded so that their length says nothing. A ballot is sealed to its round's key, an
// explanation, which its household reads, by the key file.
#include <optional>
#include <string>

#include "base/box.h"
#include "features/pairing/pairing.h"
#include "matching/explain.h"

namespace lianghu::pairing {

/// What it takes to seal a ballot: nothing of it is secret.
struct Urn {
  Round round;
  std::string public_key;
  std::size_t participants = 0;  // on both sides; with the vetoes it bounds a ballot's length
};
[[nodiscard]] std::string sealed_ballot(Random& random, const Urn& urn, Id<Household> household,
                                        const Ballot& ballot);
/// Throws std::runtime_error when the bytes are not what was cast: their hash tells.
[[nodiscard]] Ballot opened_ballot(const BoxKeys& keys, Id<Round> round, Id<Household> household,
                                   const std::string& sealed, const std::string& hash);
[[nodiscard]] std::string ballot_hash(const std::string& sealed);

[[nodiscard]] std::string sealed_key(const Sealer& sealer, Id<Round> round, const BoxKeys& keys);
/// Throws std::runtime_error when the bytes were changed.
[[nodiscard]] BoxKeys opened_keys(const Sealer& sealer, Id<Round> round, std::string public_key,
                                  const std::string& sealed);

/// Without what the helper thinks of the household, which is the helper's ballot.
[[nodiscard]] std::string sealed_explanation(Context& context, Id<Round> round, Id<Household> household,
                                             const matching::Explanation& explanation);
[[nodiscard]] matching::Explanation opened_explanation(const Sealer& sealer, Id<Round> round,
                                                       Id<Household> household, const std::string& sealed);

/// A helper's: what it thinks of the households it got, which it may read again. Of one length as well.
[[nodiscard]] std::string sealed_explanation(Context& context, Id<Round> round, Id<Household> helper,
                                             const matching::HelperExplanation& explanation);
[[nodiscard]] matching::HelperExplanation opened_helper_explanation(const Sealer& sealer, Id<Round> round,
                                                                    Id<Household> helper,
                                                                    const std::string& sealed);

}  // namespace lianghu::pairing
