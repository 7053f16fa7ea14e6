#include "features/reviews/reviews_api.h"

#include <gtest/gtest.h>

#include "features/reviews/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::reviews {
namespace {

using http::testing::problem_keys;
using Keys = std::vector<std::string>;

class ReviewRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  ReviewRoutes() { routes(router_); }

  [[nodiscard]] std::string village_at(std::string_view rest) const {
    return "/api/v1/villages/" + std::to_string(village_.town.yinhe.id.value) + std::string(rest);
  }
  [[nodiscard]] std::string at(std::string_view rest) {
    return village_at("/reviews/" + std::to_string(village_.newest().id.value) + std::string(rest));
  }
  [[nodiscard]] static std::string household(Id<Household> id) {
    return "/households/" + std::to_string(id.value);
  }
  Sheet sheet() {
    return village_.read([](Context& c, const Village& v) {
      return reviews::sheet(c, v, testing::ReviewingVillage::newest_id(c, v));
    });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::ReviewingVillage village_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(ReviewRoutes);

TEST_P(ReviewRoutes, a_review_goes_from_the_list_to_its_publication) {
  browser_.as(village_.town.yinhe_secretary());
  const auto list = browser_.get(village_at("/reviews"));
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_NE(list.body.find(R"("day":"2020-09-15")"), std::string::npos) << list.body;
  for (const auto each : {village_.sun, village_.guan, village_.wang}) {
    EXPECT_EQ(browser_.put(at(household(each) + "/report"), R"({"text":"扫了四回街"})").status, 200);
    EXPECT_EQ(browser_
                  .put(at(household(each) + "/appraisal"),
                       R"({"voters":"members","good":9,"fair":1,"average":0,"poor":0})")
                  .status,
              200);
    EXPECT_EQ(browser_.put(at(household(each) + "/result"), R"({"grade":"good"})").status, 200);
    EXPECT_EQ(problem_keys(browser_.put(at(household(each) + "/result"), R"({"grade":"fair"})")),
              Keys{"version.stale"});
  }
  const std::string praise =
      R"({"household":")" + std::to_string(village_.sun.value) + R"(","role":"friend","reason":"给人送药"})";
  EXPECT_EQ(browser_.post(at("/commendations"), praise).status, 200);
  const std::string which = std::to_string(sheet().commendations.at(0).id.value);
  EXPECT_EQ(browser_.remove(at("/commendations/" + which)).status, 200);
  EXPECT_EQ(problem_keys(browser_.post(at("/publish"), R"({"version":1})")), Keys{"version.stale"});
  const std::string version = R"({"version":)" + std::to_string(village_.newest().version) + "}";
  const auto published = browser_.with_key("0123456789abcdef").post(at("/publish"), version);
  ASSERT_EQ(published.status, 200) << published.body;
  EXPECT_EQ(browser_.with_key("0123456789abcdef").post(at("/publish"), version).body, published.body);
  EXPECT_EQ(problem_keys(browser_.post(at("/publish"), version)), Keys{"review.published"});
  EXPECT_NE(browser_.get(at("")).body.find(R"("notice_days":7)"), std::string::npos);
}

TEST_P(ReviewRoutes, a_rectification_is_raised_done_sent_back_done_and_verified) {
  browser_.as(village_.town.yinhe_secretary());
  const std::string raised = R"({"household":")" + std::to_string(village_.guan.value) +
                             R"(","what":"门前柴草没清","due_on":"2020-09-01"})";
  const auto first = browser_.with_key("0123456789abcdef").post(at("/rectifications"), raised);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(browser_.with_key("0123456789abcdef").post(at("/rectifications"), raised).body, first.body);
  ASSERT_EQ(sheet().rectifications.size(), 1U);
  const std::string one =
      village_at("/rectifications/" + std::to_string(sheet().rectifications.at(0).id.value));
  EXPECT_EQ(browser_.post(one + "/done", R"({"evidence":"清走了","version":1})").status, 200);
  EXPECT_EQ(problem_keys(browser_.post(one + "/verify", R"({"version":2})")), Keys{"rectification.own"});
  browser_.as(village_.town.town_staff());
  EXPECT_EQ(browser_.post(one + "/send-back", R"({"reason":"还有一堆","version":2})").status, 200);
  browser_.as(village_.town.yinhe_member(village_.guan.value, 2));
  EXPECT_EQ(browser_.post(one + "/done", R"({"evidence":"都清走了","version":3})").status, 200);
  browser_.as(village_.town.yinhe_secretary());
  EXPECT_EQ(browser_.post(one + "/verify", R"({"version":4})").status, 200);
}

TEST_P(ReviewRoutes, whoever_has_nothing_to_do_with_the_village_finds_nothing) {
  for (const std::string& address : {village_at("/reviews"), at("")}) {
    EXPECT_EQ(browser_.as(village_.town.shanwan_secretary()).get(address).status, 404) << address;
    EXPECT_EQ(browser_.as(Actor::visitor()).get(address).status, 401) << address;
    EXPECT_EQ(browser_.as(village_.town.auditor()).get(address).status, 200) << address;
  }
  browser_.as(village_.town.auditor());
  EXPECT_EQ(browser_.post(at("/publish"), R"({"version":1})").status, 403);
  EXPECT_EQ(browser_.put(at(household(village_.sun) + "/result"), R"({"grade":"good"})").status, 403);
  browser_.as(village_.town.yinhe_member(village_.sun.value, 1));
  EXPECT_EQ(browser_.put(at(household(village_.guan) + "/report"), R"({"text":"替人写"})").status, 404);
}

}  // namespace
}  // namespace lianghu::reviews
