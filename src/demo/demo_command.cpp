#include "demo/demo_command.h"

#include <algorithm>
#include <functional>
#include <iostream>
#include <utility>

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
using Scenes = std::vector<Scene>;

Date in_2020(unsigned month, unsigned day) {
  return Date{std::chrono::year{2020}, std::chrono::month{month}, std::chrono::day{day}};
}

Date in_2021(unsigned month, unsigned day) {
  return add_days(in_2020(month, day), 366);
}

/// Which of the town's villages play a scene; the pilot is the first, and the last one lags behind.
enum class Who { pilot, others, all, most, second_and_third, last, last_but_one };

bool plays(Who who, std::size_t index, std::size_t count) {
  switch (who) {
    case Who::pilot:
      return index == 0;
    case Who::others:
      return index > 0;
    case Who::all:
      return true;
    case Who::most:
      return index > 0 && index + 1 < count;
    case Who::second_and_third:
      return index == 1 || index == 2;
    case Who::last:
      return index + 1 == count;
    case Who::last_but_one:
      return index + 2 == count;
  }
  return false;
}

template <class Work>
Scene scene(Date day, int minutes, Who who, Work work) {
  return {day, minutes, [who, work](Theatre& theatre) {
            for (std::size_t i = 0; i < theatre.villages.size(); ++i)
              if (plays(who, i, theatre.villages.size())) work(theatre, theatre.villages[i]);
          }};
}

template <programmes::Stage stage>
void finish(Theatre& theatre, CastVillage& village) {
  finish_stage(theatre, village, stage);
}

/// The article's days: pilot in Yinhe on 20 July, promotion meeting on 3 August, all branches on 11 August,
/// plaques and letters complete by the 14th, when it was printed. The days between are the demo's own.
void add_the_article(Scenes& out, const std::string& town) {
  out.insert(out.end(),
             {
                 {in_2020(7, 6), morning, [town](Theatre& theatre) { found_the_town(theatre, town); }},
                 scene(in_2020(7, 13), morning, Who::pilot, take_the_roster),
                 scene(in_2020(7, 14), morning, Who::pilot, give_a_member_an_account),
                 scene(in_2020(7, 15), morning, Who::pilot, form_the_leading_group),
                 scene(in_2020(7, 20), morning, Who::pilot, start_the_programme),
                 scene(in_2020(7, 20), morning + 60, Who::pilot, mobilise_the_village),
                 scene(in_2020(7, 20), noon, Who::pilot, hang_the_plaques),
                 scene(in_2020(7, 21), morning, Who::pilot, finish_the_plaques),
                 scene(in_2020(7, 22), morning, Who::pilot, meet_as_members),
                 scene(in_2020(7, 22), noon, Who::pilot, agree_on_the_catalogue),
                 scene(in_2020(7, 24), morning, Who::pilot, sign_the_letters),
                 scene(in_2020(7, 25), morning, Who::pilot, publish_the_letters),
                 {in_2020(8, 3), noon, promote_in_the_town},
                 scene(in_2020(8, 4), morning, Who::others, take_the_roster),
                 scene(in_2020(8, 6), morning, Who::others, form_the_leading_group),
                 scene(in_2020(8, 11), morning, Who::others, start_the_programme),
                 scene(in_2020(8, 11), morning + 160, Who::others, mobilise_the_village),
                 scene(in_2020(8, 11), noon, Who::others, hang_the_plaques),
                 scene(in_2020(8, 12), morning, Who::others, finish_the_plaques),
                 scene(in_2020(8, 12), noon, Who::others, meet_as_members),
                 scene(in_2020(8, 12), noon + 60, Who::others, agree_on_the_catalogue),
                 scene(in_2020(8, 13), morning, Who::others, sign_the_letters),
                 scene(in_2020(8, 14), morning, Who::others, publish_the_letters),
             });
}

/// The two-way selection, eleven days from the first form to the last answer.
void add_a_round(Scenes& out, Date first, Who who) {
  out.insert(out.end(), {
                            scene(first, morning, who, open_the_round),
                            scene(add_days(first, 1), morning, who, cast_the_ballots),
                            scene(add_days(first, 3), morning, who, count_the_ballots),
                            scene(add_days(first, 5), morning, who, hear_both_sides),
                            scene(add_days(first, 11), morning, who, finish_the_round),
                            scene(add_days(first, 12), morning, who, write_the_plans),
                        });
}

void add_the_weeks(Scenes& out, Date first, Date last, Who who) {
  for (Date day = first; day <= last; day = add_days(day, 7))
    out.push_back(scene(day, noon, who, help_for_a_week));
}

/// The fixed Party day of each month, then New Year: the built-in programme's calendar.
void add_the_reviews(Scenes& out) {
  for (const auto& each : programmes::review_days(programmes::built_in(), in_2020(8, 15), in_2021(1, 10))) {
    out.push_back(scene(each.day, morning, Who::all, keep_the_party_day));
    out.push_back(scene(each.day, noon + 120, Who::all, hold_the_review));
  }
}

void add_what_villagers_say(Scenes& out) {
  for (Date day = in_2020(8, 20); day <= in_2020(12, 31); day = add_days(day, 24))
    out.push_back(scene(day, morning, Who::all, villagers_speak));
  out.insert(out.end(), {
                            scene(in_2020(9, 21), morning, Who::pilot, someone_is_not_content),
                            scene(in_2020(9, 23), morning, Who::pilot, the_town_answers),
                            scene(in_2020(11, 3), morning, Who::last, something_is_left_lying),
                            scene(in_2020(11, 11), morning, Who::last, the_clock_passes_it_up),
                            scene(in_2021(1, 9), morning, Who::all, something_waits),
                        });
}

/// What happens to one village and not to the others.
void add_the_incidents(Scenes& out) {
  using programmes::Stage;
  out.insert(out.end(),
             {
                 scene(in_2020(8, 8), morning, Who::pilot, finish<Stage::action>),
                 scene(in_2020(8, 16), morning, Who::pilot, finish<Stage::consolidation>),
                 scene(in_2020(9, 1), morning, Who::most, finish<Stage::action>),
                 scene(in_2020(9, 3), morning, Who::pilot, replace_a_broken_plaque),
                 scene(in_2020(10, 16), morning, Who::second_and_third, finish<Stage::consolidation>),
                 scene(in_2020(12, 2), morning, Who::pilot, a_helper_leaves),
                 scene(in_2020(12, 8), morning, Who::pilot, finish_the_round),
                 scene(in_2021(1, 5), morning, Who::last, a_household_arrives),
                 scene(in_2021(1, 8), morning, Who::last, report_a_broken_plaque),
                 scene(in_2021(1, 8), morning, Who::last_but_one,
                       [](Theatre& t, CastVillage& v) { declare_stage(t, v, Stage::consolidation); }),
             });
}

Scenes calendar(const std::string& town) {
  Scenes out;
  add_the_article(out, town);
  add_a_round(out, in_2020(7, 27), Who::pilot);
  add_a_round(out, in_2020(8, 16), Who::others);
  add_the_weeks(out, in_2020(8, 8), in_2021(1, 9), Who::pilot);
  add_the_weeks(out, in_2020(8, 29), in_2021(1, 9), Who::others);
  add_the_reviews(out);
  add_what_villagers_say(out);
  add_the_incidents(out);
  std::ranges::stable_sort(out, {}, [](const Scene& each) { return std::pair(each.day, each.minutes); });
  return out;
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
