#include "features/feedback/feedback_api.h"

#include <gtest/gtest.h>

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
