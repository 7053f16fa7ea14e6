#include "features/programmes/programmes.h"

#include <gtest/gtest.h>

#include "base/embedded.h"
#include "base/json.h"
#include "features/organisations/testing.h"
#include "features/programmes/programmes_api.h"
#include "features/programmes/programmes_store.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::programmes {
namespace {

using organisations::testing::refused;

TEST(Definition, the_built_in_programme_is_the_articles) {
  const Definition& definition = built_in();
  EXPECT_EQ(definition.stages.size(), 4U);
  EXPECT_EQ(definition.banners.at(0).zh, "我是党员，亮出来");
  EXPECT_EQ(role_of(definition, Role::friend_).name.zh, "困难群众的贴心人");
  EXPECT_GE(definition.catalogue.size(), 5U);
}

TEST(Definition, a_broken_programme_says_where_and_what) {
  const std::string whole(*embedded_file(embedded::programmes(), "vanguard-household.yaml"));
  const auto without = [&](std::string_view line_start) {
    std::string text = whole;
    const std::size_t at = text.find(line_start);
    EXPECT_NE(at, std::string::npos) << line_start;
    text.erase(at, text.find('\n', at) - at);
    return refused([&] { (void)from_yaml(text); });
  };
  EXPECT_EQ(refused([&] { (void)from_yaml(whole); }), "");
  EXPECT_EQ(without("  notice_days:"), "programme.yaml");
  EXPECT_EQ(without("  - {key: sweep-street"), "");
  EXPECT_EQ(refused([&] { (void)from_yaml("key: [\n"); }), "programme.yaml");
  Definition changed = built_in();
  std::swap(changed.stages[0], changed.stages[1]);
  EXPECT_EQ(refused([&] { check(changed); }), "programme.stages");
  changed = built_in();
  changed.catalogue.push_back(changed.catalogue.front());
  EXPECT_EQ(refused([&] { check(changed); }), "programme.catalogue");
  changed = built_in();
  changed.roles.pop_back();
  EXPECT_EQ(refused([&] { check(changed); }), "programme.roles");
  changed = built_in();
  changed.calendar.front().day = 31;
  EXPECT_EQ(refused([&] { check(changed); }), "programme.calendar");
}

TEST(Definition, the_rules_of_pairing_are_checked_where_they_stand) {
  const std::string whole(*embedded_file(embedded::programmes(), "vanguard-household.yaml"));
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = whole;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    return refused([&] { (void)from_yaml(text); });
  };
  EXPECT_EQ(with("elder_age: 70", "elder_age: 20"), "programme.pairing");
  EXPECT_EQ(with("duty_most: 1", "duty_most: -1"), "programme.pairing");
  EXPECT_EQ(with("skill: 2", "skill: 101"), "programme.pairing");
  EXPECT_EQ(with("[disability, illness]", "[disability, disability]"), "programme.pairing.code");
  EXPECT_EQ(with("[disability, illness]", "[disability, their_own]"), "") << "another place's list";
  EXPECT_EQ(with("need: transport", "need: labour"), "programme.pairing.code");
  EXPECT_EQ(with("roles: [friend, mediator]", "roles: [friend, referee]"), "programme.yaml");
  EXPECT_EQ(with("elder_age: 70", "elder: 70"), "programme.yaml");
  EXPECT_EQ(with("silence: accepted", "silence: golden"), "programme.yaml");
  EXPECT_EQ(with("remind_days: 2", "remind_days: 61"), "programme.pairing");
}

TEST(Definition, one_from_before_silence_was_a_rule_takes_it_for_a_yes) {
  std::string text(*embedded_file(embedded::programmes(), "vanguard-household.yaml"));
  for (const std::string_view line : {"  silence: accepted\n", "  remind_days: 2\n"})
    text.erase(text.find(line), line.size());
  const Definition older = from_yaml(text);
  EXPECT_FALSE(older.pairing->silence);
  EXPECT_EQ(pairing_rules(older).silence, Silence::accepted);
  EXPECT_EQ(pairing_rules(older).remind_days, 2);
  std::string stored = json::write(built_in());
  for (const std::string_view part : {R"(,"silence":"accepted")", R"(,"remind_days":2)"})
    stored.erase(stored.find(part), part.size());
  EXPECT_FALSE(json::read<Definition>(std::string_view(stored)).pairing->silence);
}

TEST(Definition, one_from_before_the_rules_of_pairing_has_the_built_in_ones) {
  const std::string whole(*embedded_file(embedded::programmes(), "vanguard-household.yaml"));
  const Definition older = from_yaml(whole.substr(0, whole.find("\npairing:")));
  EXPECT_FALSE(older.pairing);
  EXPECT_EQ(pairing_rules(older).fit.near, built_in().pairing->fit.near);
  std::string stored = json::write(built_in());
  stored = stored.substr(0, stored.find(R"(,"pairing":)")) + "}";
  EXPECT_FALSE(json::read<Definition>(std::string_view(stored)).pairing);
}

TEST(Definition, what_is_wrong_is_said_at_its_field) {
  const auto field = [](auto change) -> std::string {
    Definition changed = built_in();
    change(changed);
    try {
      check(changed);
    } catch (const Refusal& refusal) {
      return refusal.problems().front().field;
    }
    return {};
  };
  EXPECT_EQ(field([](Definition&) {}), "");
  EXPECT_EQ(field([](Definition& d) { d.name.zh = " "; }), "definition.name.zh");
  EXPECT_EQ(field([](Definition& d) { d.plate_title.zh.clear(); }), "definition.plate_title.zh");
  EXPECT_EQ(field([](Definition& d) { d.banners.clear(); }), "definition.banners");
  EXPECT_EQ(field([](Definition& d) { d.banners.resize(7, {"看我的", ""}); }), "definition.banners");
  EXPECT_EQ(field([](Definition& d) { d.banners.at(2).zh.clear(); }), "definition.banners[2].zh");
  EXPECT_EQ(field([](Definition& d) { d.stages.at(1).name.zh.clear(); }), "definition.stages[1].name.zh");
  EXPECT_EQ(field([](Definition& d) { d.stages.at(3).purpose.zh.clear(); }),
            "definition.stages[3].purpose.zh");
  EXPECT_EQ(field([](Definition& d) { d.roles.at(4).plain.zh.clear(); }), "definition.roles[4].plain.zh");
  EXPECT_EQ(field([](Definition& d) { d.catalogue.at(1).text.zh = "　"; }),
            "definition.catalogue[1].text.zh");
  EXPECT_EQ(field([](Definition& d) { d.calendar.at(0).month = 13; }), "definition.calendar[0].month");
  EXPECT_EQ(field([](Definition& d) { d.calendar.at(1).day = 29; }), "definition.calendar[1].day");
}

TEST(Definition, reviews_come_each_month_and_the_rarer_occasion_stands_alone) {
  Definition definition = built_in();
  definition.calendar = {
      {Occasion::party_day, 0, 1}, {Occasion::july_first, 7, 1}, {Occasion::new_year, 1, 1}};
  const auto days = review_days(definition, *parse_date("2020-06-02"), *parse_date("2021-01-01"));
  ASSERT_EQ(days.size(), 7U);
  EXPECT_EQ(days.front().occasion, Occasion::july_first);
  EXPECT_EQ(days[1].occasion, Occasion::party_day);
  EXPECT_EQ(days.back().occasion, Occasion::new_year);
  EXPECT_EQ(format_date(days.back().day), "2021-01-01");
}

class Programmes : public ::testing::TestWithParam<db::Engine> {
 protected:
  Programmes() {
    bench_.change_as(town_.town_staff(), [&](Context& c) {
      programme_ = create(c, organisations::reach(c, town_.town.id, {RoleKind::town}), built_in());
    });
  }
  Village yinhe(Context& c) { return organisations::village(c, town_.yinhe.id, staff_kinds); }
  void join() {
    bench_.change_as(town_.town_staff(),
                     [&](Context& c) { invite(c, yinhe(c), programme_.id, Wave::pilot); });
    bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
      prepare(c, yinhe(c));
      start(c, yinhe(c), c.today());
    });
  }
  Id<Household> add_household() {
    return bench_.change([&](Context& c) {
      households::HouseholdFields fields;
      fields.kind = households::Kind::member;
      households::PersonFields head;
      head.name = "孙演波";
      head.party = households::Party::full;
      return households::add(c, yinhe(c), fields, head).household.id;
    });
  }
  std::string declared(const Actor& actor, Stage stage, std::vector<CheckLine> lines) {
    return refused([&] { bench_.change_as(actor, [&](Context& c) { declare(c, yinhe(c), stage, lines); }); });
  }

  journal::testing::Bench bench_{GetParam()};
  organisations::testing::Town town_{bench_};
  Programme programme_;
};
LIANGHU_ON_BOTH_ENGINES(Programmes);

TEST_P(Programmes, one_stored_before_the_rules_of_pairing_is_read_with_the_built_in_ones) {
  Definition older = built_in();
  older.key = "older";
  older.pairing.reset();
  const auto stored = bench_.change_as(town_.town_staff(), [&](Context& c) {
    return create(c, organisations::reach(c, town_.town.id, {RoleKind::town}), older).id;
  });
  bench_.read_as(town_.town_staff(),
                 [&](Context& c) { EXPECT_EQ(find(c, stored)->definition.pairing->capacity.elder_age, 70); });
}

TEST_P(Programmes, a_stage_is_declared_by_the_secretary_and_confirmed_by_the_town) {
  join();
  EXPECT_EQ(declared(town_.yinhe_secretary(), Stage::plaque, {{"hung", 50, 47}}), "stage.incomplete");
  EXPECT_EQ(declared(town_.yinhe_secretary(), Stage::pledge, {}), "stage.not_running");
  EXPECT_EQ(declared(town_.town_staff(), Stage::plaque, {}), "rights.missing");
  EXPECT_EQ(declared(town_.yinhe_secretary(), Stage::plaque, {{"hung", 50, 50}}), "");
  EXPECT_EQ(declared(town_.yinhe_secretary(), Stage::plaque, {}), "stage.not_running");
  EXPECT_EQ(refused([&] {
              bench_.change_as(town_.yinhe_secretary(),
                               [&](Context& c) { confirm(c, yinhe(c), Stage::plaque); });
            }),
            "rights.missing");
  bench_.change_as(town_.town_staff(), [&](Context& c) { confirm(c, yinhe(c), Stage::plaque); });
  bench_.read([&](Context& c) {
    EXPECT_EQ(participation(c, yinhe(c))->stage, Stage::pledge);
    const auto states = stages(c, yinhe(c));
    EXPECT_EQ(states.at(0).state, StageState::confirmed);
    EXPECT_EQ(states.at(1).state, StageState::running);
    EXPECT_EQ(states.at(1).starts_on, c.today());
  });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Programmes, what_is_sent_back_runs_again_with_its_reason) {
  join();
  ASSERT_EQ(declared(town_.yinhe_secretary(), Stage::plaque, {}), "");
  EXPECT_EQ(refused([&] {
              bench_.change_as(town_.town_staff(),
                               [&](Context& c) { send_back(c, yinhe(c), Stage::plaque, " "); });
            }),
            "stage.reason");
  bench_.change_as(town_.town_staff(),
                   [&](Context& c) { send_back(c, yinhe(c), Stage::plaque, "三户门牌没挂正"); });
  bench_.read([&](Context& c) {
    EXPECT_EQ(stages(c, yinhe(c)).at(0).sent_back_reason, "三户门牌没挂正");
    EXPECT_EQ(stages(c, yinhe(c)).at(0).state, StageState::running);
  });
  EXPECT_EQ(declared(town_.yinhe_secretary(), Stage::plaque, {}), "");
  bench_.read([&](Context& c) { EXPECT_EQ(stages(c, yinhe(c)).at(0).sent_back_reason, ""); });
}

TEST_P(Programmes, after_the_last_stage_the_circle_goes_on_as_established) {
  join();
  for (const Stage stage : {Stage::plaque, Stage::pledge, Stage::action, Stage::consolidation}) {
    ASSERT_EQ(declared(town_.yinhe_secretary(), stage, {}), "");
    bench_.change_as(town_.town_staff(), [&](Context& c) { confirm(c, yinhe(c), stage); });
  }
  bench_.read(
      [&](Context& c) { EXPECT_EQ(participation(c, yinhe(c))->state, ParticipationState::established); });
}

TEST_P(Programmes, an_exemption_has_a_reason_holds_once_and_can_end) {
  join();
  const Id<Household> household = add_household();
  const auto grant = [&](const Actor& actor, std::string reason) {
    return refused([&] {
      bench_.change_as(actor, [&](Context& c) { exempt(c, yinhe(c), household, Matter::plaque, reason); });
    });
  };
  EXPECT_EQ(grant(town_.shanwan_secretary(), "住院"), "organisation.not_found");
  EXPECT_EQ(grant(town_.yinhe_secretary(), ""), "exemption.reason");
  EXPECT_EQ(grant(town_.yinhe_secretary(), "住院"), "");
  EXPECT_EQ(grant(town_.yinhe_secretary(), "外出"), "exemption.exists");
  bench_.read([&](Context& c) {
    EXPECT_EQ(exempt_households(c, yinhe(c), Matter::plaque), std::set<Id<Household>>{household});
    EXPECT_TRUE(exempt_households(c, yinhe(c), Matter::pledge).empty());
  });
  bench_.change_as(town_.yinhe_secretary(),
                   [&](Context& c) { end_exemption(c, yinhe(c), exemptions(c, yinhe(c)).front().id); });
  bench_.read([&](Context& c) { EXPECT_TRUE(exemptions(c, yinhe(c)).empty()); });
  EXPECT_EQ(grant(town_.yinhe_secretary(), "外出打工"), "");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Programmes, two_who_edit_one_programme_do_not_overwrite_each_other) {
  Definition changed = built_in();
  changed.limits.notice_days = 10;
  const auto edit_first = [&](std::int64_t version) {
    return refused([&] {
      bench_.change_as(town_.town_staff(), [&](Context& c) { edit(c, programme_.id, changed, version); });
    });
  };
  EXPECT_EQ(edit_first(1), "");
  EXPECT_EQ(edit_first(1), "version.stale");
  bench_.read([&](Context& c) { EXPECT_EQ(find(c, programme_.id)->definition.limits.notice_days, 10); });
}

TEST_P(Programmes, two_who_set_the_dates_of_a_stage_do_not_overwrite_each_other) {
  join();
  const auto set_dates = [&](std::int64_t version) {
    return refused([&] {
      bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
        set_stage_dates(c, yinhe(c), Stage::pledge, c.today(), std::nullopt, version);
      });
    });
  };
  const auto version = bench_.read([&](Context& c) { return stages(c, yinhe(c)).at(1).version; });
  EXPECT_EQ(set_dates(version), "");
  EXPECT_EQ(set_dates(version), "version.stale");
}

TEST_P(Programmes, what_was_decided_on_an_older_state_changes_nothing) {
  join();
  bench_.change_as(town_.town_staff(), [&](Context& c) {
    const auto village = yinhe(c);
    const auto participation = programmes::participation(c, village).value();
    const auto stage = store::stages(c, village, participation.id).front();
    EXPECT_TRUE(store::update(c, village, stage));
    EXPECT_FALSE(store::update(c, village, stage));
    EXPECT_TRUE(store::update(c, village, participation));
    EXPECT_FALSE(store::update(c, village, participation));
    c.record("stage.dated", village.id().value, stage.id.value);
  });
}

TEST_P(Programmes, a_programme_out_of_reach_is_answered_as_none) {
  const auto edit_by = [&](const Actor& actor, Id<Programme> id) {
    return refused([&] { bench_.change_as(actor, [&](Context& c) { edit(c, id, built_in(), 1); }); });
  };
  EXPECT_EQ(edit_by(town_.yinhe_secretary(), programme_.id), "programme.not_found");
  EXPECT_EQ(edit_by(town_.yinhe_secretary(), {7}), "programme.not_found");
  EXPECT_EQ(edit_by(town_.auditor(), programme_.id), "rights.missing");
}

TEST_P(Programmes, members_do_not_learn_who_is_exempt) {
  join();
  http::Router router;
  routes(router);
  http::testing::Browser browser(router, bench_.changes());
  const std::string village = "/api/v1/villages/" + std::to_string(town_.yinhe.id.value);
  browser.as(town_.yinhe_member(1, 1));
  EXPECT_EQ(browser.get(village + "/exemptions").status, 403);
  const http::Response view = browser.get(village + "/participation");
  EXPECT_EQ(view.status, 200) << view.body;
  browser.as(town_.shanwan_secretary());
  EXPECT_EQ(browser.get(village + "/participation").status, 404);
  browser.as(town_.yinhe_secretary());
  EXPECT_EQ(browser.get(village + "/exemptions").status, 200);
}

}  // namespace
}  // namespace lianghu::programmes
