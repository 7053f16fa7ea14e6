// Reading for the rooms above: what is in force, what was, and who should have a helper and has none.
#include <set>

#include "features/pairing/pairs_store.h"
#include "features/pairing/rounds_store.h"

namespace lianghu::pairing {

std::optional<Round> current_round(Context& context, const Village& village) {
  const auto participation = programmes::participation(context, village);
  if (!participation) return std::nullopt;
  return store::newest(context, village, participation->programme);
}

std::vector<Pairing> pairings_in(Context& context, const Village& village) {
  return store::pairings_in_force(context, village);
}

std::optional<Pairing> find_pairing(Context& context, const Village& village, Id<Pairing> id) {
  return store::pairing_by_id(context, village, id);
}

std::vector<Pairing> history(Context& context, const Village& village) {
  return store::pairings_ever(context, village);
}

Counts paired_coverage(Context& context, const Village& village) {
  Counts counts;
  if (!programmes::participation(context, village)) return counts;
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::pairing);
  std::set<Id<Household>> helpers;
  for (const auto& helper : households::active_households(context, village, households::Kind::member))
    helpers.insert(helper.id);
  std::set<Id<Household>> helped;
  for (const Pairing& pairing : pairings_in(context, village))
    if (helpers.contains(pairing.helper)) helped.insert(pairing.household);
  for (const auto& household : households::active_households(context, village, households::Kind::contact)) {
    if (exempt.contains(household.id)) {
      ++counts.exempt;
      continue;
    }
    ++counts.should;
    if (helped.contains(household.id))
      ++counts.has;
    else
      counts.missing.push_back({household.id, household.head_name});
  }
  return counts;
}

}  // namespace lianghu::pairing
