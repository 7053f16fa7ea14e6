#include "features/pairing/pairing_api.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "features/pairing/ballot_form.h"
#include "features/pairing/testing.h"
#include "features/pairing/workspace.h"
#include "http/testing.h"

namespace lianghu::pairing {
namespace {

using http::testing::problem_fields;
using http::testing::problem_keys;
using Keys = std::vector<std::string>;

class PairingRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  PairingRoutes() {
    routes(router_);
    browser_.with_header("host", "lianghu.example");
    browser_.as(village_.town.yinhe_secretary());
  }
  [[nodiscard]] std::string at(const std::string& rest = {}) const {
    return "/api/v1/villages/" + std::to_string(village_.town.yinhe.id.value) + "/pairing" + rest;
  }
  [[nodiscard]] std::string ballot_of(Id<Household> household) const {
    return at("/ballots/" + std::to_string(household.value));
  }
  std::string ranking(Id<Household> first) {
    return R"({"round":")" + std::to_string(village_.now().id.value) + R"(","rank":[[")" +
           std::to_string(first.value) + R"("]],"vetoes":[]})";
  }
  std::string version() { return R"({"version":)" + std::to_string(village_.now().version) + "}"; }
  http::Response take(const std::string& step) { return browser_.post(at(step), version()); }
  Workspace seen() {
    const auto answer = browser_.get(at());
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::read<Workspace>(std::string_view(answer.body));
  }
  Actor member(Id<Household> household) { return village_.town.yinhe_member(household.value, 1); }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(PairingRoutes);

TEST_P(PairingRoutes, a_whole_round_by_its_routes) {
  EXPECT_EQ(browser_.post(at("/rounds")).status, 200);
  const auto capacity = browser_.put(at("/helpers/" + std::to_string(village_.sun.value)),
                                     R"({"capacity":1,"reason":"家里有老人要照看","version":1})");
  EXPECT_EQ(capacity.status, 200) << capacity.body;
  EXPECT_EQ(browser_.post(at("/open"), R"({"closes_on":"2020-07-28","version":2})").status, 200);
  EXPECT_EQ(browser_.put(ballot_of(village_.zhao), ranking(village_.wang)).status, 200);
  EXPECT_EQ(take("/close").status, 200);
  EXPECT_EQ(take("/consent").status, 200);
  browser_.as(village_.town.town_staff());
  EXPECT_EQ(take("/consent").status, 200);
  EXPECT_EQ(take("/solve").status, 200);
  browser_.as(village_.town.yinhe_secretary());
  EXPECT_EQ(take("/confirming").status, 200);
  const Workspace asked = seen();
  ASSERT_EQ(asked.pairs.size(), 2U);
  for (const PairRow& row : asked.pairs)
    for (const std::string side : {"contact", "helper"}) {
      const std::int64_t newest = row.pairing.version + (side == "helper" ? 1 : 0);
      const auto answer =
          browser_.post(at("/pairs/" + std::to_string(row.pairing.id.value) + "/reply"),
                        R"({"by":")" + side + R"(","answer":"accepted","reason":"","version":)" +
                            std::to_string(newest) + "}");
      EXPECT_EQ(answer.status, 200) << answer.body;
    }
  EXPECT_EQ(take("/final").status, 200);
  const Workspace done = seen();
  EXPECT_EQ(done.round->state, State::final_);
  EXPECT_EQ(done.outcome->covered, 2);
  EXPECT_EQ(done.counts->has, 2);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PairingRoutes, a_repeated_request_gets_the_first_answer) {
  village_.start();
  village_.open();
  village_.close();
  village_.consent();
  const std::string body = version();
  const std::string key = "0123456789abcdef-solve";
  const auto first = browser_.with_key(key).post(at("/solve"), body);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(browser_.with_key(key).post(at("/solve"), body).body, first.body);
  EXPECT_EQ(problem_keys(browser_.post(at("/solve"), body)), Keys{"version.stale"});
}

TEST_P(PairingRoutes, no_answer_of_any_route_tells_how_somebody_voted) {
  village_.start();
  village_.open();
  const auto vote = browser_.put(ballot_of(village_.zhao), ranking(village_.wang));
  EXPECT_EQ(vote.body.find(std::to_string(village_.wang.value)), std::string::npos) << vote.body;
  const auto form = browser_.get(ballot_of(village_.zhao));
  EXPECT_EQ(form.status, 200) << form.body;
  EXPECT_EQ(form.body.find("rank"), std::string::npos);
  village_.cast(village_.zhao, {village_.guan, village_.sun}, {{village_.wang, "两家打过官司"}});
  EXPECT_EQ(browser_.get(ballot_of(village_.zhao)).body, form.body);
  EXPECT_TRUE(seen().own == std::nullopt);
  const std::string all = browser_.get(at()).body;
  EXPECT_EQ(all.find("官司"), std::string::npos);
  EXPECT_NE(all.find(R"("voted":true)"), std::string::npos);
}

TEST_P(PairingRoutes, the_ballot_form_names_the_other_side_and_no_more_of_it_than_is_needed) {
  village_.start();
  village_.open();
  const auto form = json::read<BallotForm>(std::string_view(browser_.get(ballot_of(village_.sun)).body));
  EXPECT_EQ(form.side, Side::helper);
  ASSERT_EQ(form.candidates.size(), 2U);
  EXPECT_TRUE(
      std::ranges::any_of(form.candidates, [](const Candidate& each) { return each.name == "赵演福"; }));
  EXPECT_FALSE(form.is_own);
}

TEST_P(PairingRoutes, a_wrong_ballot_is_refused_at_its_field) {
  village_.start();
  village_.open();
  const auto answer = browser_.put(ballot_of(village_.zhao), ranking(village_.li));
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(problem_fields(answer), Keys{"rank[0][0]"});
}

TEST_P(PairingRoutes, a_member_sees_its_own_part_and_nobody_elses) {
  village_.start();
  village_.open();
  village_.cast(village_.zhao, {village_.sun});
  village_.cast(village_.li, {village_.guan});
  browser_.as(member(village_.sun));
  EXPECT_EQ(browser_.get(ballot_of(village_.sun)).status, 200);
  EXPECT_EQ(browser_.get(ballot_of(village_.guan)).status, 404);
  EXPECT_EQ(browser_.put(ballot_of(village_.guan), ranking(village_.li)).status, 404);
  EXPECT_EQ(browser_.put(ballot_of(village_.sun), ranking(village_.li)).status, 200);
  EXPECT_EQ(problem_keys(take("/close")), Keys{"rights.missing"});
  village_.close();
  village_.run();
  EXPECT_TRUE(seen().pairs.empty()) << "a proposal is out before both sides are asked";
  village_.ask_both_sides();
  const Workspace own = seen();
  EXPECT_FALSE(own.tally);
  EXPECT_FALSE(own.counts);
  ASSERT_EQ(own.participants.size(), 1U);
  EXPECT_EQ(own.participants.front().household, village_.sun);
  for (const PairRow& row : own.pairs) {
    EXPECT_EQ(row.pairing.helper, village_.sun);
    EXPECT_TRUE(row.may_answer_for_helper);
    EXPECT_FALSE(row.may_answer_for_household);
  }
  const Workspace all =
      village_.read([](Context& c, const Village& v) { return workspace(c, v, Language::zh); });
  for (const PairRow& row : all.pairs) {
    const auto answer = browser_.post(at("/pairs/" + std::to_string(row.pairing.id.value) + "/reply"),
                                      R"({"by":"contact","answer":"accepted","reason":"","version":1})");
    EXPECT_EQ(answer.status, 404) << "a helper answered for the household it is to help";
  }
}

TEST_P(PairingRoutes, a_contact_household_reads_its_sentence_and_not_why_the_helper_said_no) {
  village_.start();
  village_.open();
  village_.cast(village_.zhao, {village_.sun});
  village_.close();
  village_.run();
  village_.ask_both_sides();
  const Workspace all = seen();
  for (const PairRow& row : all.pairs)
    if (row.pairing.household == village_.zhao)
      village_.change([&](Context& c, const Village& v) {
        return reply(c, v, row.pairing.id, {Side::helper, Answer::declined, "两家打过官司", 1});
      });
  browser_.as(member(village_.zhao));
  const Workspace own = seen();
  ASSERT_TRUE(own.own);
  EXPECT_EQ(own.own->explanation, "帮您的是孙演波，是您排在第一位的。");
  ASSERT_EQ(own.pairs.size(), 1U);
  EXPECT_EQ(own.pairs.front().pairing.by_helper.answer, Answer::declined);
  EXPECT_EQ(own.pairs.front().pairing.by_helper.reason, "");
}

TEST_P(PairingRoutes, who_helped_whom_on_a_day_is_read_by_staff_and_auditors) {
  village_.pair_everybody();
  const auto on = [&](const std::string& day) { return browser_.get(at("/pairs?on=" + day)); };
  EXPECT_NE(on("2020-07-26").body.find("赵演福"), std::string::npos);
  EXPECT_EQ(on("2020-07-25").body, R"({"on":"2020-07-25","pairs":[]})");
  EXPECT_EQ(problem_fields(on("2020-13-01")), Keys{"on"});
  EXPECT_EQ(problem_keys(on("2031-01-01")), Keys{"pairing.on"});
  browser_.as(village_.town.auditor());
  EXPECT_EQ(on("2020-07-26").status, 200);
  browser_.as(member(village_.zhao));
  EXPECT_EQ(problem_keys(on("2020-07-26")), Keys{"rights.missing"});
  browser_.as(village_.town.shanwan_secretary());
  EXPECT_EQ(on("2020-07-26").status, 404);
}

TEST_P(PairingRoutes, a_pair_by_hand_is_asked_for_by_staff_and_read_by_the_town) {
  village_.propose();
  const auto ask = [&](const std::string& reason) {
    return browser_.post(at("/overrides"), R"({"household":")" + std::to_string(village_.zhao.value) +
                                               R"(","helper":")" + std::to_string(village_.sun.value) +
                                               R"(","reason":")" + reason + R"(","version":)" +
                                               std::to_string(village_.now().version) + "}");
  };
  EXPECT_EQ(problem_fields(ask("")), Keys{"reason"});
  const auto asked = ask("两家是多年的邻居");
  EXPECT_EQ(asked.status, 200) << asked.body;
  browser_.as(village_.town.town_staff());
  ASSERT_EQ(seen().overrides.size(), 1U);
  EXPECT_EQ(seen().overrides.front().override.reason, "两家是多年的邻居");
  const std::string id = std::to_string(seen().overrides.front().override.id.value);
  browser_.as(member(village_.zhao));
  EXPECT_TRUE(seen().overrides.empty());
  EXPECT_EQ(problem_keys(ask("想换一户")), Keys{"rights.missing"});
  browser_.as(village_.town.auditor());
  EXPECT_EQ(seen().overrides.size(), 1U);
  EXPECT_EQ(problem_keys(take("/overrides/" + id + "/withdraw")), Keys{"rights.missing"});
  browser_.as(village_.town.shanwan_secretary());
  EXPECT_EQ(take("/overrides/" + id + "/withdraw").status, 404);
  browser_.as(village_.town.yinhe_secretary());
  EXPECT_EQ(take("/overrides/" + id + "/withdraw").status, 200);
  EXPECT_EQ(problem_keys(take("/overrides/7/withdraw")), Keys{"pairing.override.not_found"});
}

TEST_P(PairingRoutes, how_a_pair_came_about_is_for_those_who_see_the_whole_village) {
  village_.propose();
  village_.ask_both_sides();
  for (const PairRow& row : seen().pairs) EXPECT_NE(row.way, Way::unknown);
  browser_.as(member(village_.zhao));
  ASSERT_EQ(seen().pairs.size(), 1U);
  EXPECT_EQ(seen().pairs.front().way, Way::unknown);
  EXPECT_FALSE(seen().outcome);
}

TEST_P(PairingRoutes, auditors_and_the_town_see_counts_and_the_result_and_other_villages_nothing) {
  village_.pair_everybody();
  browser_.as(village_.town.auditor());
  EXPECT_EQ(seen().counts->has, 2);
  EXPECT_FALSE(seen().may_run);
  EXPECT_EQ(problem_keys(browser_.post(at("/rounds"))), Keys{"rights.missing"});
  EXPECT_EQ(browser_.get(ballot_of(village_.sun)).status, 403);
  browser_.as(village_.town.town_staff());
  EXPECT_EQ(seen().outcome->covered, 2);
  browser_.as(village_.town.shanwan_secretary());
  EXPECT_EQ(browser_.get(at()).status, 404);
  EXPECT_EQ(browser_.post(at("/rounds")).status, 404);
  EXPECT_EQ(browser_.get(ballot_of(village_.sun)).status, 404);
}

}  // namespace
}  // namespace lianghu::pairing
