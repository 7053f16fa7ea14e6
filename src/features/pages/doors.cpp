#include "features/pages/doors.h"

#include "features/plaques/plaques.h"

namespace lianghu::pages {

namespace {

bool was_hung(plaques::State state) {
  return state == plaques::State::hung || state == plaques::State::damaged ||
         state == plaques::State::missing;
}

}  // namespace

std::vector<Door> shown_doors(Context& context, const organisations::Village& village,
                              const std::set<Id<households::Household>>& published,
                              const std::set<Id<households::Household>>& hidden) {
  std::vector<Door> out;
  for (const plaques::Plaque& plaque : plaques::live(context, village)) {
    if (hidden.contains(plaque.household) ||
        (!was_hung(plaque.state) && !published.contains(plaque.household)))
      continue;
    Door door;
    door.household = plaque.household;
    door.serial = plaque.serial;
    if (plaque.consent_names) door.name = plaque.name_on_door;
    door.number = plaques::number_of(village, plaque);
    door.address = "/p/" + plaques::token_of(context, village, plaque.id);
    out.push_back(std::move(door));
  }
  return out;
}

std::set<Id<households::Household>> never_shown(Context& context, const organisations::Village& village) {
  std::set<Id<households::Household>> out;
  for (const auto& each : households::active_households(context, village, households::Kind::contact))
    out.insert(each.id);
  return out;
}

}  // namespace lianghu::pages
