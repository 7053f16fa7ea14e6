// What is read of plaques: the list, who has none, and what a scanned code leads to.
#include <map>
#include <stdexcept>

#include "features/plaques/plaques.h"
#include "features/plaques/plaques_store.h"
#include "features/plaques/sight.h"
#include "features/plaques/tokens.h"

namespace lianghu::plaques {

namespace {

using households::ActiveHousehold;
using HouseholdsById = std::map<Id<Household>, ActiveHousehold>;

HouseholdsById by_id(std::vector<ActiveHousehold> households) {
  HouseholdsById out;
  for (ActiveHousehold& each : households) {
    const Id<Household> id = each.id;
    out.emplace(id, std::move(each));
  }
  return out;
}

bool wanted(const Plaque& plaque, const Filter& filter) {
  if (filter.state) return plaque.state == *filter.state;
  return filter.show == Show::all || is_live(plaque.state);
}

ListRow row_of(Context& context, const Village& village, Plaque plaque, const ActiveHousehold& household,
               bool moved_away) {
  std::string page = "/p/" + token_of(context, village, plaque.id);
  return {std::move(plaque), household.head_name, household.address,
          household.group,   moved_away,          std::move(page)};
}

}  // namespace

std::vector<ListRow> list(Context& context, const Village& village, const Filter& filter) {
  const Sight sight = sight_for_reading(context, village);
  const auto participation = programmes::participation(context, village);
  if (!participation) return {};
  const HouseholdsById living = by_id(households::active_households(context, village));
  std::vector<ListRow> out;
  for (Plaque& plaque : store::all(context, village, participation->programme)) {
    if (!wanted(plaque, filter)) continue;
    const auto there = living.find(plaque.household);
    const bool moved_away = there == living.end();
    const auto household =
        moved_away ? households::find(context, village, plaque.household) : std::optional(there->second);
    if (!household) throw std::logic_error("a plaque of a household that is not there");
    if (!sight.covers(*household)) continue;
    out.push_back(row_of(context, village, std::move(plaque), *household, moved_away));
  }
  return out;
}

Counts hung_coverage(Context& context, const Village& village) {
  Counts counts;
  const auto participation = programmes::participation(context, village);
  if (!participation) return counts;
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::plaque);
  std::map<Id<Household>, State> states;
  for (const Plaque& plaque : store::all(context, village, participation->programme))
    if (is_live(plaque.state)) states.emplace(plaque.household, plaque.state);
  for (const ActiveHousehold& each :
       households::active_households(context, village, households::Kind::member)) {
    if (exempt.contains(each.id)) {
      ++counts.exempt;
      continue;
    }
    ++counts.should;
    const auto at = states.find(each.id);
    if (at != states.end() && at->second == State::hung)
      ++counts.has;
    else
      counts.missing.push_back(
          {each.id, each.head_name, at == states.end() ? std::nullopt : std::optional(at->second)});
  }
  return counts;
}

std::optional<Plaque> of_household(Context& context, const Village& village, Id<Household> household) {
  const auto participation = programmes::participation(context, village);
  if (!participation) return std::nullopt;
  return store::live_of(context, village, participation->programme, household);
}

std::vector<Plaque> live(Context& context, const Village& village) {
  const auto participation = programmes::participation(context, village);
  if (!participation) return {};
  auto out = store::all(context, village, participation->programme);
  std::erase_if(out, [](const Plaque& each) { return !is_live(each.state); });
  return out;
}

std::string token_of(Context& context, const Village& village, Id<Plaque> id) {
  auto origin = store::origin(context, village, id);
  if (!origin) throw Refusal(Status::not_found, "plaque.not_found");
  return std::move(origin->token);
}

PublicPlaque public_plaque(Context& context, std::string_view token) {
  PublicPlaque out;
  out.state = TokenState::forged;
  if (!is_genuine(token, context.sealer())) return out;
  out.state = TokenState::unknown;
  const auto place = store::place_of(context, token);
  if (!place) return out;
  out.plaque = store::by_id(context, place->village, place->plaque);
  if (!out.plaque) throw std::logic_error("a token of a plaque that is not there");
  out.village = place->village;
  out.household = out.plaque->household;
  out.state = TokenState::live;
  if (out.plaque->state == State::replaced) out.state = TokenState::replaced;
  if (out.plaque->state == State::retired) out.state = TokenState::retired;
  return out;
}

}  // namespace lianghu::plaques
