// Reading for the rooms above: what is in force, what was, and who should have a helper and has none.
#include <set>
#include <stdexcept>

#include "features/pairing/ballots_store.h"
#include "features/pairing/pairs_store.h"
#include "features/pairing/rounds_store.h"
#include "features/pairing/sealing.h"
#include "matching/explain.h"

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

std::string explanation_of(Context& context, const Village& village, Id<Household> household,
                           Language language) {
  const auto round = current_round(context, village);
  if (!round) return {};
  const auto sealed = store::explanation(context, village, round->id, household);
  if (!sealed) return {};
  return matching::explain(opened_explanation(context.sealer(), round->id, household, *sealed), language,
                           [&](const std::string& id) {
                             const auto value = parse_id(id);
                             if (!value) throw std::logic_error("an explanation names no household");
                             const auto helper = households::find(context, village, {*value});
                             return helper ? helper->head_name : std::string();
                           });
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
