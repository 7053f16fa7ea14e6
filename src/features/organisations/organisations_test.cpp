#include "features/organisations/organisations.h"

#include <gtest/gtest.h>

#include <limits>

#include "features/organisations/organisations_api.h"
#include "features/organisations/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::organisations {
namespace {

using testing::refused;

class Organisations : public ::testing::TestWithParam<db::Engine> {
 protected:
  journal::testing::Bench bench_{GetParam()};
  testing::Town town_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Organisations);

TEST_P(Organisations, a_path_leads_from_the_root_down_and_a_move_takes_all_below_along) {
  const Organisation other = bench_.change([&](Context& c) {
    return create(c, {town_.county.id, Kind::town, "宝山乡党委", "230225206"});
  });
  EXPECT_EQ(town_.group.path, town_.county.path + std::to_string(town_.town.id.value) + "/" +
                                  std::to_string(town_.yinhe.id.value) + "/" +
                                  std::to_string(town_.group.id.value) + "/");
  EXPECT_EQ(refused([&] {
              bench_.change([&](Context& c) { move(c, town_.yinhe.id, other.id, town_.yinhe.version); });
            }),
            "organisation.division.outside");
  const Organisation second_county = bench_.change([&](Context& c) {
    return create(c, {std::nullopt, Kind::county, "甘南县直工委", "230225"});
  });
  bench_.change([&](Context& c) { move(c, town_.town.id, second_county.id, town_.town.version); });
  bench_.read([&](Context& c) {
    const auto group = find(c, town_.group.id);
    ASSERT_TRUE(group);
    EXPECT_TRUE(group->path.starts_with(second_county.path)) << group->path;
    EXPECT_EQ(ancestors(c, *group).size(), 4U);
    EXPECT_EQ(subtree(c, reach(c, second_county.id, staff_kinds)).size(), 5U);
    EXPECT_EQ(branches(c, reach(c, second_county.id, staff_kinds)).size(), 2U);
  });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Organisations, nothing_moves_below_itself_and_levels_keep_their_order) {
  EXPECT_EQ(refused([&] { bench_.change([&](Context& c) { move(c, town_.town.id, town_.yinhe.id, 1); }); }),
            "organisation.cycle");
  EXPECT_EQ(refused([&] { bench_.change([&](Context& c) { move(c, town_.town.id, town_.town.id, 1); }); }),
            "organisation.cycle");
  EXPECT_EQ(refused([&] {
              bench_.change([&](Context& c) {
                create(c, {town_.county.id, Kind::branch, "音河村第二支部", "230225101204"});
              });
            }),
            "organisation.kind.order");
}

TEST_P(Organisations, a_wrong_place_or_name_is_refused_at_its_field) {
  const auto make = [&](std::string name, std::string division) {
    return refused([&] {
      bench_.change([&](Context& c) { create(c, {town_.town.id, Kind::branch, name, division}); });
    });
  };
  EXPECT_EQ(make("没有的村", "230225101999"), "organisation.division.unknown");
  EXPECT_EQ(make("别镇的村", "110101001001"), "organisation.division.outside");
  EXPECT_EQ(make("  ", "230225101203"), "organisation.name.length");
  EXPECT_EQ(make("音河村党支部", "230225101203"), "organisation.name.taken");
  EXPECT_EQ(make("兴武村党支部", "230225101203"), "");
}

TEST_P(Organisations, who_renames_an_older_version_is_told_and_changes_nothing) {
  bench_.change([&](Context& c) { rename(c, town_.yinhe.id, "音河村党总支", 1); });
  const auto rename_seeing = [&](std::int64_t version) {
    return refused([&] { bench_.change([&](Context& c) { rename(c, town_.yinhe.id, "别的", version); }); });
  };
  EXPECT_EQ(rename_seeing(1), "version.stale");
  EXPECT_EQ(rename_seeing(std::numeric_limits<std::int64_t>::max()), "version.stale");
  bench_.read([&](Context& c) { EXPECT_EQ(find(c, town_.yinhe.id)->name, "音河村党总支"); });
}

TEST_P(Organisations, another_branch_is_as_if_it_were_not_there) {
  const auto look = [&](const Actor& actor, Id<Organisation> id) {
    return refused([&] { bench_.read_as(actor, [&](Context& c) { (void)reach(c, id, staff_kinds); }); });
  };
  EXPECT_EQ(look(town_.yinhe_secretary(), town_.yinhe.id), "");
  EXPECT_EQ(look(town_.yinhe_secretary(), town_.shanwan.id), "organisation.not_found");
  EXPECT_EQ(look(town_.yinhe_secretary(), town_.town.id), "organisation.not_found");
  EXPECT_EQ(look(town_.yinhe_secretary(), {1}), "organisation.not_found");
  EXPECT_EQ(look(town_.auditor(), town_.yinhe.id), "rights.missing");
  EXPECT_EQ(look(Actor::visitor(), town_.yinhe.id), "organisation.not_found");
}

TEST_P(Organisations, only_operators_and_staff_above_shape_the_tree) {
  const auto make = [&](const Actor& actor, std::string name) {
    return refused([&] {
      bench_.change_as(actor, [&](Context& c) {
        create(c, {town_.town.id, Kind::branch, name, "230225101203"});
      });
    });
  };
  EXPECT_EQ(make(town_.yinhe_secretary(), "一"), "organisation.not_found");
  EXPECT_EQ(make(town_.auditor(), "二"), "rights.missing");
  EXPECT_EQ(make(town_.town_staff(), "三"), "");
  EXPECT_EQ(make(testing::Town::operator_(), "四"), "");
}

TEST_P(Organisations, a_leading_group_has_one_head_and_somebody_for_each_duty) {
  const std::vector<LeadingGroupMember> whole = {
      {"周测试", "党支部书记", true, {Duty::implement}},
      {"吴测试", "村委会主任", false, {Duty::supervise, Duty::execute, Duty::promote}}};
  std::optional<Id<LeadingGroupMember>> seen;
  const auto set = [&](std::vector<LeadingGroupMember> members) {
    return refused([&] {
      bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
        set_leading_group(c, reach(c, town_.yinhe.id, staff_kinds), members, seen);
      });
    });
  };
  const auto look = [&] {
    seen = bench_.read(
        [&](Context& c) { return leading_group_version(c, reach(c, town_.yinhe.id, staff_kinds)); });
  };
  EXPECT_EQ(set({whole[1]}), "leading_group.head");
  EXPECT_EQ(set({whole[0]}), "leading_group.duties");
  EXPECT_EQ(set(whole), "");
  EXPECT_EQ(set(whole), "version.stale") << "the second of two who saw none";
  look();
  EXPECT_EQ(set(whole), "");
  EXPECT_EQ(set(whole), "version.stale") << "the second of two who saw the same";
  bench_.read([&](Context& c) {
    const auto members = leading_group(c, reach(c, town_.yinhe.id, staff_kinds));
    ASSERT_EQ(members.size(), 2U);
    EXPECT_TRUE(members[0].is_head);
    EXPECT_EQ(members[1].duties.size(), 3U);
  });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Organisations, the_routes_answer_within_the_reader_s_subtree_only) {
  http::Router router;
  routes(router);
  http::testing::Browser browser(router, bench_.changes());
  const std::string yinhe = "/api/v1/organisations/" + std::to_string(town_.yinhe.id.value);
  EXPECT_EQ(browser.get(yinhe).status, 401);
  browser.as(town_.shanwan_secretary());
  EXPECT_EQ(browser.get(yinhe).status, 404);
  EXPECT_EQ(browser.put(yinhe + "/name", R"({"name":"改","version":1})").status, 404);
  browser.as(town_.town_staff());
  EXPECT_EQ(browser.get(yinhe).status, 200);
  EXPECT_EQ(browser.put(yinhe + "/name", R"({"name":"改","version":1})").status, 200);
  const http::Response list = browser.get("/api/v1/organisations");
  EXPECT_NE(list.body.find("山湾村党支部"), std::string::npos) << list.body;
  EXPECT_EQ(list.body.find("甘南县委"), std::string::npos) << list.body;
  const http::Response places = browser.get("/api/v1/divisions?prefix=%E5%85%B4%E5%8D%81%E5%9B%9B");
  EXPECT_NE(places.body.find("230225101"), std::string::npos) << places.body;
  EXPECT_NE(places.body.find(R"("above":["黑龙江省","齐齐哈尔市","甘南县"])"), std::string::npos)
      << places.body;
  const http::Response elsewhere = browser.get("/api/v1/divisions?prefix=%E5%85%B4&within=230225101");
  EXPECT_NE(elsewhere.body.find("230225101205"), std::string::npos) << elsewhere.body;
  EXPECT_EQ(elsewhere.body.find(R"("above":["北京市")"), std::string::npos) << elsewhere.body;
}

TEST_P(Organisations, an_operator_reaches_the_whole_tree_but_only_for_what_names_operators) {
  const auto look = [&](std::initializer_list<RoleKind> kinds) {
    return refused([&] {
      bench_.read_as(testing::Town::operator_(), [&](Context& c) { (void)reach(c, town_.yinhe.id, kinds); });
    });
  };
  EXPECT_EQ(look({RoleKind::operator_, RoleKind::town}), "");
  EXPECT_EQ(look(staff_kinds), "organisation.not_found");
  http::Router router;
  routes(router);
  http::testing::Browser browser(router, bench_.changes());
  browser.as(testing::Town::operator_());
  EXPECT_EQ(browser.get("/api/v1/organisations/" + std::to_string(town_.yinhe.id.value)).status, 200);
  EXPECT_EQ(browser.get("/api/v1/organisations/1").status, 404);
}

}  // namespace
}  // namespace lianghu::organisations
