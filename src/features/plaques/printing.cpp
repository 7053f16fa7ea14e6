// What stands on a plate. A plate hangs on a door of the village, so its words are Chinese whoever prints it.
#include <stdexcept>

#include "base/words.h"
#include "features/organisations/divisions.h"
#include "features/plaques/plaques.h"
#include "features/plaques/plaques_store.h"
#include "features/plaques/sight.h"

namespace lianghu::plaques {

namespace {

constexpr std::size_t plates_max = 500;
constexpr std::size_t serial_digits_min = 3;

struct PlaceName {
  std::string stem;  // 音河
  std::string kind;  // 村
};

/// 音河 and 村 of 音河村民委员会; the name as it is where the place has another kind of name.
PlaceName name_of(const Village& village) {
  struct Ending {
    std::string_view published;
    std::string_view kind;
  };
  const auto division = organisations::divisions::find(village.organisation().division);
  if (!division) return {village.name(), ""};
  for (const Ending& ending : {Ending{"村民委员会", "村"}, Ending{"村委会", "村"},
                               Ending{"社区居民委员会", "社区"}, Ending{"居民委员会", "社区"}})
    if (division->name.size() > ending.published.size() && division->name.ends_with(ending.published))
      return {division->name.substr(0, division->name.size() - ending.published.size()),
              std::string(ending.kind)};
  return {division->name, ""};
}

/// 兴十四镇 音河村
std::string place_of(const Village& village) {
  const auto path = organisations::divisions::path(village.organisation().division);
  if (path.size() < 2) return village.name();
  return say(Language::zh, "plaques.plate.place",
             {{"town", path[path.size() - 2].name}, {"village", place_name(village)}});
}

std::string hung_line(const Plaque& plaque) {
  if (!plaque.hung_on) return {};
  const Date on = *plaque.hung_on;
  return say(Language::zh, "plaques.plate.date",
             {{"year", std::to_string(static_cast<int>(on.year()))},
              {"month", std::to_string(static_cast<unsigned>(on.month()))},
              {"day", std::to_string(static_cast<unsigned>(on.day()))}});
}

}  // namespace

std::string place_name(const Village& village) {
  const PlaceName name = name_of(village);
  return name.stem + name.kind;
}

std::string number_of(const Village& village, const Plaque& plaque) {
  std::string digits = std::to_string(plaque.serial);
  if (digits.size() < serial_digits_min) digits.insert(0, serial_digits_min - digits.size(), '0');
  return say(Language::zh, "plaques.plate.number", {{"village", name_of(village).stem}, {"serial", digits}});
}

std::vector<documents::Plate> print(Context& context, const Village& village,
                                    const std::vector<Id<Plaque>>& ids, std::string_view base) {
  require_staff(context, village);
  if (ids.empty()) throw Refusal(Status::unprocessable, "plaque.none_chosen", "plaques");
  if (ids.size() > plates_max)
    throw Refusal(Status::unprocessable, "plaque.too_many", "plaques", {{"max", std::to_string(plates_max)}});
  const std::string place = place_of(village);
  std::vector<documents::Plate> out;
  for (const Id<Plaque> id : ids) {
    const auto plaque = store::by_id(context, village.id(), id);
    if (!plaque) throw Refusal(Status::not_found, "plaque.not_found", "plaques");
    if (!is_live(plaque->state))
      throw Refusal(Status::conflict, "plaque.state", "plaques",
                    {{"serial", std::to_string(plaque->serial)}});
    const auto origin = store::origin(context, village, id);
    if (!origin) throw std::logic_error("a plaque without its own row");
    const auto programme = programmes::find(context, origin->programme);
    if (!programme) throw std::logic_error("a plaque of a programme that is not there");
    out.push_back({place, say(Language::zh, "plaques.plate.slogan"), programme->definition.plate_title.zh,
                   plaque->name_on_door.empty() ? std::nullopt : std::optional(plaque->name_on_door),
                   number_of(village, *plaque), hung_line(*plaque), std::string(base) + "/p/" + origin->token,
                   say(Language::zh, "plaques.plate.instruction")});
  }
  return out;
}

}  // namespace lianghu::plaques
