#include "features/coverage/coverage.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "features/coverage/coverage_api.h"
#include "features/coverage/report.h"
#include "features/pairing/overrides.h"
#include "features/pairing/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::coverage {
namespace {

using organisations::testing::refused;
using programmes::Matter;

class Coverages : public ::testing::TestWithParam<db::Engine> {
 protected:
  Coverage seen_by(const Actor& actor, const Organisation& at) {
    return bench_.read_as(actor, [&](Context& c) { return of(c, organisations::reach(c, at.id, readers)); });
  }
  Coverage yinhe() { return seen_by(village_.town.yinhe_secretary(), village_.town.yinhe); }
  static std::vector<std::string> names(const Figures& figures) {
    std::vector<std::string> out;
    for (const Missing& each : figures.missing) out.push_back(each.name);
    std::ranges::sort(out);
    return out;
  }
  static std::string tally(const Tally& each) {
    return std::to_string(each.should) + " " + std::to_string(each.exempt) + " " + std::to_string(each.has);
  }
  void exempt(Id<Household> household, Matter matter) {
    village_.change([&](Context& c, const Village& v) {
      return programmes::exempt(c, v, household, matter, "长年在外").id;
    });
  }
  void lead() {
    village_.change([&](Context& c, const Village& v) {
      using organisations::Duty;
      organisations::set_leading_group(
          c, organisations::published_reach(c, v.id()),
          {{"周演安", "书记", true, {Duty::implement, Duty::supervise, Duty::execute, Duty::promote}}});
      return true;
    });
  }
  /// "key has/should", with ! before what blocks and is not done.
  std::string list_of(Stage stage) {
    std::string out;
    for (const auto& each :
         village_.read([&](Context&c, const Village&v) { return check_list(c, v, stage); }))
      out += (each.blocks && !each.done() ? "!" : "") + each.key + " " + std::to_string(each.has) + "/" +
             std::to_string(each.should) + ";";
    return out;
  }
  void hang_everywhere() {
    village_.plan();
    village_.mark_all_printed();
    for (const Id<Household> each : {village_.sun, village_.guan, village_.wang}) village_.hang_at(each);
  }
  std::string declared(Stage stage) {
    return refused([&] {
      village_.change([&](Context& c, const Village& v) {
        declare_stage(c, v, stage);
        return true;
      });
    });
  }
  void confirm(Stage stage) {
    bench_.change_as(village_.town.town_staff(),
                     [&](Context& c) { programmes::confirm(c, village_.yinhe(c), stage); });
  }
  std::string tasks_of(const Actor& actor) {
    std::string out;
    for (const Task& each : bench_.read_as(actor, [](Context& c) { return tasks(c); }))
      out += each.menu + " " + std::to_string(each.count) + " " + std::to_string(each.late) + ";";
    return out;
  }
  /// Shanwan takes part too, with one member household.
  void let_shanwan_join() {
    bench_.change_as(village_.town.town_staff(), [&](Context& c) {
      const Village shanwan = organisations::village(c, village_.town.shanwan.id, staff_kinds);
      programmes::invite(c, shanwan, village_.programme, programmes::Wave::town);
      programmes::prepare(c, shanwan);
      programmes::start(c, shanwan, c.today());
      households::HouseholdFields fields;
      fields.kind = households::Kind::member;
      households::PersonFields head;
      head.name = "于演淑";
      head.party = households::Party::full;
      return households::add(c, shanwan, fields, head).household.id;
    });
  }

  journal::testing::Bench bench_{GetParam()};
  pledges::testing::PledgingVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Coverages);

TEST_P(Coverages, the_exempt_are_not_among_those_who_should_and_the_missing_are_named) {
  exempt(village_.wang, Matter::plaque);
  village_.plan();
  village_.mark_all_printed();
  village_.hang_at(village_.sun);
  village_.sign(village_.draft(village_.guan));
  (void)village_.draft(village_.wang);
  const Coverage coverage = yinhe();
  const Figures& hung = coverage.measures.at(0);
  EXPECT_EQ(hung.tally.measure, Measure::hung);
  EXPECT_EQ(tally(hung.tally), "2 1 1");
  EXPECT_EQ(names(hung), std::vector<std::string>{"关演云"});
  EXPECT_EQ(hung.missing.at(0).gap, Gap::printed);
  EXPECT_EQ(hung.missing.at(0).household, village_.guan);
  const Figures& letters = coverage.measures.at(1);
  EXPECT_EQ(tally(letters.tally), "3 0 1");
  EXPECT_EQ(names(letters), (std::vector<std::string>{"孙演波", "王演芝"}));
  for (const Missing& each : letters.missing)
    EXPECT_EQ(each.gap, each.household == village_.wang ? Gap::draft : Gap::nothing);
  ASSERT_EQ(coverage.exempted.size(), 1U);
  EXPECT_EQ(coverage.exempted.at(0).name, "王演芝");
  EXPECT_EQ(tally(coverage.measures.at(2).tally), "1 0 0");
  EXPECT_EQ(coverage.measures.at(2).missing.at(0).gap, Gap::no_helper);
  EXPECT_EQ(tally(coverage.measures.at(3).tally), "3 0 0");
  EXPECT_EQ(coverage.measures.at(3).missing.at(0).gap, Gap::no_grade);
  // Letters, pairings and reviews are not owed before their stages.
  EXPECT_EQ(coverage.villages.at(0).open, 1);
  EXPECT_EQ(coverage.open, 1);
  EXPECT_TRUE(coverage.towns.empty());
}

TEST_P(Coverages, every_sum_equals_its_villages_parts_worst_first) {
  let_shanwan_join();
  EXPECT_EQ(seen_by(village_.town.town_staff(), village_.town.town).villages.at(0).name, "音河村党支部");
  hang_everywhere();
  exempt(village_.guan, Matter::pledge);
  for (const Organisation& at : {village_.town.town, village_.town.county}) {
    const Coverage coverage = seen_by(village_.town.county_staff(), at);
    ASSERT_EQ(coverage.villages.size(), 2U);
    for (std::size_t i = 0; i < coverage.measures.size(); ++i) {
      const Tally& sum = coverage.measures[i].tally;
      std::int64_t should = 0, exempted = 0, has = 0;
      for (const VillageRow& row : coverage.villages) {
        should += row.tallies.at(i).should;
        exempted += row.tallies.at(i).exempt;
        has += row.tallies.at(i).has;
      }
      EXPECT_EQ(tally(sum), tally({sum.measure, should, exempted, has}));
      EXPECT_EQ(std::ssize(coverage.measures[i].missing), sum.should - sum.has);
    }
    EXPECT_EQ(tally(coverage.measures.at(0).tally), "4 0 3");
    EXPECT_EQ(tally(coverage.measures.at(1).tally), "3 1 0");
  }
  const Coverage county = seen_by(village_.town.county_staff(), village_.town.county);
  ASSERT_EQ(county.towns.size(), 1U);
  EXPECT_EQ(county.towns.at(0).villages, 2);
  EXPECT_EQ(county.towns.at(0).open, 1);
  EXPECT_EQ(county.open, 1);
  village_.sign(village_.draft(village_.sun));
  EXPECT_EQ(seen_by(village_.town.town_staff(), village_.town.town).villages.at(0).name, "山湾村党支部");
}

TEST_P(Coverages, a_village_outside_the_programme_owes_nothing_and_stands_last) {
  const Coverage coverage = seen_by(village_.town.auditor(), village_.town.town);
  const VillageRow& last = coverage.villages.at(1);
  EXPECT_EQ(last.name, "山湾村党支部");
  EXPECT_FALSE(last.progress);
  EXPECT_EQ(last.open, 0);
  EXPECT_TRUE(coverage.above.empty());
}

TEST_P(Coverages, an_exemption_is_ended_by_the_name_that_the_list_gives_it) {
  exempt(village_.wang, Matter::plaque);
  exempt(village_.guan, Matter::pledge);
  const std::vector<Exempted> listed = yinhe().exempted;
  ASSERT_EQ(listed.size(), 2U);
  for (const Exempted& each : listed) {
    if (each.matter != Matter::pledge) continue;
    village_.change([&](Context& c, const Village& v) {
      programmes::end_exemption(c, v, each.exemption);
      return true;
    });
  }
  const Coverage left = yinhe();
  ASSERT_EQ(left.exempted.size(), 1U);
  EXPECT_EQ(left.exempted.at(0).household, village_.wang);
  EXPECT_EQ(tally(left.measures.at(1).tally), "3 0 0");
}

TEST_P(Coverages, a_member_learns_of_nobody_else_who_is_missing_or_exempt) {
  exempt(village_.guan, Matter::plaque);
  const Actor member = village_.town.yinhe_member(village_.wang.value, 1);
  const Coverage coverage = seen_by(member, village_.town.yinhe);
  EXPECT_EQ(tally(coverage.measures.at(0).tally), "2 1 0");
  EXPECT_EQ(names(coverage.measures.at(0)), std::vector<std::string>{"王演芝"});
  EXPECT_TRUE(coverage.exempted.empty());
  EXPECT_EQ(refused([&] { seen_by(member, village_.town.town); }), "organisation.not_found");
}

TEST_P(Coverages, a_stage_is_declared_once_nobody_is_missing) {
  EXPECT_EQ(list_of(Stage::plaque), "!leading_group 0/5;!hung 0/3;");
  hang_everywhere();
  EXPECT_EQ(declared(Stage::plaque), "stage.incomplete.leading_group");
  lead();
  EXPECT_EQ(list_of(Stage::plaque), "leading_group 5/5;hung 3/3;");
  EXPECT_EQ(declared(Stage::plaque), "");
  confirm(Stage::plaque);
  village_.publish_new(village_.sun);
  const auto guan = village_.sign(village_.draft(village_.guan));
  EXPECT_EQ(list_of(Stage::pledge),
            "members_meeting 0/1;catalogue 0/1;!signed 2/3;!published 1/3;notice 0/1;");
  EXPECT_EQ(declared(Stage::pledge), "stage.incomplete");
  exempt(village_.wang, Matter::pledge);
  EXPECT_EQ(declared(Stage::pledge), "stage.incomplete.published");
  village_.publish(village_.accept(guan));
  EXPECT_EQ(declared(Stage::pledge), "") << "the meeting, the list and the notice period only inform";
  confirm(Stage::pledge);
  EXPECT_EQ(declared(Stage::action), "stage.incomplete");
  exempt(village_.contact, Matter::pairing);
  EXPECT_EQ(list_of(Stage::action), "paired 0/0;planned 0/0;");
  EXPECT_EQ(declared(Stage::action), "");
  confirm(Stage::action);
  EXPECT_EQ(list_of(Stage::consolidation), "!reviewed 0/3;!review_published 0/1;rectified 0/0;");
  EXPECT_EQ(declared(Stage::consolidation), "stage.incomplete");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Coverages, what_waits_is_said_to_whoever_can_do_it) {
  const auto& town = village_.town;
  const Actor member = town.yinhe_member(village_.wang.value, 1);
  EXPECT_EQ(tasks_of(town.yinhe_secretary()), "plaques 3 0;");
  EXPECT_EQ(tasks_of(town.town_staff()), "");
  EXPECT_EQ(tasks_of(town.shanwan_secretary()), "");
  village_.change([&](Context& c, const Village& v) {
    programmes::set_stage_dates(c, v, Stage::plaque, c.today(), c.today(),
                                programmes::stages(c, v).front().version);
    return true;
  });
  bench_.pass_days(1);
  EXPECT_EQ(tasks_of(town.yinhe_secretary()), "plaques 3 3;");
  EXPECT_EQ(tasks_of(town.town_staff()), "coverage 1 1;");
  EXPECT_TRUE(yinhe().villages.at(0).progress->late);
  hang_everywhere();
  lead();
  ASSERT_EQ(declared(Stage::plaque), "");
  EXPECT_EQ(tasks_of(town.town_staff()), "coverage 1 0;");
  EXPECT_EQ(tasks_of(member), "");
  confirm(Stage::plaque);
  EXPECT_EQ(tasks_of(town.town_staff()), "");
  EXPECT_EQ(tasks_of(member), "pledges 1 0;");
  village_.accept(village_.sign(village_.draft(village_.sun)));
  village_.sign(village_.draft(village_.wang));
  EXPECT_EQ(tasks_of(member), "");
  EXPECT_EQ(tasks_of(town.yinhe_secretary()), "pledges 3 0;");
}

TEST_P(Coverages, all_have_a_helper_only_by_checked_pairs_and_the_town_hears_of_those_by_hand) {
  journal::testing::Bench bench(GetParam());
  pairing::testing::PairedVillage village(bench);
  const auto paired = [&] {
    return bench
        .read_as(village.town.town_staff(),
                 [&](Context& c) { return of(c, organisations::reach(c, village.town.town.id, readers)); })
        .measures.at(2)
        .tally;
  };
  village.propose();
  const auto version = village.now().version;
  village.change([&](Context& c, const Village& v) {
    return pairing::ask_override(c, v, village.zhao, village.sun, "两家是多年的邻居", version);
  });
  const auto waits = bench.read_as(village.town.town_staff(), [](Context& c) { return tasks(c); });
  EXPECT_EQ(std::ranges::count(waits, "override", &Task::about), 1);
  village.run();
  village.ask_both_sides();
  bench.pass_days(6);
  village.finalise();
  EXPECT_EQ(tally(paired()), "2 0 2");
  EXPECT_EQ(paired().unproved, 0);
  bench.database().write(
      [&](db::Transaction& tx) { tx.execute("UPDATE pairings SET helper_id = ?", village.guan); });
  EXPECT_EQ(paired().has, 2);
  EXPECT_EQ(paired().unproved, 2);
}

TEST_P(Coverages, who_has_not_answered_is_reminded_by_the_own_tasks_and_by_the_secretary) {
  journal::testing::Bench bench(GetParam());
  pairing::testing::PairedVillage village(bench);
  const auto reminders = [&](const Actor& actor) {
    std::string out;
    for (const Task& each : bench.read_as(actor, [](Context& c) { return tasks(c); }))
      if (!each.about.empty())
        out += each.menu + " " + each.about + " " + std::to_string(each.count) + " " +
               format_date(each.until.value());
    return out;
  };
  village.start();
  village.open();
  village.cast(village.zhao, {village.wang});
  village.cast(village.li, {village.wang});
  village.close();
  village.run();
  village.ask_both_sides();
  EXPECT_EQ(reminders(village.town.yinhe_secretary()), "");
  bench.pass_days(3);
  EXPECT_EQ(reminders(village.town.yinhe_secretary()), "pairing silent 3 2020-07-25");
  EXPECT_EQ(reminders(village.town.yinhe_member(village.wang.value, 1)), "pairing own 1 2020-07-25");
  EXPECT_EQ(reminders(village.town.yinhe_member(village.sun.value, 1)), "");
  bench.pass_days(3);
  EXPECT_EQ(reminders(village.town.yinhe_secretary()), "");
}

TEST_P(Coverages, the_command_answers_in_the_promised_shape) {
  exempt(village_.wang, Matter::plaque);
  village_.plan();
  village_.mark_all_printed();
  village_.hang_at(village_.sun);
  const auto [answer, lines] = bench_.read([&](Context& c) {
    const Reach at = organisations::reach(c, village_.town.town.id, readers);
    return std::pair(json(c, at), text(c, at, Language::zh));
  });
  EXPECT_EQ(json::parse(answer), json::parse(R"({
    "hung": {"should": 2, "exempt": 1, "has": 1, "missing": ["关演云"]},
    "signed": {"should": 3, "exempt": 0, "has": 0, "missing": ["孙演波", "关演云", "王演芝"]},
    "paired": {"should": 1, "exempt": 0, "has": 0, "missing": ["赵演福"]},
    "reviewed": {"should": 3, "exempt": 0, "has": 0, "missing": ["孙演波", "关演云", "王演芝"]}})"));
  EXPECT_NE(lines.find("应挂尽挂：1 / 2，差 1，免办 1"), std::string::npos) << lines;
  EXPECT_NE(lines.find("音河村党支部 关演云 · 门牌已打印，还没挂"), std::string::npos) << lines;
}

TEST_P(Coverages, the_routes_let_in_who_may_and_nobody_else) {
  http::Router router;
  routes(router);
  http::testing::Browser browser(router, bench_.changes());
  const std::string yinhe = std::to_string(village_.town.yinhe.id.value);
  const std::string coverage = "/api/v1/organisations/" + yinhe + "/coverage";
  browser.as(village_.town.shanwan_secretary());
  EXPECT_EQ(browser.get(coverage).status, 404);
  EXPECT_EQ(browser.get(coverage + ".xlsx").status, 404);
  EXPECT_EQ(browser.post("/api/v1/villages/" + yinhe + "/stages/plaque/declare").status, 404);
  browser.as(village_.town.yinhe_member(village_.wang.value, 1));
  EXPECT_EQ(browser.get(coverage).status, 200);
  EXPECT_EQ(browser.get(coverage + ".xlsx").status, 403);
  browser.as(village_.town.town_staff());
  const http::Response book = browser.get(coverage + ".xlsx");
  EXPECT_EQ(book.status, 200);
  EXPECT_TRUE(book.body.starts_with("PK"));
  EXPECT_EQ(browser.post("/api/v1/villages/" + yinhe + "/stages/plaque/declare").status, 403);
  const auto group = std::to_string(village_.town.group.id.value);
  EXPECT_EQ(browser.get("/api/v1/organisations/" + group + "/coverage").status, 404);
  browser.as(village_.town.yinhe_secretary());
  EXPECT_EQ(http::testing::problem_keys(browser.post("/api/v1/villages/" + yinhe + "/stages/plaque/declare")),
            (std::vector<std::string>{"stage.incomplete.leading_group", "stage.incomplete"}));
  EXPECT_EQ(browser.get("/api/v1/villages/" + yinhe + "/stages/plaque/check-list").body,
            R"({"lines":[{"key":"leading_group","should":5,"has":0,"blocks":true,"done":false},)"
            R"({"key":"hung","should":3,"has":0,"blocks":true,"done":false}]})");
  EXPECT_EQ(browser.get("/api/v1/tasks").body,
            R"({"tasks":[{"menu":"plaques","count":3,"late":0,"about":"","until":null}]})");
  hang_everywhere();
  lead();
  EXPECT_EQ(browser.post("/api/v1/villages/" + yinhe + "/stages/plaque/declare").status, 200);
  EXPECT_EQ(browser.post("/api/v1/villages/" + yinhe + "/stages/nothing/declare").status, 404);
}

}  // namespace
}  // namespace lianghu::coverage
