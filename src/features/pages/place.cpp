#include "features/pages/place.h"

#include <stdexcept>
#include <string_view>

namespace lianghu::pages {

namespace {

/// 音河村 of 音河村党支部: the name of the place that an organisation is named after.
std::string place_name(std::string_view organisation) {
  for (const std::string_view ending :
       {"党总支部委员会", "党支部委员会", "党总支部", "党总支", "党支部", "党委员会", "党委", "支部"})
    if (organisation.size() > ending.size() && organisation.ends_with(ending))
      return std::string(organisation.substr(0, organisation.size() - ending.size()));
  return std::string(organisation);
}

}  // namespace

const programmes::Definition& Place::programme() const {
  if (!definition) throw std::logic_error("a page shows the programme of a village that takes part in none");
  return *definition;
}

Place place_of(Context& context, Id<Organisation> id) {
  Place place{Village(organisations::published_reach(context, id)), {}, {}, {}, {}, {}, {}};
  const Organisation& branch = place.village.organisation();
  place.name = place_name(branch.name);
  place.board = "/v/" + branch.division;
  for (const Organisation& each : organisations::ancestors(context, branch)) {
    place.tags.push_back(std::to_string(each.id.value));
    if (each.kind == organisations::Kind::town) place.town = place_name(each.name);
  }
  place.participation = programmes::participation(context, place.village);
  if (place.participation)
    if (auto programme = programmes::find(context, place.participation->programme))
      place.definition = std::move(programme->definition);
  return place;
}

}  // namespace lianghu::pages
