#include "features/pairing/sealing.h"

#include <stdexcept>

#include "base/json.h"
#include "base/text.h"
#include "features/pairing/limits.h"
#include "journal/merkle.h"

namespace lianghu::pairing {

namespace {

constexpr std::size_t salt_bytes = 16;
// An id of 19 digits with its quotes, comma and tie group's brackets takes 25.
constexpr std::size_t bytes_per_partner = 32;
// The reason's characters, each \u0000 at worst, and the household.
constexpr std::size_t bytes_per_veto = veto_reason_max * 6 + 64;
constexpr std::size_t frame_bytes = 256;
constexpr std::size_t explanation_bytes = 512;
constexpr std::size_t helper_explanation_bytes = frame_bytes + capacity_max * bytes_per_partner;

/// A box says nothing of where it lies, so what is in it does.
struct Bound {
  Id<Household> household;
  Ballot ballot;
};
BOOST_DESCRIBE_STRUCT(Bound, (), (household, ballot))

/// matching::Explanation without `rank_got`.
struct Told {
  std::string salt;
  std::vector<std::string> helpers;
  std::vector<int> ranks;
  int preferred_full = 0;
  int moved_for = 0;
};
BOOST_DESCRIBE_STRUCT(Told, (), (salt, helpers, ranks, preferred_full, moved_for))

/// matching::HelperExplanation.
struct HelperTold {
  std::string salt;
  std::vector<std::string> households;
  std::vector<int> ranks;
};
BOOST_DESCRIBE_STRUCT(HelperTold, (), (salt, households, ranks))

constexpr std::string_view of_household = "pairing_explanations";
constexpr std::string_view of_helper = "pairing_explanations.helper";

std::string place(std::string_view what, Id<Round> round, Id<Household> household) {
  return std::string(what) + ":" + std::to_string(round.value) + ":" + std::to_string(household.value);
}

std::string padded(std::string text, std::size_t bytes) {
  if (text.size() > bytes) throw std::logic_error("a sealed text is longer than its bound");
  text.resize(bytes, ' ');
  return text;
}

[[noreturn]] void exchanged(Id<Household> household) {
  throw std::runtime_error("a ballot is not the one that was cast: household " +
                           std::to_string(household.value));
}

std::string opened(const Sealer& sealer, const std::string& sealed, const std::string& context) {
  auto text = sealer.open(sealed, context);
  if (!text) throw std::runtime_error("a sealed row was changed from outside: " + context);
  return std::move(*text);
}

}  // namespace

std::string sealed_ballot(Random& random, const Urn& urn, Id<Household> household, const Ballot& ballot) {
  const std::size_t bytes = frame_bytes + urn.participants * bytes_per_partner +
                            static_cast<std::size_t>(urn.round.vetoes_max) * bytes_per_veto;
  return seal_box(padded(json::write(Bound{household, ballot}), bytes), urn.public_key, random);
}

Ballot opened_ballot(const BoxKeys& keys, Id<Round> round, Id<Household> household, const std::string& sealed,
                     const std::string& hash) {
  if (ballot_hash(sealed) != hash) exchanged(household);
  const auto text = open_box(sealed, keys);
  if (!text) exchanged(household);
  auto bound = json::read<Bound>(std::string_view(*text));
  if (bound.household != household || bound.ballot.round != round) exchanged(household);
  return std::move(bound.ballot);
}

std::string ballot_hash(const std::string& sealed) {
  const merkle::Hash hash = merkle::sha256(sealed);
  return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string sealed_key(const Sealer& sealer, Id<Round> round, const BoxKeys& keys) {
  return sealer.seal(keys.secret_key, place("pairing_round_keys", round, {}));
}

BoxKeys opened_keys(const Sealer& sealer, Id<Round> round, std::string public_key,
                    const std::string& sealed) {
  return {std::move(public_key), opened(sealer, sealed, place("pairing_round_keys", round, {}))};
}

std::string sealed_explanation(Context& context, Id<Round> round, Id<Household> household,
                               const matching::Explanation& explanation) {
  Told told{
      hex(context.random().bytes(salt_bytes)), {}, {}, explanation.preferred_full, explanation.moved_for};
  told.helpers.reserve(explanation.given.size());
  told.ranks.reserve(explanation.given.size());
  for (const matching::Given& given : explanation.given) {
    told.helpers.push_back(given.helper);
    told.ranks.push_back(given.rank_given);
  }
  return context.sealer().seal(padded(json::write(told), explanation_bytes),
                               place(of_household, round, household));
}

matching::Explanation opened_explanation(const Sealer& sealer, Id<Round> round, Id<Household> household,
                                         const std::string& sealed) {
  const Told told =
      json::read<Told>(std::string_view(opened(sealer, sealed, place(of_household, round, household))));
  matching::Explanation out;
  out.household = std::to_string(household.value);
  out.given.reserve(told.helpers.size());
  for (std::size_t i = 0; i < told.helpers.size(); ++i)
    out.given.push_back({told.helpers[i], told.ranks.at(i), 0});
  out.preferred_full = told.preferred_full;
  out.moved_for = told.moved_for;
  return out;
}

std::string sealed_explanation(Context& context, Id<Round> round, Id<Household> helper,
                               const matching::HelperExplanation& explanation) {
  HelperTold told{hex(context.random().bytes(salt_bytes)), {}, {}};
  told.households.reserve(explanation.given.size());
  told.ranks.reserve(explanation.given.size());
  for (const matching::Helped& each : explanation.given) {
    told.households.push_back(each.household);
    told.ranks.push_back(each.rank);
  }
  return context.sealer().seal(padded(json::write(told), helper_explanation_bytes),
                               place(of_helper, round, helper));
}

matching::HelperExplanation opened_helper_explanation(const Sealer& sealer, Id<Round> round,
                                                      Id<Household> helper, const std::string& sealed) {
  const auto told =
      json::read<HelperTold>(std::string_view(opened(sealer, sealed, place(of_helper, round, helper))));
  matching::HelperExplanation out{std::to_string(helper.value), {}};
  out.given.reserve(told.households.size());
  for (std::size_t i = 0; i < told.households.size(); ++i)
    out.given.push_back({told.households[i], told.ranks.at(i)});
  return out;
}

}  // namespace lianghu::pairing
