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

struct Salted {
  std::string salt;
  Ballot ballot;
};
BOOST_DESCRIBE_STRUCT(Salted, (), (salt, ballot))

/// matching::Explanation without `rank_got`.
struct Told {
  std::string salt;
  std::vector<std::string> helpers;
  std::vector<int> ranks;
  int preferred_full = 0;
  int moved_for = 0;
};
BOOST_DESCRIBE_STRUCT(Told, (), (salt, helpers, ranks, preferred_full, moved_for))

std::string place(std::string_view what, Id<Round> round, Id<Household> household) {
  return std::string(what) + ":" + std::to_string(round.value) + ":" + std::to_string(household.value);
}

std::string padded(std::string text, std::size_t bytes) {
  if (text.size() > bytes) throw std::logic_error("a sealed text is longer than its bound");
  text.resize(bytes, ' ');
  return text;
}

std::string opened(const Sealer& sealer, const std::string& sealed, const std::string& context) {
  auto text = sealer.open(sealed, context);
  if (!text) throw std::runtime_error("a sealed row was changed from outside: " + context);
  return std::move(*text);
}

}  // namespace

std::string sealed_ballot(Context& context, const Round& round, Id<Household> household, const Ballot& ballot,
                          std::size_t partners) {
  const std::size_t bytes = frame_bytes + partners * bytes_per_partner +
                            static_cast<std::size_t>(round.vetoes_max) * bytes_per_veto;
  const Salted salted{hex(context.random().bytes(salt_bytes)), ballot};
  return context.sealer().seal(padded(json::write(salted), bytes),
                               place("pairing_ballots", round.id, household));
}

Ballot opened_ballot(const Sealer& sealer, Id<Round> round, Id<Household> household,
                     const std::string& sealed, const std::string& hash) {
  if (ballot_hash(sealed) != hash)
    throw std::runtime_error("a ballot is not the one that was cast: household " +
                             std::to_string(household.value));
  return json::read<Salted>(
             std::string_view(opened(sealer, sealed, place("pairing_ballots", round, household))))
      .ballot;
}

std::string ballot_hash(const std::string& sealed) {
  const merkle::Hash hash = merkle::sha256(sealed);
  return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
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
                               place("pairing_explanations", round, household));
}

matching::Explanation opened_explanation(const Sealer& sealer, Id<Round> round, Id<Household> household,
                                         const std::string& sealed) {
  const Told told = json::read<Told>(
      std::string_view(opened(sealer, sealed, place("pairing_explanations", round, household))));
  matching::Explanation out;
  out.household = std::to_string(household.value);
  out.given.reserve(told.helpers.size());
  for (std::size_t i = 0; i < told.helpers.size(); ++i)
    out.given.push_back({told.helpers[i], told.ranks.at(i), 0});
  out.preferred_full = told.preferred_full;
  out.moved_for = told.moved_for;
  return out;
}

}  // namespace lianghu::pairing
