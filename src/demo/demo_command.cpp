#include "demo/demo_command.h"

#include <functional>
#include <iostream>

#include "base/refusal.h"
#include "demo/scenes.h"
#include "demo/theatre.h"

namespace lianghu::demo {

namespace {

constexpr int morning = 8 * 60;

struct Scene {
  Date day{};
  int minutes = morning;
  std::function<void(Theatre&)> play;
};

Date in_2020(unsigned month, unsigned day) {
  return Date{std::chrono::year{2020}, std::chrono::month{month}, std::chrono::day{day}};
}

/// Every village but the pilot.
template <class Work>
auto the_others(Work work) {
  return [work](Theatre& theatre) {
    for (std::size_t i = 1; i < theatre.villages.size(); ++i) work(theatre, theatre.villages[i], i);
  };
}

template <class Work>
auto the_pilot(Work work) {
  return [work](Theatre& theatre) { work(theatre, theatre.villages.front(), std::size_t{0}); };
}

/// The article's days: pilot in Yinhe on 20 July, promotion meeting on 3 August, all branches on 11 August.
/// The days between are the demo's own.
std::vector<Scene> calendar(const std::string& town) {
  const auto roster = [](Theatre& t, CastVillage& v, std::size_t i) { take_the_roster(t, v, i); };
  const auto group = [](Theatre& t, CastVillage& v, std::size_t) { form_the_leading_group(t, v); };
  const auto start = [](Theatre& t, CastVillage& v, std::size_t) { start_the_programme(t, v); };
  return {
      {in_2020(7, 6), morning, [town](Theatre& theatre) { found_the_town(theatre, town); }},
      {in_2020(7, 13), morning, the_pilot(roster)},
      {in_2020(7, 15), morning, the_pilot(group)},
      {in_2020(7, 20), morning, the_pilot(start)},
      {in_2020(8, 4), morning, the_others(roster)},
      {in_2020(8, 6), morning, the_others(group)},
      {in_2020(8, 11), morning, the_others(start)},
  };
}

void refuse_unless_empty(const std::filesystem::path& data) {
  if (std::filesystem::exists(data) && !std::filesystem::is_empty(data))
    throw Refusal(Status::conflict, "demo.not_empty", "data", {{"folder", data.string()}});
}

}  // namespace

int command(const Wanted& wanted, Language language) {
  refuse_unless_empty(wanted.data);
  Theatre theatre(wanted.data, wanted.seed);
  for (const Scene& scene : calendar(wanted.town)) {
    if (scene.day > wanted.until) break;
    theatre.go_to(scene.day, scene.minutes);
    scene.play(theatre);
    theatre.sequence();
  }
  write_sign_ins(wanted.data, theatre.sign_ins);
  std::cout << say(language, "demo.done",
                   {{"folder", wanted.data.string()}, {"day", format_date(wanted.until)}})
            << "\n";
  return 0;
}

}  // namespace lianghu::demo
