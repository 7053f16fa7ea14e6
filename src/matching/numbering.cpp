#include "matching/numbering.h"

#include <algorithm>
#include <utility>

namespace lianghu::matching {

namespace {

template <class Party>
std::vector<std::string_view> in_order(const std::vector<Party>& parties, std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, std::string_view>> lots;
  lots.reserve(parties.size());
  for (const Party& party : parties) lots.emplace_back(lot(party.id, seed), party.id);
  std::sort(lots.begin(), lots.end());
  std::vector<std::string_view> ids;
  ids.reserve(lots.size());
  for (const auto& [number, id] : lots) ids.push_back(id);
  return ids;
}

/// The parties in the order of their numbers.
template <class Party>
std::vector<const Party*> by_number(const std::vector<Party>& parties, const IdTable& numbers) {
  std::vector<const Party*> sorted(parties.size());
  for (const Party& party : parties) sorted[static_cast<std::size_t>(numbers.find(party.id))] = &party;
  return sorted;
}

void append(const Ranking& ranking, const IdTable& others, Lists& lists) {
  std::int32_t rank = 0;
  for (const auto& group : ranking) {
    if (group.empty()) continue;
    for (const std::string& id : group) lists.choices.push_back({others.find(id), rank});
    ++rank;
  }
  lists.begin.push_back(static_cast<std::uint32_t>(lists.choices.size()));
}

}  // namespace

/// FNV-1a, then the finisher of SplitMix64. The same on every machine.
std::uint64_t lot(std::string_view id, std::uint64_t seed) {
  if (seed == 0) return 0;
  std::uint64_t hash = 0xcbf29ce484222325U ^ seed;
  for (const char byte : id) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9U;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebU;
  return hash ^ (hash >> 31);
}

Numbering::Numbering(const Instance& instance, std::uint64_t seed)
    : households_(in_order(instance.households, seed)),
      helpers_(in_order(instance.helpers, seed)),
      household_numbers_(households_),
      helper_numbers_(helpers_) {}

Ballots Numbering::ballots(const Instance& instance) const {
  Ballots ballots;
  ballots.open = instance.unranked == Unranked::last;
  const auto households = by_number(instance.households, household_numbers_);
  for (std::size_t h = 0; h < households.size(); ++h) {
    append(households[h]->rank, helper_numbers_, ballots.households);
    ballots.need.push_back(households[h]->need);
    for (const std::string& id : households[h]->veto)
      ballots.vetoes.push_back({helper_numbers_.find(id), static_cast<std::int32_t>(h)});
  }
  const auto helpers = by_number(instance.helpers, helper_numbers_);
  for (std::size_t g = 0; g < helpers.size(); ++g) {
    append(helpers[g]->rank, household_numbers_, ballots.helpers);
    ballots.capacity.push_back(helpers[g]->capacity);
    ballots.lower.push_back(helpers[g]->lower != 0 ? 1 : 0);
    for (const std::string& id : helpers[g]->veto)
      ballots.vetoes.push_back({static_cast<std::int32_t>(g), household_numbers_.find(id)});
  }
  for (const Fit& fit : instance.fit)
    ballots.fits.push_back(
        {household_numbers_.find(fit.household), helper_numbers_.find(fit.helper), fit.value});
  return ballots;
}

}  // namespace lianghu::matching
