#include "matching/numbering.h"

#include <algorithm>
#include <utility>

namespace lianghu::matching {

namespace {

/// A lot for one id: FNV-1a, then the finisher of SplitMix64. The same on every machine.
std::uint64_t lot(std::string_view id, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ seed;
  for (const char byte : id) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9U;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebU;
  return hash ^ (hash >> 31);
}

template <class Party>
std::vector<std::string_view> in_order(const std::vector<Party>& parties, std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, std::string_view>> lots;
  lots.reserve(parties.size());
  for (const Party& party : parties) lots.emplace_back(seed == 0 ? 0 : lot(party.id, seed), party.id);
  std::sort(lots.begin(), lots.end());
  std::vector<std::string_view> ids;
  ids.reserve(lots.size());
  for (const auto& [number, id] : lots) ids.push_back(id);
  return ids;
}

std::unordered_map<std::string_view, std::int32_t> numbers(const std::vector<std::string_view>& ids) {
  std::unordered_map<std::string_view, std::int32_t> found;
  found.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) found.emplace(ids[i], static_cast<std::int32_t>(i));
  return found;
}

std::int32_t look_up(const std::unordered_map<std::string_view, std::int32_t>& numbers, std::string_view id) {
  const auto found = numbers.find(id);
  return found == numbers.end() ? -1 : found->second;
}

/// The parties in the order of their numbers.
template <class Party>
std::vector<const Party*> by_number(const std::vector<Party>& parties,
                                    const std::unordered_map<std::string_view, std::int32_t>& numbers) {
  std::vector<const Party*> sorted(parties.size());
  for (const Party& party : parties) sorted[static_cast<std::size_t>(numbers.at(party.id))] = &party;
  return sorted;
}

void append(const Ranking& ranking, const std::unordered_map<std::string_view, std::int32_t>& others,
            Lists& lists) {
  std::int32_t rank = 0;
  for (const auto& group : ranking) {
    if (group.empty()) continue;
    for (const std::string& id : group) lists.choices.push_back({others.at(id), rank});
    ++rank;
  }
  lists.begin.push_back(static_cast<std::uint32_t>(lists.choices.size()));
}

}  // namespace

Numbering::Numbering(const Instance& instance, std::uint64_t seed)
    : households_(in_order(instance.households, seed)),
      helpers_(in_order(instance.helpers, seed)),
      household_numbers_(numbers(households_)),
      helper_numbers_(numbers(helpers_)) {}

std::int32_t Numbering::household(std::string_view id) const {
  return look_up(household_numbers_, id);
}
std::int32_t Numbering::helper(std::string_view id) const {
  return look_up(helper_numbers_, id);
}

Ballots Numbering::ballots(const Instance& instance) const {
  Ballots ballots;
  ballots.open = instance.unranked == Unranked::last;
  const auto households = by_number(instance.households, household_numbers_);
  for (std::size_t h = 0; h < households.size(); ++h) {
    append(households[h]->rank, helper_numbers_, ballots.households);
    ballots.need.push_back(households[h]->need);
    for (const std::string& id : households[h]->veto)
      ballots.vetoes.push_back({helper_numbers_.at(id), static_cast<std::int32_t>(h)});
  }
  const auto helpers = by_number(instance.helpers, helper_numbers_);
  for (std::size_t g = 0; g < helpers.size(); ++g) {
    append(helpers[g]->rank, household_numbers_, ballots.helpers);
    ballots.capacity.push_back(helpers[g]->capacity);
    ballots.lower.push_back(helpers[g]->lower != 0 ? 1 : 0);
    for (const std::string& id : helpers[g]->veto)
      ballots.vetoes.push_back({static_cast<std::int32_t>(g), household_numbers_.at(id)});
  }
  for (const Fit& fit : instance.fit)
    ballots.fits.push_back({household_numbers_.at(fit.household), helper_numbers_.at(fit.helper), fit.value});
  return ballots;
}

}  // namespace lianghu::matching
