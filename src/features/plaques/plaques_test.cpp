#include "features/plaques/plaques.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "features/plaques/testing.h"
#include "features/plaques/tokens.h"

namespace lianghu::plaques {
namespace {

using organisations::testing::refused;

class Plaques : public ::testing::TestWithParam<db::Engine> {
 protected:
  using Step = Plaque (*)(Context&, const Village&, Id<Plaque>, const Ending&);
  Plaque step(Step take, const Plaque& plaque, const std::string& reason = "演示用的理由") {
    return village_.change([&](Context& c, const Village& v) {
      return take(c, v, plaque.id, {reason, plaque.version});
    });
  }
  PublicPlaque scanned(const std::string& token) {
    return bench_.read_as(Actor::visitor(), [&](Context& c) { return public_plaque(c, token); });
  }
  std::string token(const Plaque& plaque) {
    return village_.read([&](Context& c, const Village& v) { return token_of(c, v, plaque.id); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::RunningVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Plaques);

TEST_P(Plaques, all_member_households_that_are_not_exempt_get_one_and_a_second_plan_adds_none) {
  village_.change([&](Context& c, const Village& v) {
    return programmes::exempt(c, v, village_.wang, programmes::Matter::plaque, "长年在外").id;
  });
  EXPECT_EQ(village_.plan(), 2);
  EXPECT_EQ(village_.plan(), 0);
  village_.read([&](Context& c, const Village& v) {
    EXPECT_FALSE(of_household(c, v, village_.wang));
    EXPECT_FALSE(of_household(c, v, village_.contact));
    EXPECT_EQ(of_household(c, v, village_.sun)->serial, 1);
    EXPECT_EQ(of_household(c, v, village_.guan)->serial, 2);
    EXPECT_EQ(of_household(c, v, village_.guan)->state, State::planned);
  });
  (void)village_.add("新演来", households::Kind::member);
  EXPECT_EQ(village_.plan(), 1);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Plaques, a_village_outside_the_programme_plans_none_and_owes_none) {
  const Actor secretary = village_.town.shanwan_secretary();
  const auto shanwan = [&](Context& c) {
    return organisations::village(c, village_.town.shanwan.id, staff_kinds);
  };
  EXPECT_EQ(refused([&] {
              bench_.change_as(secretary, [&](Context& c) { return plan_all(c, shanwan(c), true); });
            }),
            "participation.none");
  bench_.read_as(secretary, [&](Context& c) {
    EXPECT_EQ(hung_coverage(c, shanwan(c)).should, 0);
    EXPECT_TRUE(list(c, shanwan(c), {}).empty());
  });
}

TEST_P(Plaques, a_plate_goes_from_planned_by_way_of_the_printer_to_its_door) {
  village_.plan();
  EXPECT_EQ(refused([&] { village_.hang_at(village_.sun); }), "plaque.state");
  village_.mark_all_printed();
  const Plaque printed = village_.of(village_.sun);
  const auto again =
      village_.change([&](Context& c, const Village& v) { return mark_printed(c, v, {printed.id}); });
  EXPECT_EQ(again.at(0).version, printed.version);
  const Plaque hung = village_.hang_at(village_.sun);
  EXPECT_EQ(hung.state, State::hung);
  EXPECT_EQ(hung.hung_on, parse_date("2020-07-20"));
  EXPECT_EQ(hung.hung_by->value, village_.town.yinhe_secretary().account);
  EXPECT_EQ(hung.name_on_door, "孙演波");
  EXPECT_EQ(refused([&] { village_.hang_at(village_.sun); }), "plaque.state");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Plaques, a_plate_hangs_neither_tomorrow_nor_before_the_village_began) {
  bench_.go_to(*parse_date("2020-08-11"));
  village_.plan();
  village_.mark_all_printed();
  const Plaque plaque = village_.of(village_.sun);
  const auto hang_on = [&](std::string_view day) {
    return refused([&] {
      village_.change([&](Context& c, const Village& v) {
        return hang(c, v, plaque.id, {*parse_date(day), false, std::nullopt, plaque.version});
      });
    });
  };
  EXPECT_EQ(hang_on("2020-08-12"), "plaque.hung_on.future");
  EXPECT_EQ(hang_on("2020-07-19"), "plaque.hung_on.early");
  EXPECT_EQ(hang_on("2020-07-20"), "");
}

TEST_P(Plaques, without_consent_no_name_is_kept_with_the_plaque) {
  village_.plan(false);
  village_.mark_all_printed();
  EXPECT_EQ(village_.of(village_.sun).name_on_door, "");
  const auto hang_with = [&](Id<Household> household, bool consent) {
    const Plaque plaque = village_.of(household);
    return village_.change([&](Context& c, const Village& v) {
      return hang(c, v, plaque.id, {c.today(), consent, std::nullopt, plaque.version});
    });
  };
  EXPECT_EQ(hang_with(village_.sun, true).name_on_door, "孙演波");
  const Plaque quiet = hang_with(village_.guan, false);
  EXPECT_FALSE(quiet.consent_names);
  EXPECT_EQ(quiet.name_on_door, "");
}

TEST_P(Plaques, the_names_are_those_of_the_party_members_since_they_agreed) {
  const auto household = village_.add("老演爹", households::Kind::member);
  bench_.change([&](Context& c) {
    const Village v = village_.yinhe(c);
    const auto old = households::residents(c, v, household).front();
    households::PersonFields father;
    father.name = old.name;
    father.is_head = true;
    households::change_person(c, v, old.id, father, 1);
    households::PersonFields son;
    son.name = "小演子";
    son.party = households::Party::probationary;
    households::add_person(c, v, household, son);
  });
  village_.plan();
  EXPECT_EQ(village_.of(household).name_on_door, "小演子");
}

TEST_P(Plaques, a_replaced_one_gives_its_household_a_new_number_and_a_new_token) {
  village_.plan();
  village_.mark_all_printed();
  const Plaque hung = village_.hang_at(village_.sun);
  const std::string old_token = token(hung);
  const Plaque damaged = step(report_damaged, hung, "被大风刮坏");
  const Plaque next = step(replace, damaged, "换新的");
  EXPECT_EQ(next.serial, 4);
  EXPECT_EQ(next.state, State::planned);
  EXPECT_EQ(next.name_on_door, "孙演波");
  EXPECT_EQ(village_.of(village_.sun).id, next.id);
  const PublicPlaque old = scanned(old_token);
  EXPECT_EQ(old.state, TokenState::replaced);
  EXPECT_EQ(old.plaque->replaced_by, next.id);
  EXPECT_EQ(old.plaque->reason, "换新的");
  EXPECT_NE(token(next), old_token);
  EXPECT_EQ(scanned(token(next)).state, TokenState::live);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Plaques, a_scanned_code_tells_the_live_from_the_retired_and_the_forged) {
  village_.plan();
  const Plaque plaque = village_.of(village_.sun);
  const std::string code = token(plaque);
  const PublicPlaque found = scanned(code);
  EXPECT_EQ(found.state, TokenState::live);
  EXPECT_EQ(found.village, village_.town.yinhe.id);
  EXPECT_EQ(found.household, village_.sun);
  EXPECT_EQ(found.plaque->id, plaque.id);
  (void)step(retire, plaque, "不再参加");
  EXPECT_EQ(scanned(code).state, TokenState::retired);
  for (const std::size_t at : {std::size_t{0}, code.size() / 2, code.size() - 1}) {
    std::string changed = code;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(scanned(changed).state, TokenState::forged) << changed;
  }
  EXPECT_EQ(scanned("").state, TokenState::forged);
  EXPECT_EQ(scanned(std::string(32, 'A')).state, TokenState::forged);
  EXPECT_EQ(scanned(code + "A").state, TokenState::forged);
  const PublicPlaque lost = scanned(make_token(bench_.random(), bench_.sealer()));
  EXPECT_EQ(lost.state, TokenState::unknown);
  EXPECT_FALSE(lost.plaque);
}

TEST_P(Plaques, another_deployments_token_is_forged_here) {
  const Sealer other(std::array<unsigned char, 32>{9});
  const std::string code = make_token(bench_.random(), other);
  EXPECT_TRUE(is_genuine(code, other));
  EXPECT_EQ(scanned(code).state, TokenState::forged);
}

TEST_P(Plaques, who_changes_an_older_version_is_told_and_changes_nothing) {
  village_.plan();
  village_.mark_all_printed();
  const Plaque printed = village_.of(village_.sun);
  const Plaque hung = village_.hang_at(village_.sun);
  EXPECT_EQ(refused([&] { step(report_damaged, printed); }), "version.stale");
  EXPECT_EQ(refused([&] { step(report_damaged, hung, " 短 "); }), "plaque.reason");
  EXPECT_EQ(refused([&] { step(report_damaged, hung, std::string(201, 'x')); }), "plaque.reason");
  EXPECT_EQ(village_.of(village_.sun).state, State::hung);
}

TEST_P(Plaques, coverage_names_whoever_lacks_a_hanging_plate_and_leaves_the_exempt_out) {
  village_.plan();
  village_.mark_all_printed();
  const Plaque hung = village_.hang_at(village_.sun);
  village_.hang_at(village_.guan);
  const Counts before = village_.read([](Context& c, const Village& v) { return hung_coverage(c, v); });
  EXPECT_EQ(before.should, 3);
  EXPECT_EQ(before.has, 2);
  ASSERT_EQ(before.missing.size(), 1U);
  EXPECT_EQ(before.missing[0].household, village_.wang);
  EXPECT_EQ(before.missing[0].name, "王演芝");
  EXPECT_EQ(before.missing[0].state, State::printed);
  (void)step(report_missing, hung);
  (void)village_.add("新演来", households::Kind::member);
  village_.change([&](Context& c, const Village& v) {
    return programmes::exempt(c, v, village_.wang, programmes::Matter::plaque, "长年在外").id;
  });
  const Counts after = village_.read([](Context& c, const Village& v) { return hung_coverage(c, v); });
  EXPECT_EQ(after.should, 3);
  EXPECT_EQ(after.exempt, 1);
  EXPECT_EQ(after.has, 1);
  ASSERT_EQ(after.missing.size(), 2U);
  EXPECT_EQ(after.missing[0].state, State::missing);
  EXPECT_EQ(after.missing[1].name, "新演来");
  EXPECT_FALSE(after.missing[1].state);
}

TEST_P(Plaques, the_list_shows_a_member_its_own_and_a_group_leader_the_group) {
  village_.plan();
  const auto seen_by = [&](const Actor& actor) {
    return bench_.read_as(actor, [&](Context& c) {
      std::vector<std::string> heads;
      for (const ListRow& row : list(c, village_.anybodys_yinhe(c), {})) heads.push_back(row.head);
      return heads;
    });
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(seen_by(village_.town.yinhe_secretary()), (Names{"孙演波", "关演云", "王演芝"}));
  EXPECT_EQ(seen_by(village_.town.auditor()).size(), 3U);
  EXPECT_EQ(seen_by(village_.town.yinhe_member(village_.guan.value, 1)), Names{"关演云"});
  const auto leader = [&](const organisations::Organisation& at) {
    return organisations::testing::Town::somebody(20, RoleKind::group_leader, at);
  };
  EXPECT_EQ(seen_by(leader(village_.town.group)), Names{"孙演波"});
  EXPECT_EQ(seen_by(leader(village_.town.yinhe)).size(), 3U);
  EXPECT_EQ(refused([&] { seen_by(village_.town.shanwan_secretary()); }), "organisation.not_found");
  EXPECT_EQ(refused([&] { seen_by(Actor::visitor()); }), "organisation.not_found");
}

TEST_P(Plaques, a_group_leader_hangs_the_groups_plates_and_does_nothing_else) {
  village_.plan();
  village_.mark_all_printed();
  const Actor leader =
      organisations::testing::Town::somebody(20, RoleKind::group_leader, village_.town.group);
  const auto hang_as = [&](const Actor& actor, Id<Household> household) {
    const Plaque plaque = village_.of(household);
    return refused([&] {
      bench_.change_as(actor, [&](Context& c) {
        return hang(c, village_.anybodys_yinhe(c), plaque.id,
                    {c.today(), true, std::nullopt, plaque.version});
      });
    });
  };
  EXPECT_EQ(hang_as(leader, village_.guan), "plaque.not_found");
  EXPECT_EQ(hang_as(leader, village_.sun), "");
  EXPECT_EQ(hang_as(village_.town.auditor(), village_.guan), "rights.missing");
  EXPECT_EQ(hang_as(village_.town.yinhe_member(village_.guan.value, 1), village_.guan), "rights.missing");
  const Plaque hung = village_.of(village_.sun);
  EXPECT_EQ(refused([&] {
              bench_.change_as(leader, [&](Context& c) {
                return report_damaged(c, village_.anybodys_yinhe(c), hung.id, {"坏了一角", hung.version});
              });
            }),
            "rights.missing");
}

TEST_P(Plaques, an_exempt_household_may_still_hang_the_plate_that_was_planned) {
  village_.plan();
  village_.mark_all_printed();
  village_.change([&](Context& c, const Village& v) {
    return programmes::exempt(c, v, village_.wang, programmes::Matter::plaque, "长年在外").id;
  });
  EXPECT_EQ(village_.hang_at(village_.wang).state, State::hung);
  village_.read([&](Context& c, const Village& v) {
    EXPECT_TRUE(programmes::exempt_households(c, v, programmes::Matter::plaque).contains(village_.wang));
  });
}

TEST_P(Plaques, a_household_that_moved_away_is_listed_so_that_its_plate_is_taken_back) {
  village_.plan();
  bench_.change([&](Context& c) {
    households::mark_left(c, village_.yinhe(c), village_.guan, "搬到县城", c.today(), 1);
  });
  const auto rows = village_.read([](Context& c, const Village& v) { return list(c, v, {}); });
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_TRUE(rows[1].moved_away);
  EXPECT_FALSE(rows[0].moved_away);
  EXPECT_EQ(village_.read([](Context& c, const Village& v) { return hung_coverage(c, v); }).should, 2);
}

// Every step in every order, against a model of the life that docs/glossary.md tells: whatever is tried, no
// household ever has two live plaques, and no number comes twice.
TEST_P(Plaques, no_walk_through_the_states_breaks_the_rules) {
  const std::map<State, std::set<std::string>> allowed = {
      {State::planned, {"print", "retire"}},
      {State::printed, {"print", "hang", "retire"}},
      {State::hung, {"damage", "miss", "replace", "retire"}},
      {State::damaged, {"replace", "retire"}},
      {State::missing, {"replace", "retire"}},
      {State::replaced, {}},
      {State::retired, {}}};
  using Change = std::function<void(Context&, const Village&, const Plaque&)>;
  const auto ending = [](const Plaque& plaque) { return Ending{"演示用的理由", plaque.version}; };
  const std::vector<std::pair<std::string, Change>> steps = {
      {"print", [](Context& c, const Village& v, const Plaque& p) { (void)mark_printed(c, v, {p.id}); }},
      {"hang",
       [](Context& c, const Village& v, const Plaque& p) {
         (void)hang(c, v, p.id, {c.today(), true, std::nullopt, p.version});
       }},
      {"damage",
       [&](Context& c, const Village& v, const Plaque& p) { report_damaged(c, v, p.id, ending(p)); }},
      {"miss", [&](Context& c, const Village& v, const Plaque& p) { report_missing(c, v, p.id, ending(p)); }},
      {"replace", [&](Context& c, const Village& v, const Plaque& p) { replace(c, v, p.id, ending(p)); }},
      {"retire", [&](Context& c, const Village& v, const Plaque& p) { retire(c, v, p.id, ending(p)); }}};
  SeededRandom dice(7);
  village_.plan();
  for (int turn = 0; turn < 150; ++turn) {
    const auto rows = village_.read([](Context& c, const Village& v) {
      return list(c, v, {Show::all, std::nullopt});
    });
    std::set<std::int64_t> serials;
    std::set<Id<Household>> with_live;
    for (const ListRow& row : rows) {
      EXPECT_TRUE(serials.insert(row.plaque.serial).second) << row.plaque.serial;
      if (is_live(row.plaque.state)) {
        EXPECT_TRUE(with_live.insert(row.plaque.household).second);
      }
    }
    if (with_live.size() < 3) {
      EXPECT_EQ(village_.plan(), static_cast<std::int64_t>(3 - with_live.size()));
      continue;
    }
    const Plaque plaque = rows[dice.below(rows.size())].plaque;
    const auto& [name, work] = steps[dice.below(steps.size())];
    const std::string answer =
        refused([&] { village_.change([&](Context& c, const Village& v) { work(c, v, plaque); }); });
    EXPECT_EQ(answer, allowed.at(plaque.state).contains(name) ? "" : "plaque.state")
        << name << " of a plaque with state " << static_cast<int>(plaque.state);
  }
  EXPECT_TRUE(bench_.verify().holds());
}

TEST(PlaquesPartitioned, the_tables_hold_when_every_village_is_on_a_partition_of_its_own) {
  db::testing::Setup setup;
  setup.partition_by_hash = true;
  journal::testing::Bench bench(db::Engine::postgresql, setup);
  testing::RunningVillage village(bench);
  EXPECT_EQ(village.plan(), 3);
  village.mark_all_printed();
  const Plaque hung = village.hang_at(village.sun);
  const Plaque next = village.change([&](Context& c, const Village& v) {
    return replace(c, v, hung.id, {"名字印错了", hung.version});
  });
  EXPECT_EQ(next.serial, 4);
}

}  // namespace
}  // namespace lianghu::plaques
