// Reading for the rooms above: what is in force, what was, and who should have a helper and has none.
#include <algorithm>
#include <set>
#include <stdexcept>

#include "features/pairing/attest.h"
#include "features/pairing/ballots_store.h"
#include "features/pairing/pairs.h"
#include "features/pairing/rounds_store.h"
#include "features/pairing/sealing.h"
#include "matching/explain.h"

namespace lianghu::pairing {

namespace {

/// Pairings in force are of one round: when another is final it ends those of the one before.
bool are_as_checked(Context& context, const Village& village, const std::vector<Pairing>& in_force) {
  if (in_force.empty()) return false;
  const Id<Round> round = in_force.front().round;
  const auto outcome = store::outcome(context, village, round);
  return outcome && is_as_checked(context, round, *outcome, store::pairings_of(context, village, round));
}

/// Of that household or helper the live pairs that staff asked for.
std::vector<Pairing> by_hand(Context& context, const Village& village, Id<Round> round, Id<Household> whose) {
  const auto ways = store::ways(context, village, round);
  std::vector<Pairing> out = store::pairings_of(context, village, round);
  std::erase_if(out, [&](const Pairing& pairing) {
    const auto way = ways.find(pairing.id);
    return (pairing.household != whose && pairing.helper != whose) || !is_live(pairing) ||
           way == ways.end() || way->second.way != Way::hand;
  });
  return out;
}

std::string household_name(Context& context, const Village& village, const std::string& id) {
  const auto value = parse_id(id);
  if (!value) throw std::logic_error("an explanation names no household");
  const auto household = households::find(context, village, {*value});
  return household ? household->head_name : std::string();
}

bool is_helper(Context& context, const Village& village, Id<Round> round, Id<Household> household) {
  const auto everybody = store::participants(context, village, round);
  const auto found = std::ranges::find(everybody, household, &store::Participant::household);
  return found != everybody.end() && found->side == Side::helper;
}

}  // namespace

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
  const auto name = [&](const std::string& id) { return household_name(context, village, id); };
  const Sealer& sealer = context.sealer();
  const bool helps = is_helper(context, village, round->id, household);
  std::string told =
      helps ? matching::explain(opened_helper_explanation(sealer, round->id, household, *sealed), language,
                                name)
            : matching::explain(opened_explanation(sealer, round->id, household, *sealed), language, name);
  for (const Pairing& pairing : by_hand(context, village, round->id, household))
    told += std::string(language == Language::en ? " " : "") +
            say(language, helps ? "pairing.by_hand.helper" : "pairing.by_hand",
                {{"household", name(std::to_string(pairing.household.value))}});
  return told;
}

Counts paired_coverage(Context& context, const Village& village) {
  Counts counts;
  if (!programmes::participation(context, village)) return counts;
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::pairing);
  std::set<Id<Household>> helpers;
  for (const auto& helper : households::active_households(context, village, households::Kind::member))
    helpers.insert(helper.id);
  std::set<Id<Household>> helped, proved;
  const auto in_force = pairings_in(context, village);
  const bool is_checked = are_as_checked(context, village, in_force);
  for (const Pairing& pairing : in_force) {
    if (!helpers.contains(pairing.helper)) continue;
    helped.insert(pairing.household);
    if (is_checked && pairing.state == PairState::in_force) proved.insert(pairing.household);
  }
  for (const auto& household : households::active_households(context, village, households::Kind::contact)) {
    if (exempt.contains(household.id)) {
      ++counts.exempt;
      continue;
    }
    ++counts.should;
    if (!helped.contains(household.id)) {
      counts.missing.push_back({household.id, household.head_name});
      continue;
    }
    ++counts.has;
    if (!proved.contains(household.id)) ++counts.unproved;
  }
  return counts;
}

}  // namespace lianghu::pairing
