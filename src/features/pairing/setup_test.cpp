// Who takes part with how much room, and what makes a pair fit, as the programme's rules have it.
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "features/accounts/accounts.h"
#include "features/pairing/fit.h"
#include "features/pairing/pairs_store.h"
#include "features/pairing/testing.h"
#include "features/pairing/workspace.h"

namespace lianghu::pairing {
namespace {

using households::Kind;
using organisations::testing::refused;

struct Family {
  std::string born;
  std::vector<std::string> categories{};
  std::vector<std::string> needs{};
  std::string address = "音河村一组";
};

class RoundSetup : public ::testing::TestWithParam<db::Engine> {
 protected:
  Id<Household> settle(const std::string& name, Kind kind, const Family& family) {
    return bench_.change([&](Context& c) {
      households::HouseholdFields fields;
      fields.kind = kind;
      fields.address = family.address;
      fields.categories = family.categories;
      fields.needs = family.needs;
      households::PersonFields head;
      head.name = name;
      head.born = parse_date(family.born);
      head.party = kind == Kind::member ? households::Party::full : households::Party::none;
      return households::add(c, village_.yinhe(c), fields, head).household.id;
    });
  }
  void add_person(Id<Household> household, const std::string& name, const std::string& born) {
    village_.change([&](Context& c, const Village& v) {
      households::PersonFields fields;
      fields.name = name;
      fields.born = parse_date(born);
      households::add_person(c, v, household, fields);
    });
  }
  void appoint(const std::string& login, RoleKind kind, Id<Household> household,
               const organisations::Organisation& at) {
    bench_.change([&](Context& c) {
      const accounts::PersonRef person{village_.town.yinhe.id.value, household.value,
                                       present_head(c, household).value};
      accounts::create(c, {login, "某演某", "none", person}, kind, at.id);
    });
  }
  Id<households::Person> present_head(Context& c, Id<Household> household) {
    return households::find(c, village_.yinhe(c), household).value().head;
  }
  void change_rules(const std::function<void(programmes::Definition&)>& change) {
    bench_.change_as(village_.town.town_staff(), [&](Context& c) {
      auto programme = programmes::find(c, village_.programme).value();
      change(programme.definition);
      programmes::edit(c, programme.id, programme.definition, programme.version);
    });
  }
  Workspace seen(Language language = Language::zh) {
    return village_.read([&](Context& c, const Village& v) { return workspace(c, v, language); });
  }
  ParticipantRow row(Id<Household> household, Language language = Language::zh) {
    for (const ParticipantRow& each : seen(language).participants)
      if (each.household == household) return each;
    throw std::logic_error("that household takes no part");
  }
  /// As the household's own account.
  std::string said(Id<Household> by, Id<Household> helper, int capacity,
                   const std::string& reason = "农忙，顾不过来") {
    return refused([&] {
      bench_.change_as(village_.town.yinhe_member(by.value, 1), [&](Context& c) {
        set_capacity(c, village_.anybodys_yinhe(c), helper, capacity, reason, 0);
      });
    });
  }
  Id<Household> helper_of(Id<Household> household) {
    return village_.read([&](Context& c, const Village& v) {
      for (const Pairing& each : store::pairings_of(c, v, current_round(c, v).value().id))
        if (each.household == household && each.state == PairState::proposed) return each.helper;
      return Id<Household>{};
    });
  }
  Way way_of(Id<Household> household) {
    const auto rows =
        village_.read([](Context& c, const Village& v) { return workspace(c, v, Language::zh).pairs; });
    for (const PairRow& row : rows)
      if (row.pairing.household == household) return row.way;
    return Way::unknown;
  }
  FitParts fit(Id<Household> household, Id<Household> helper) {
    return village_.read([&](Context& c, const Village& v) {
      return Fit(c, v, current_round(c, v).value().id).parts(household, helper);
    });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(RoundSetup);

TEST_P(RoundSetup, a_household_of_old_people_is_proposed_less_room_and_children_do_not_count) {
  const auto old = settle("吴演山", Kind::member, {"1950-07-20"});
  add_person(old, "吴演苗", "2010-01-01");
  const auto almost = settle("郑演海", Kind::member, {"1950-07-21"});
  const auto with_son = settle("冯演田", Kind::member, {"1940-01-01"});
  add_person(with_son, "冯演禾", "1985-01-01");
  const auto unknown = settle("陈演河", Kind::member, {"1940-01-01"});
  add_person(unknown, "陈演梅", "");
  village_.start();
  EXPECT_EQ(row(old).capacity, 1);
  EXPECT_EQ(row(old).capacity_reason, "家里大人都满 70 岁了，建议最多帮 1 户");
  EXPECT_EQ(row(old, Language::en).capacity_reason,
            "All grown-ups of the household are 70 or older: at most 1 proposed");
  for (const Id<Household> each : {almost, with_son, unknown, village_.sun}) {
    EXPECT_EQ(row(each).capacity, 2);
    EXPECT_EQ(row(each).capacity_reason, "");
  }
  EXPECT_EQ(seen().usual_capacity, 2);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(RoundSetup, hardship_and_duties_leave_less_room_too) {
  const auto ill = settle("吴演山", Kind::member, {"1980-01-01", {"illness"}, {}});
  const auto in_care = settle("郑演海", Kind::member, {"1980-01-01", {}, {"medical"}});
  const auto poor_soil = settle("冯演田", Kind::member, {"1980-01-01", {"disaster"}, {"sales"}});
  appoint("secretary", RoleKind::secretary, village_.wang, village_.town.yinhe);
  appoint("leader", RoleKind::group_leader, village_.guan, village_.town.group);
  bench_.change([&](Context& c) {
    using organisations::Duty;
    organisations::set_leading_group(
        c, organisations::reach(c, village_.town.yinhe.id, staff_kinds),
        {{"孙演波", "副书记", true, {Duty::implement, Duty::supervise, Duty::execute, Duty::promote}}});
  });
  village_.start();
  EXPECT_EQ(row(ill).capacity_reason, "自己家也有难处，建议最多帮 1 户");
  EXPECT_EQ(row(in_care).capacity, 1);
  EXPECT_EQ(row(poor_soil).capacity, 2);
  EXPECT_EQ(row(village_.wang).capacity_reason, "家里有人当村支书，建议最多帮 1 户");
  EXPECT_EQ(row(village_.guan).capacity_reason, "家里有人当党小组长，建议最多帮 1 户");
  EXPECT_EQ(row(village_.sun).capacity_reason, "家里有人在领导小组，建议最多帮 1 户");
}

TEST_P(RoundSetup, of_several_rules_the_one_that_leaves_the_least_room_stands_and_a_place_sets_its_own) {
  change_rules([](programmes::Definition& definition) {
    definition.pairing->capacity.elder_age = 60;
    definition.pairing->capacity.elder_most = 3;
    definition.pairing->capacity.hardship_most = 0;
  });
  const auto both = settle("吴演山", Kind::member, {"1955-01-01", {"disability"}, {}});
  const auto old = settle("郑演海", Kind::member, {"1955-01-01"});
  village_.start();
  EXPECT_EQ(row(both).capacity, 0);
  EXPECT_EQ(row(both).capacity_reason, "自己家也有难处，建议最多帮 0 户");
  EXPECT_EQ(row(old).capacity, 2) << "a rule never proposes more than is usual";
}

TEST_P(RoundSetup, a_newcomer_is_proposed_its_room_when_it_is_taken_in) {
  village_.start();
  const auto late = settle("吴演山", Kind::member, {"1940-01-01"});
  village_.open();
  EXPECT_EQ(row(late).capacity, 1);
  EXPECT_EQ(row(late).capacity_reason, "家里大人都满 70 岁了，建议最多帮 1 户");
}

TEST_P(RoundSetup, what_somebody_decides_takes_the_place_of_the_proposal_with_its_own_reason) {
  const auto old = settle("吴演山", Kind::member, {"1940-01-01"});
  village_.start();
  village_.set_capacity(old, 3);
  EXPECT_EQ(row(old).capacity, 3);
  EXPECT_EQ(row(old, Language::en).capacity_reason, "家里有老人要照看");
}

TEST_P(RoundSetup, a_helper_says_itself_how_many_it_can_help_until_the_ballots_close) {
  village_.start();
  const auto before = village_.now().version;
  EXPECT_EQ(said(village_.sun, village_.sun, 1), "");
  EXPECT_EQ(row(village_.sun).capacity, 1);
  EXPECT_EQ(row(village_.sun).capacity_reason, "农忙，顾不过来");
  EXPECT_EQ(village_.now().version, before) << "the secretary's screen would be out of date with each";
  EXPECT_EQ(said(village_.sun, village_.sun, 1, " "), "pairing.reason");
  EXPECT_EQ(said(village_.sun, village_.sun, 21), "pairing.capacity");
  EXPECT_EQ(said(village_.sun, village_.guan, 1), "rights.missing");
  EXPECT_EQ(said(village_.zhao, village_.zhao, 1), "household.not_found") << "it helps nobody";
  village_.open();
  EXPECT_EQ(said(village_.sun, village_.sun, 0), "");
  village_.close();
  EXPECT_EQ(said(village_.sun, village_.sun, 2), "pairing.capacity.not_open");
  EXPECT_EQ(row(village_.sun).capacity, 0);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(RoundSetup, an_own_number_is_told_to_its_household_with_whether_it_may_change) {
  village_.start();
  const auto own = [&] {
    return bench_.read_as(village_.town.yinhe_member(village_.sun.value, 1), [&](Context& c) {
      return workspace(c, village_.anybodys_yinhe(c), Language::zh).own.value();
    });
  };
  EXPECT_EQ(own().capacity, 2);
  EXPECT_TRUE(own().may_set_capacity);
  village_.open();
  village_.close();
  EXPECT_FALSE(own().may_set_capacity);
}

TEST_P(RoundSetup, staff_see_who_is_exempt_and_why_and_nobody_else_does) {
  village_.change([&](Context& c, const Village& v) {
    programmes::exempt(c, v, village_.sun, programmes::Matter::pairing, "常年在外务工");
    programmes::exempt(c, v, village_.wang, programmes::Matter::plaque, "房子在翻修");
  });
  village_.start();
  const auto exempt = seen().exempt;
  ASSERT_EQ(exempt.size(), 1U);
  EXPECT_EQ(exempt.front().name, "孙演波");
  EXPECT_EQ(exempt.front().side, Side::helper);
  EXPECT_EQ(exempt.front().reason, "常年在外务工");
  const auto leader = journal::testing::Bench::account(
      19, RoleKind::group_leader, village_.town.yinhe.id.value, village_.town.yinhe.path);
  bench_.read_as(leader, [&](Context& c) {
    EXPECT_TRUE(workspace(c, village_.anybodys_yinhe(c), Language::zh).exempt.empty());
  });
}

TEST_P(RoundSetup, whom_somebody_ranked_comes_before_every_weight) {
  change_rules([](programmes::Definition& definition) { definition.pairing->fit.near = 100; });
  const auto near = settle("周演林", Kind::contact, {"1970-01-01", {}, {}, "音河村孙家8号"});
  village_.start();
  village_.open();
  village_.cast(near, {village_.wang, village_.sun});
  village_.close();
  village_.run();
  EXPECT_TRUE(fit(near, village_.sun).near);
  EXPECT_EQ(helper_of(near), village_.wang);
}

TEST_P(RoundSetup, the_programmes_weights_decide_between_partners_that_nobody_ranked) {
  const auto needy = settle("周演林", Kind::contact, {"1970-01-01", {}, {"company"}, "音河村孙家8号"});
  village_.change([&](Context& c, const Village& v) {
    return pledges::draft(c, v, village_.wang,
                          {pledges::testing::item("每周看望一户独居老人", programmes::Role::friend_)});
  });
  const auto letters = village_.read([](Context& c, const Village& v) { return pledges::list(c, v); });
  for (const auto& each : letters)
    if (each.letter) village_.publish(village_.accept(village_.sign(*each.letter)));
  village_.start();
  village_.open();
  for (const Id<Household> other : {village_.zhao, village_.li}) village_.cast(other, {village_.guan});
  village_.close();
  village_.run();
  EXPECT_TRUE(fit(needy, village_.wang).skill);
  EXPECT_FALSE(fit(needy, village_.guan).skill);
  EXPECT_EQ(helper_of(needy), village_.sun) << "who lives near, by the built-in weights";
  EXPECT_EQ(way_of(needy), Way::near);
  village_.ask_both_sides();
  bench_.pass_days(6);
  village_.finalise();
  change_rules([](programmes::Definition& definition) {
    definition.pairing->fit.near = 1;
    definition.pairing->fit.skill = 5;
    definition.pairing->fit.load = 0;
  });
  village_.propose();
  EXPECT_EQ(helper_of(needy), village_.wang) << "who promised such help";
  EXPECT_EQ(way_of(needy), Way::need);
}

TEST_P(RoundSetup, whoever_has_helped_before_may_rest_when_nothing_else_decides) {
  change_rules([](programmes::Definition& definition) { definition.pairing->fit.load = 50; });
  village_.pair_everybody();
  std::set<Id<Household>> before;
  for (const Pairing& each : village_.in_force()) before.insert(each.helper);
  ASSERT_LT(before.size(), 3U) << "one of the three helpers has rested";
  village_.propose();
  EXPECT_FALSE(fit(village_.zhao, *before.begin()).rested);
  EXPECT_FALSE(before.contains(helper_of(village_.zhao)));
  EXPECT_FALSE(before.contains(helper_of(village_.li)));
}

}  // namespace
}  // namespace lianghu::pairing
