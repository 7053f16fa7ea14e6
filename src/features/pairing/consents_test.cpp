// Two people agree to every run that opens ballots, each to one run of the round as it stands.
#include <gtest/gtest.h>

#include "base/json.h"
#include "features/pairing/pairing.h"
#include "features/pairing/pairing_api.h"
#include "features/pairing/testing.h"
#include "features/pairing/workspace.h"
#include "http/testing.h"

namespace lianghu::pairing {
namespace {

using organisations::testing::refused;

class PairingConsents : public ::testing::TestWithParam<db::Engine> {
 protected:
  PairingConsents() {
    village_.start();
    village_.open();
    village_.cast(village_.zhao, {village_.guan, village_.wang});
  }
  std::string consenting(const Actor& actor) {
    return refused([&] { village_.consent_as(actor); });
  }
  std::string withdrawing(const Actor& actor) {
    const auto version = village_.now().version;
    return refused([&] {
      bench_.change_as(actor,
                       [&](Context& c) { return withdraw_consent(c, village_.anybodys_yinhe(c), version); });
    });
  }
  /// A run without asking anybody.
  std::string running() {
    const auto found = village_.solution();
    return adopting(found);
  }
  std::string adopting(const std::optional<Solution>& found) {
    const auto version = village_.now().version;
    return refused(
        [&] { village_.change([&](Context& c, const Village& v) { return adopt(c, v, found, version); }); });
  }
  std::int64_t missing() {
    return village_.read(
        [](Context& c, const Village& v) { return workspace(c, v, Language::zh).consents.value().missing; });
  }
  std::optional<Consents> seen_by(const Actor& actor) {
    return bench_.read_as(
        actor, [&](Context& c) { return workspace(c, village_.anybodys_yinhe(c), Language::zh).consents; });
  }
  static Actor named(Actor actor, const std::string& name) {
    actor.name = name;
    return actor;
  }
  static Actor of_household(Actor actor, Id<Household> household, std::int64_t village) {
    actor.household = household.value;
    actor.village = village;
    return actor;
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
  const Actor secretary_ = named(village_.town.yinhe_secretary(), "演书记");
  const Actor town_ = named(village_.town.town_staff(), "演干事");
};
LIANGHU_ON_BOTH_ENGINES(PairingConsents);

TEST_P(PairingConsents, nothing_is_opened_until_two_have_agreed) {
  EXPECT_EQ(consenting(secretary_), "pairing.state") << "ballots are still cast";
  village_.close();
  EXPECT_EQ(missing(), 2);
  EXPECT_FALSE(village_.solution());
  EXPECT_EQ(running(), "pairing.consent.missing");
  EXPECT_EQ(consenting(secretary_), "");
  EXPECT_EQ(consenting(secretary_), "pairing.consent.twice");
  EXPECT_EQ(missing(), 1);
  EXPECT_FALSE(village_.solution());
  EXPECT_EQ(running(), "pairing.consent.missing");
  EXPECT_EQ(consenting(town_), "");
  EXPECT_EQ(missing(), 0);
  EXPECT_EQ(running(), "");
  EXPECT_EQ(village_.now().state, State::proposed);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PairingConsents, a_run_uses_them_up_and_the_next_asks_again) {
  village_.close();
  village_.run();
  EXPECT_EQ(running(), "pairing.consent.missing") << "an answer can be had again and again";
  const auto next = village_.consent_as(secretary_);
  EXPECT_EQ(next.run, 2);
  EXPECT_EQ(next.missing, 1);
  village_.run();
  village_.ask_both_sides();
  EXPECT_EQ(running(), "pairing.consent.missing") << "a repair opens ballots too";
  bench_.pass_days(6);
  village_.finalise();
  EXPECT_FALSE(seen_by(secretary_));
  EXPECT_EQ(running(), "") << "there are no ballots any more";
  EXPECT_EQ(consenting(secretary_), "pairing.state");
}

TEST_P(PairingConsents, one_is_for_the_round_as_it_stands) {
  village_.close();
  village_.consent();
  village_.set_capacity(village_.wang, 5);
  EXPECT_EQ(missing(), 2) << "more room is another question";
  village_.consent();
  village_.add("吴演山", households::Kind::contact);
  EXPECT_EQ(missing(), 2) << "so is another household";
  village_.consent();
  EXPECT_EQ(missing(), 0);
  village_.change([&](Context& c, const Village& v) {
    programmes::exempt(c, v, village_.guan, programmes::Matter::pairing, "常年在外务工");
  });
  EXPECT_EQ(running(), "pairing.consent.missing") << "and one helper less";
  EXPECT_EQ(village_.run().state, State::proposed);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PairingConsents, the_second_is_somebody_of_another_household_and_staff) {
  village_.close();
  const std::int64_t here = village_.town.yinhe.id.value;
  EXPECT_EQ(consenting(of_household(secretary_, village_.sun, here)), "");
  Actor again = of_household(village_.town.county_staff(), village_.sun, here);
  EXPECT_EQ(consenting(again), "pairing.consent.household");
  again.village = village_.town.shanwan.id.value;
  EXPECT_EQ(consenting(again), "") << "the same number in another village is somebody else";
  for (const Actor& other : {village_.town.auditor(), village_.town.yinhe_member(village_.guan.value, 1),
                             village_.town.somebody(17, RoleKind::group_leader, village_.town.yinhe)})
    EXPECT_EQ(consenting(other), "rights.missing");
  EXPECT_EQ(consenting(village_.town.shanwan_secretary()), "organisation.not_found");
  EXPECT_EQ(consenting(Actor::system()), "rights.missing");
}

TEST_P(PairingConsents, who_agreed_may_take_it_back_while_nobody_has_run_it) {
  village_.close();
  EXPECT_EQ(withdrawing(secretary_), "pairing.consent.none");
  village_.consent();
  const auto found = village_.solution();
  ASSERT_TRUE(found);
  EXPECT_EQ(withdrawing(town_), "");
  EXPECT_EQ(withdrawing(town_), "pairing.consent.none");
  EXPECT_EQ(missing(), 1);
  EXPECT_EQ(adopting(found), "pairing.consent.missing") << "taken back while it was solved";
  EXPECT_EQ(consenting(town_), "");
  EXPECT_EQ(adopting(found), "");
  EXPECT_EQ(withdrawing(town_), "pairing.consent.none");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PairingConsents, the_workspace_says_who_has_agreed_and_whether_the_reader_may) {
  village_.close();
  village_.consent_as(secretary_);
  const Consents own = seen_by(secretary_).value();
  ASSERT_EQ(own.given.size(), 1U);
  EXPECT_EQ(own.given.front().name, "演书记");
  EXPECT_EQ(format_date(own.given.front().given_on), "2020-07-20");
  EXPECT_TRUE(own.given.front().is_own);
  EXPECT_FALSE(own.may_give);
  const Consents others = seen_by(town_).value();
  EXPECT_FALSE(others.given.front().is_own);
  EXPECT_TRUE(others.may_give);
  EXPECT_EQ(others.missing, 1);
  EXPECT_FALSE(seen_by(village_.town.auditor()).value().may_give);
  EXPECT_FALSE(seen_by(village_.town.yinhe_member(village_.sun.value, 1)));
}

TEST_P(PairingConsents, the_routes_say_what_is_missing_and_who_can_give_it) {
  http::Router router;
  routes(router);
  http::testing::Browser browser(router, bench_.changes());
  browser.with_header("host", "lianghu.example");
  browser.as(secretary_);
  const auto at = [&](const std::string& rest) {
    return "/api/v1/villages/" + std::to_string(village_.town.yinhe.id.value) + "/pairing" + rest;
  };
  village_.close();
  const std::string body = R"({"version":)" + std::to_string(village_.now().version) + "}";
  const auto refused = browser.post(at("/solve"), body);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(http::testing::problem_keys(refused), std::vector<std::string>{"pairing.consent.missing"});
  EXPECT_NE(refused.body.find("还差 2 人"), std::string::npos) << refused.body;
  const auto given = json::read<Consents>(std::string_view(browser.post(at("/consent"), body).body));
  EXPECT_EQ(given.missing, 1);
  const auto back = json::read<Consents>(std::string_view(browser.post(at("/consent/withdraw"), body).body));
  EXPECT_EQ(back.missing, 2);
  EXPECT_TRUE(back.may_give);
  EXPECT_EQ(browser.post(at("/consent"), R"({"version":1})").status, 409) << "for a round that nobody saw";
}

}  // namespace
}  // namespace lianghu::pairing
