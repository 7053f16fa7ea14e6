#include "demo/demo_command.h"

#include <functional>
#include <iostream>

#include "base/refusal.h"
#include "demo/scenes.h"
#include "demo/theatre.h"

namespace lianghu::demo {

namespace {

constexpr int morning = 8 * 60;
constexpr int noon = 12 * 60;

struct Scene {
  Date day{};
  int minutes = morning;
  std::function<void(Theatre&)> play;
};

Date in_2020(unsigned month, unsigned day) {
  return Date{std::chrono::year{2020}, std::chrono::month{month}, std::chrono::day{day}};
}

Date in_2021(unsigned month, unsigned day) {
  return add_days(in_2020(month, day), 366);
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

using VillageScene = void (*)(Theatre&, CastVillage&);

/// The article's days: pilot in Yinhe on 20 July, promotion meeting on 3 August, all branches on 11 August,
/// plaques and letters complete by the 14th, when it was printed. The days between are the demo's own.
std::vector<Scene> calendar(const std::string& town) {
  const auto roster = [](Theatre& t, CastVillage& v, std::size_t i) { take_the_roster(t, v, i); };
  const auto plain = [](VillageScene scene) {
    return [scene](Theatre& t, CastVillage& v, std::size_t) { scene(t, v); };
  };
  const auto pilot = [&](VillageScene scene) { return the_pilot(plain(scene)); };
  const auto others = [&](VillageScene scene) { return the_others(plain(scene)); };
  const auto last = [](VillageScene scene) { return [scene](Theatre& t) { scene(t, t.villages.back()); }; };
  return {
      {in_2020(7, 6), morning, [town](Theatre& theatre) { found_the_town(theatre, town); }},
      {in_2020(7, 13), morning, the_pilot(roster)},
      {in_2020(7, 14), morning, pilot(give_a_member_an_account)},
      {in_2020(7, 15), morning, pilot(form_the_leading_group)},
      {in_2020(7, 20), morning, pilot(start_the_programme)},
      {in_2020(7, 20), noon, pilot(hang_the_plaques)},
      {in_2020(7, 21), morning, pilot(finish_the_plaques)},
      {in_2020(7, 22), morning, pilot(agree_on_the_catalogue)},
      {in_2020(7, 24), morning, pilot(sign_the_letters)},
      {in_2020(7, 25), morning, pilot(publish_the_letters)},
      {in_2020(8, 4), morning, the_others(roster)},
      {in_2020(8, 6), morning, others(form_the_leading_group)},
      {in_2020(8, 11), morning, others(start_the_programme)},
      {in_2020(8, 11), noon, others(hang_the_plaques)},
      {in_2020(8, 12), morning, others(finish_the_plaques)},
      {in_2020(8, 12), noon, others(agree_on_the_catalogue)},
      {in_2020(8, 13), morning, others(sign_the_letters)},
      {in_2020(8, 14), morning, others(publish_the_letters)},
      {in_2020(9, 3), morning, pilot(replace_a_broken_plaque)},
      {in_2021(1, 8), morning, last(report_a_broken_plaque)},
  };
}

void refuse_unless_empty(const std::filesystem::path& data) {
  if (std::filesystem::exists(data) && !std::filesystem::is_empty(data))
    throw Refusal(Status::conflict, "demo.not_empty", "data", {{"folder", data.string()}});
}

}  // namespace

int command(const Wanted& wanted, Language language) {
  refuse_unless_empty(wanted.data);
  check_town(wanted.town);
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
