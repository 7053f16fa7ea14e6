#include "features/help/help_api.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "documents/picture_fixture.h"
#include "features/help/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::help {
namespace {

using http::testing::problem_keys;
using Keys = std::vector<std::string>;

std::string data_address(std::string_view bytes) {
  std::string text = base64url(bytes);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.size() % 4 != 0) text += '=';
  return "data:image/png;base64," + text;
}

class HelpRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  HelpRoutes() { routes(router_, files_); }

  [[nodiscard]] std::string at(std::string_view rest) const {
    return "/api/v1/villages/" + std::to_string(village_.town.yinhe.id.value) + "/help" + std::string(rest);
  }
  [[nodiscard]] std::string action_body(std::string_view picture = {}) {
    return R"({"helper":")" + std::to_string(village_.sun.value) + R"(","pairing":")" +
           std::to_string(village_.pair.id.value) + R"(","role":"friend","done_on":")" +
           format_date(china_date(bench_.clock().now())) + R"(","what":"送了一次药","quarter_hours":4,)" +
           R"("picture":")" + std::string(picture) + R"("})";
  }
  std::size_t actions() {
    return village_.read(
        [](Context& c, const Village& v) { return actions_in(c, v, c.today(), c.today()).size(); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::HelpingVillage village_{bench_};
  FileStore files_{db::testing::temporary_folder()};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(HelpRoutes);

TEST_P(HelpRoutes, a_double_tap_records_one_action) {
  browser_.as(village_.town.yinhe_secretary());
  const auto first = browser_.with_key("0123456789abcdef").post(at("/actions"), action_body());
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(browser_.with_key("0123456789abcdef").post(at("/actions"), action_body()).body, first.body);
  EXPECT_EQ(actions(), 1U);
}

TEST_P(HelpRoutes, a_plan_and_an_action_go_from_the_choices_to_the_list_and_are_answered_from_paper) {
  browser_.as(village_.town.yinhe_secretary());
  const auto choices = browser_.get(at("/households/" + std::to_string(village_.sun.value) + "/choices"));
  ASSERT_EQ(choices.status, 200) << choices.body;
  EXPECT_NE(choices.body.find("赵演福"), std::string::npos);
  const std::string pairing = at("/pairings/" + std::to_string(village_.pair.id.value));
  const auto plan =
      browser_.put(pairing + "/plan", R"({"items":[{"need":"labour","what":"帮着收黄豆"}],"edition":0})");
  ASSERT_EQ(plan.status, 200) << plan.body;
  EXPECT_NE(browser_.get(pairing).body.find("帮着收黄豆"), std::string::npos);
  EXPECT_NE(browser_.get(at("/pairings")).body.find("孙演波"), std::string::npos);
  ASSERT_EQ(browser_.post(at("/actions"), action_body()).status, 200);
  const Action action = village_.read(
      [](Context& c, const Village& v) { return actions_in(c, v, c.today(), c.today()).at(0); });
  const std::string one = at("/actions/" + std::to_string(action.id.value));
  const auto answer = browser_.post(one + "/answer", R"({"was_so":false,"words":"没来过","version":1})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_NE(browser_.get(one).body.find("没来过"), std::string::npos);
  EXPECT_NE(browser_.get(at("/actions")).body.find(R"("disputed":1)"), std::string::npos);
  EXPECT_EQ(browser_.post(one + "/withdraw", R"({"reason":"记错了人","version":2})").status, 200);
  EXPECT_EQ(problem_keys(browser_.get(at("/actions?first=x"))), Keys{"help.query"});
}

TEST_P(HelpRoutes, a_photo_is_kept_and_shown_only_to_those_who_see_the_action) {
  browser_.as(village_.town.yinhe_secretary());
  const std::string png = documents::fixture::png(4, 3);
  const auto sent = browser_.post(at("/actions"), action_body(data_address(png)));
  ASSERT_EQ(sent.status, 200) << sent.body;
  const Action action = village_.read(
      [](Context& c, const Village& v) { return actions_in(c, v, c.today(), c.today()).at(0); });
  const std::string photo = at("/actions/" + std::to_string(action.id.value) + "/photo");
  EXPECT_EQ(browser_.get(photo).body, png);
  browser_.as(village_.town.yinhe_member(village_.guan.value, 2));
  EXPECT_EQ(browser_.get(photo).status, 404);
  browser_.as(village_.town.yinhe_secretary());
  EXPECT_EQ(problem_keys(browser_.post(at("/actions"), action_body("data:text/html;base64,PGI+"))),
            Keys{"help.photo"});
}

TEST_P(HelpRoutes, whoever_has_nothing_to_do_with_the_village_finds_nothing) {
  for (const std::string& address : {at("/actions"), at("/pairings")}) {
    EXPECT_EQ(browser_.as(village_.town.shanwan_secretary()).get(address).status, 404) << address;
    EXPECT_EQ(browser_.as(Actor::visitor()).get(address).status, 401) << address;
    EXPECT_EQ(browser_.as(village_.town.auditor()).get(address).status, 200) << address;
  }
  EXPECT_EQ(browser_.as(village_.town.auditor()).post(at("/actions"), action_body()).status, 403);
  EXPECT_EQ(browser_.as(village_.town.shanwan_secretary()).post(at("/actions"), action_body()).status, 404);
  EXPECT_EQ(actions(), 0U);
}

}  // namespace
}  // namespace lianghu::help
