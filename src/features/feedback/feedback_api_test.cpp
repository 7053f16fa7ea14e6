#include "features/feedback/feedback_api.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "features/feedback/testing.h"
#include "http/testing.h"

namespace lianghu::feedback {
namespace {

using http::testing::problem_keys;
using Keys = std::vector<std::string>;

class DeskRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  DeskRoutes() { routes(router_); }
  std::string list_of(Id<Organisation> id, const std::string& pile = {}) {
    return "/api/v1/organisations/" + std::to_string(id.value) + "/feedback" + pile;
  }
  std::string at(const Entry& entry, const std::string& step = {}) {
    return "/api/v1/villages/" + std::to_string(entry.village.value) + "/feedback/" +
           std::to_string(entry.id.value) + step;
  }
  static std::string version(const Entry& entry) { return R"("version":)" + std::to_string(entry.version); }

  journal::testing::Bench bench_{GetParam()};
  testing::Desk desk_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(DeskRoutes);

TEST_P(DeskRoutes, what_may_be_of_a_flood_stands_behind_the_rest_whatever_its_day) {
  Submission flood;
  flood.kind = Kind::complaint;
  flood.text = "凑数的话";
  flood.in_crowd = true;
  desk_.say(desk_.village.sun, flood);
  bench_.pass_days(2);
  desk_.say(desk_.village.guan, Kind::complaint, "井盖丢了");
  for (const Id<Account> who : {desk_.secretary, desk_.town}) {
    const auto listed = browser_.as(desk_.actor(who)).get(list_of(desk_.village.town.yinhe.id)).body;
    ASSERT_NE(listed.find("井盖丢了"), std::string::npos);
    EXPECT_LT(listed.find("井盖丢了"), listed.find("凑数的话"));
  }
}

TEST_P(DeskRoutes, the_desk_assigns_answers_and_closes) {
  desk_.say(desk_.village.sun);
  Entry entry = desk_.only(desk_.secretary);
  browser_.as(desk_.actor(desk_.secretary));
  const auto listed = browser_.get(list_of(entry.village));
  EXPECT_EQ(listed.status, 200);
  EXPECT_NE(listed.body.find("广场没人扫"), std::string::npos);
  EXPECT_NE(listed.body.find(R"("to_do":1)"), std::string::npos) << listed.body;
  EXPECT_EQ(browser_.get(at(entry)).status, 200);
  EXPECT_EQ(browser_
                .post(at(entry, "/assign"),
                      R"({"account":")" + std::to_string(desk_.leader.value) + R"(",)" + version(entry) + "}")
                .status,
            200);
  entry = desk_.only(desk_.secretary);
  EXPECT_EQ(problem_keys(
                browser_.post(at(entry, "/answer"), R"({"text":"好","show":false,)" + version(entry) + "}")),
            Keys{"feedback.answer"});
  EXPECT_EQ(browser_.post(at(entry, "/answer"), R"({"text":"已经扫了","show":false,)" + version(entry) + "}")
                .status,
            200);
  entry = desk_.only(desk_.secretary, Pile::answered);
  EXPECT_EQ(browser_.post(at(entry, "/close"), "{" + version(entry) + "}").status, 200);
  EXPECT_EQ(browser_.get(list_of(entry.village, "?pile=closed")).status, 200);
  EXPECT_EQ(problem_keys(browser_.get(list_of(entry.village, "?pile=all"))), Keys{"feedback.pile"});
}

TEST_P(DeskRoutes, asks_merges_separates_and_keeps_sentences) {
  desk_.say(desk_.village.sun);
  desk_.say(desk_.village.sun, Kind::complaint, "广场上都是玉米皮");
  browser_.as(desk_.actor(desk_.secretary));
  auto pile = desk_.pile(desk_.secretary);
  EXPECT_EQ(problem_keys(browser_.post(at(pile[0], "/ask"), R"({"text":"？",)" + version(pile[0]) + "}")),
            Keys{"feedback.question"});
  EXPECT_EQ(browser_.post(at(pile[0], "/ask"), R"({"text":"是哪个广场？",)" + version(pile[0]) + "}").status,
            200);
  const auto into = [](const Entry& entry) {
    return R"({"into":")" + std::to_string(entry.id.value) + R"(",)";
  };
  EXPECT_EQ(browser_.post(at(pile[1], "/merge"), into(pile[0]) + version(pile[1]) + "}").status, 200);
  EXPECT_EQ(problem_keys(browser_.post(at(pile[1], "/merge"), into(pile[0]) + R"("version":2})")),
            Keys{"feedback.state"});
  EXPECT_EQ(browser_.post(at(pile[1], "/separate"), R"({"version":2})").status, 200);
  EXPECT_EQ(desk_.pile(desk_.secretary).size(), 2U);
  const std::string kept = list_of(pile[0].village, "/templates");
  const auto sentence = browser_.post(kept, R"({"text":"情况属实，已经整改。"})");
  ASSERT_EQ(sentence.status, 200) << sentence.body;
  const std::string id(json::parse(sentence.body).as_object().at("id").as_string());
  EXPECT_EQ(browser_.remove(kept + "/" + id).status, 200);
  EXPECT_EQ(problem_keys(browser_.remove(kept + "/" + id)), Keys{"feedback.template.not_found"});
  browser_.as(desk_.actor(desk_.town));
  const auto above = browser_.get(list_of(desk_.village.town.town.id));
  EXPECT_NE(above.body.find(R"("received":2)"), std::string::npos) << above.body;
}

TEST_P(DeskRoutes, hides_with_a_reason_shows_again_and_passes_up) {
  desk_.say(desk_.village.sun);
  Entry entry = desk_.only(desk_.secretary);
  browser_.as(desk_.actor(desk_.secretary));
  EXPECT_EQ(browser_.post(at(entry, "/hide"), R"({"reason":"骂人",)" + version(entry) + "}").status, 200);
  entry = desk_.only(desk_.secretary, Pile::hidden);
  EXPECT_EQ(browser_.post(at(entry, "/show"), "{" + version(entry) + "}").status, 200);
  entry = desk_.only(desk_.secretary);
  EXPECT_EQ(browser_.post(at(entry, "/pass-up"), R"({"reason":"归镇里管",)" + version(entry) + "}").status,
            200);
  EXPECT_EQ(desk_.only(desk_.town).handler, desk_.village.town.town.id);
}

TEST_P(DeskRoutes, another_village_finds_nothing_and_readers_do_nothing) {
  desk_.say(desk_.village.sun);
  const Entry entry = desk_.only(desk_.secretary);
  const std::string body = R"({"reason":"骂人",)" + version(entry) + "}";
  browser_.as(desk_.village.town.shanwan_secretary());
  EXPECT_EQ(browser_.get(list_of(entry.village)).status, 404);
  EXPECT_EQ(browser_.get(at(entry)).status, 404);
  EXPECT_EQ(browser_.post(at(entry, "/hide"), body).status, 404);
  EXPECT_EQ(browser_.get(list_of(desk_.village.town.town.id)).status, 404);
  browser_.as(desk_.village.town.auditor());
  EXPECT_EQ(browser_.get(at(entry)).status, 200);
  EXPECT_EQ(browser_.get(list_of(desk_.village.town.town.id)).status, 200);
  EXPECT_EQ(browser_.post(at(entry, "/hide"), body).status, 403);
  browser_.as(desk_.actor(desk_.town));
  EXPECT_EQ(browser_.post(at(entry, "/hide"), body).status, 403) << "it is the branch's as long as in time";
  browser_.as(desk_.village.town.yinhe_member(desk_.village.guan.value, 0));
  const auto listed = browser_.get(list_of(entry.village));
  EXPECT_EQ(listed.status, 200);
  EXPECT_EQ(listed.body.find("广场"), std::string::npos);
  EXPECT_EQ(browser_.get(at(entry)).status, 404);
  browser_.as(organisations::testing::Town::operator_());
  EXPECT_EQ(browser_.get(at(entry)).status, 403);
  browser_.as(Actor::visitor());
  EXPECT_EQ(browser_.get(at(entry)).status, 401);
}

}  // namespace
}  // namespace lianghu::feedback
