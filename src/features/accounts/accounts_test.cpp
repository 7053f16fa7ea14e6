#include "features/accounts/accounts.h"

#include <gtest/gtest.h>

#include "features/accounts/accounts_api.h"
#include "features/organisations/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::accounts {
namespace {

using organisations::testing::refused;
using organisations::testing::Town;

constexpr std::string_view password = "a long password";

/// One hash for all tests: it is slow by design.
const std::string& hash() {
  static const std::string made = [] {
    SystemRandom random;
    return hash_password(password, random);
  }();
  return made;
}

PersonRef nobody_found(Context&, Id<Organisation>, std::int64_t, bool) {
  throw Refusal(Status::unprocessable, "account.person.unknown", "person");
}

class Accounts : public ::testing::TestWithParam<db::Engine> {
 protected:
  Account make(std::string login_name, RoleKind kind, Id<Organisation> at,
               std::optional<PersonRef> person = std::nullopt) {
    return bench_.change([&](Context& c) {
      return create(c, {login_name, "韩测试", hash(), person}, kind, at);
    });
  }
  /// A person of Yinhe.
  [[nodiscard]] PersonRef somebody(std::int64_t person) const { return {town_.yinhe.id.value, 70, person}; }
  SignIn enter(std::string_view login_name, bool matches) {
    const SignInCheck check = bench_.read([&](Context& c) { return sign_in_check(c, login_name); });
    return bench_.change_as(Actor::visitor(),
                            [&](Context& c) { return sign_in(c, login_name, check, matches); });
  }
  std::optional<Actor> who(std::string_view token) { return resolve_session(bench_.changes(), token); }

  journal::testing::Bench bench_{GetParam()};
  Town town_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Accounts);

TEST_P(Accounts, the_first_visitor_becomes_the_operator_and_nobody_after) {
  EXPECT_TRUE(bench_.read([](Context& c) { return setup_needed(c); }));
  bench_.change_as(Actor::visitor(), [&](Context& c) {
    set_up(c, {"admin", "管理员", hash(), std::nullopt});
  });
  EXPECT_FALSE(bench_.read([](Context& c) { return setup_needed(c); }));
  EXPECT_EQ(refused([&] {
              bench_.change_as(Actor::visitor(), [&](Context& c) {
                set_up(c, {"other", "别人", hash(), std::nullopt});
              });
            }),
            "setup.done");
}

TEST_P(Accounts, a_session_ends_by_itself_when_idle_or_old_and_at_once_when_signed_out) {
  make("han", RoleKind::town, town_.town.id);
  const std::string token = enter(" HAN ", true).token;
  ASSERT_TRUE(who(token));
  EXPECT_TRUE(who(token)->may({RoleKind::town}, town_.yinhe.path));
  EXPECT_FALSE(who(token)->may({RoleKind::town}, town_.county.path));
  EXPECT_FALSE(who(token + "x"));
  const std::int64_t minute = 60'000;
  bench_.clock().set({bench_.clock().now().ms + 119 * minute});
  EXPECT_TRUE(who(token)) << "used just within the idle time";
  bench_.clock().set({bench_.clock().now().ms + 119 * minute});
  EXPECT_TRUE(who(token)) << "and that use counted";
  bench_.clock().set({bench_.clock().now().ms + 121 * minute});
  EXPECT_FALSE(who(token));
  const std::string next = enter("han", true).token;
  bench_.change([&](Context& c) { sign_out(c, next); });
  EXPECT_FALSE(who(next));
}

TEST_P(Accounts, five_wrong_passwords_lock_a_name_whether_or_not_somebody_has_it) {
  make("han", RoleKind::town, town_.town.id);
  for (const char* name : {"han", "nobody"}) {
    for (int i = 0; i < failures_before_lock; ++i) {
      const SignIn wrong = enter(name, false);
      ASSERT_TRUE(wrong.refusal);
      EXPECT_STREQ(wrong.refusal->what(), "sign_in.wrong") << name << i;
    }
    EXPECT_STREQ(enter(name, false).refusal->what(), "sign_in.locked") << name;
  }
  EXPECT_STREQ(enter("han", true).refusal->what(), "sign_in.locked") << "even with the right password";
  bench_.clock().set({bench_.clock().now().ms + (lock_minutes + 1) * std::int64_t{60'000}});
  EXPECT_FALSE(enter("han", true).token.empty());
}

TEST_P(Accounts, each_role_is_granted_from_above_and_at_its_own_level) {
  const Account account = make("han", RoleKind::member, town_.yinhe.id, somebody(7));
  const auto give = [&](const Actor& actor, RoleKind kind, Id<Organisation> at) {
    return refused([&] { bench_.change_as(actor, [&](Context& c) { grant(c, account.id, kind, at); }); });
  };
  EXPECT_EQ(give(town_.yinhe_secretary(), RoleKind::group_leader, town_.group.id), "");
  EXPECT_EQ(give(town_.yinhe_secretary(), RoleKind::secretary, town_.yinhe.id), "rights.missing");
  EXPECT_EQ(give(town_.shanwan_secretary(), RoleKind::member, town_.yinhe.id), "rights.missing");
  EXPECT_EQ(give(town_.town_staff(), RoleKind::secretary, town_.yinhe.id), "");
  EXPECT_EQ(give(town_.town_staff(), RoleKind::town, town_.town.id), "rights.missing");
  EXPECT_EQ(give(town_.county_staff(), RoleKind::county, town_.county.id), "rights.missing");
  EXPECT_EQ(give(Town::operator_(), RoleKind::county, town_.county.id), "");
  EXPECT_EQ(give(Town::operator_(), RoleKind::town, town_.yinhe.id), "account.role.level");
  EXPECT_EQ(give(town_.town_staff(), RoleKind::operator_, {}), "rights.missing");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Accounts, a_login_name_is_unique_everywhere_and_a_deactivated_account_is_shut_out_at_once) {
  const Account account = make("han", RoleKind::town, town_.town.id);
  EXPECT_EQ(refused([&] { make("Han", RoleKind::secretary, town_.yinhe.id); }), "account.login_name.taken");
  EXPECT_EQ(refused([&] { make("h n!", RoleKind::secretary, town_.yinhe.id); }), "account.login_name.form");
  const std::string token = enter("han", true).token;
  EXPECT_EQ(refused([&] {
              bench_.change_as(town_.yinhe_secretary(), [&](Context& c) { deactivate(c, account.id, 1); });
            }),
            "account.not_found")
      << "who stands below does not even learn that it is there";
  bench_.change_as(town_.county_staff(), [&](Context& c) { deactivate(c, account.id, 1); });
  EXPECT_FALSE(who(token));
  EXPECT_FALSE(bench_.read([](Context& c) { return sign_in_check(c, "han"); }).account);
}

TEST_P(Accounts, a_deactivated_account_can_be_activated_again_by_those_who_may_end_it) {
  const Account account = make("han", RoleKind::secretary, town_.yinhe.id);
  bench_.change_as(town_.town_staff(), [&](Context& c) { deactivate(c, account.id, 1); });
  const auto activated = [&](const Actor& actor, std::int64_t version) {
    return refused([&] { bench_.change_as(actor, [&](Context& c) { activate(c, account.id, version); }); });
  };
  EXPECT_EQ(activated(town_.shanwan_secretary(), 2), "account.not_found");
  EXPECT_EQ(activated(town_.town_staff(), 1), "version.stale");
  EXPECT_EQ(activated(town_.town_staff(), 2), "");
  EXPECT_FALSE(enter("han", true).refusal);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Accounts, a_member_s_account_is_one_person_s_of_its_village_and_no_other_account_is) {
  const auto made = [&](std::string login_name, RoleKind kind, Id<Organisation> at,
                        std::optional<PersonRef> person) {
    return refused([&] { make(std::move(login_name), kind, at, person); });
  };
  EXPECT_EQ(made("none", RoleKind::member, town_.yinhe.id, std::nullopt), "account.person.needed");
  EXPECT_EQ(made("far", RoleKind::member, town_.shanwan.id, somebody(7)), "account.person.elsewhere");
  EXPECT_EQ(made("far", RoleKind::secretary, town_.shanwan.id, somebody(7)), "account.person.elsewhere");
  EXPECT_EQ(made("han", RoleKind::member, town_.yinhe.id, somebody(7)), "");
  EXPECT_EQ(made("two", RoleKind::secretary, town_.yinhe.id, somebody(7)), "account.person.taken");
  EXPECT_EQ(made("lead", RoleKind::group_leader, town_.group.id, somebody(8)), "");
  EXPECT_EQ(made("staff", RoleKind::town, town_.town.id, somebody(9)), "");
}

TEST_P(Accounts, an_account_gets_its_person_later_and_then_acts_for_that_household) {
  const Account account = make("han", RoleKind::secretary, town_.yinhe.id);
  make("guan", RoleKind::member, town_.yinhe.id, somebody(8));
  const std::string token = enter("han", true).token;
  const auto bound = [&](const Actor& actor, const PersonRef& person, std::int64_t version) {
    return refused(
        [&] { bench_.change_as(actor, [&](Context& c) { bind_person(c, account.id, person, version); }); });
  };
  const auto granted = [&] {
    return refused([&] {
      bench_.change_as(town_.town_staff(),
                       [&](Context& c) { grant(c, account.id, RoleKind::member, town_.yinhe.id); });
    });
  };
  EXPECT_EQ(granted(), "account.person.needed");
  EXPECT_EQ(bound(town_.yinhe_secretary(), somebody(7), 1), "account.not_found") << "not below its own";
  EXPECT_EQ(bound(town_.town_staff(), somebody(8), 1), "account.person.taken");
  EXPECT_EQ(bound(town_.town_staff(), {town_.shanwan.id.value, 70, 7}, 1), "account.person.elsewhere");
  EXPECT_EQ(bound(town_.town_staff(), somebody(7), 9), "version.stale");
  EXPECT_EQ(bound(town_.town_staff(), somebody(7), 1), "");
  EXPECT_EQ(granted(), "");
  EXPECT_FALSE(who(token)) << "whoever was signed in acted as somebody else";
  const auto now = who(enter("han", true).token);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->village, town_.yinhe.id.value);
  EXPECT_EQ(now->household, 70);
  EXPECT_EQ(now->person, 7);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Accounts, signing_in_over_http_sets_a_cookie_and_a_new_password_ends_the_other_sessions) {
  bench_.change([&](Context& c) {
    create(c, {"han", "韩测试", hash(), std::nullopt}, RoleKind::town, town_.town.id);
  });
  http::Router router;
  routes(router, nobody_found);
  http::testing::Browser browser(router, bench_.changes());
  EXPECT_EQ(http::testing::problem_keys(
                browser.post("/api/v1/sessions", R"({"login_name":"han","password":"no"})")),
            std::vector<std::string>{"sign_in.wrong"});
  const http::Response in =
      browser.post("/api/v1/sessions", R"({"login_name":"han","password":"a long password"})");
  ASSERT_EQ(in.status, 200) << in.body;
  EXPECT_NE(in.body.find("兴十四镇党委"), std::string::npos);
  const std::string cookie = http::testing::header(in, "Set-Cookie");
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos) << cookie;
  EXPECT_NE(cookie.find("SameSite=Lax"), std::string::npos) << cookie;

  const std::string elsewhere = enter("han", true).token;
  const std::string here = enter("han", true).token;
  browser.as(*who(here));
  EXPECT_EQ(
      browser.post("/api/v1/me/password", R"({"old_password":"wrong one","new_password":"another password"})")
          .status,
      422);
  EXPECT_EQ(browser
                .post("/api/v1/me/password",
                      R"({"old_password":"a long password","new_password":"another password"})")
                .status,
            200);
  EXPECT_TRUE(who(here));
  EXPECT_FALSE(who(elsewhere));
}

TEST_P(Accounts, a_forgotten_password_is_set_anew_from_above_and_the_lock_is_lifted) {
  const Account account = make("han", RoleKind::secretary, town_.yinhe.id);
  const std::string token = enter("han", true).token;
  for (int i = 0; i < failures_before_lock; ++i) enter("han", false);
  ASSERT_EQ(enter("han", true).refusal->problems().front().key, "sign_in.locked");
  const auto reset = [&](const Actor& actor) {
    return refused(
        [&] { bench_.change_as(actor, [&](Context& c) { reset_password(c, account.id, hash()); }); });
  };
  EXPECT_EQ(reset(town_.shanwan_secretary()), "account.not_found");
  EXPECT_EQ(reset(town_.auditor()), "account.not_found");
  EXPECT_EQ(reset(town_.town_staff()), "");
  EXPECT_FALSE(who(token)) << "whoever was signed in with the old password is out";
  EXPECT_FALSE(enter("han", true).refusal);
  EXPECT_EQ(reset(Town::operator_()), "");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Accounts, an_operator_lists_everybody_and_the_operators_and_nobody_else_lists_those) {
  make("han", RoleKind::secretary, town_.yinhe.id);
  make("admin", RoleKind::operator_, {});
  http::Router router;
  routes(router, nobody_found);
  http::testing::Browser browser(router, bench_.changes());
  const std::string below = "/api/v1/organisations/" + std::to_string(town_.county.id.value) + "/accounts";
  browser.as(Town::operator_());
  const http::Response all = browser.get(below);
  ASSERT_EQ(all.status, 200) << all.body;
  EXPECT_NE(all.body.find(R"("han")"), std::string::npos) << all.body;
  const http::Response operators = browser.get("/api/v1/operators");
  EXPECT_NE(operators.body.find(R"("admin")"), std::string::npos) << operators.body;
  EXPECT_EQ(operators.body.find(R"("han")"), std::string::npos) << operators.body;
  browser.as(town_.county_staff());
  EXPECT_EQ(browser.get("/api/v1/operators").status, 403);
  browser.as(town_.yinhe_secretary());
  EXPECT_EQ(browser.get(below).status, 404);
}

TEST_P(Accounts, who_holds_a_role_is_told_with_the_household_as_long_as_the_account_is_active) {
  const Account first = make("han", RoleKind::secretary, town_.yinhe.id);
  make("meng", RoleKind::town, town_.town.id);
  bench_.change([&](Context& c) {
    const PersonRef person{town_.shanwan.id.value, 7, 8};
    create(c, {"guan", "关测试", hash(), person}, RoleKind::secretary, town_.shanwan.id);
  });
  const auto secretaries = [&](const Organisation& top) {
    return bench_.read([&](Context& c) {
      return holders(c, organisations::published_reach(c, top.id), RoleKind::secretary);
    });
  };
  ASSERT_EQ(secretaries(town_.town).size(), 2U);
  EXPECT_EQ(secretaries(town_.town).front().person.household, 7);
  ASSERT_EQ(secretaries(town_.yinhe).size(), 1U);
  EXPECT_EQ(secretaries(town_.yinhe).front().person.household, 0);
  bench_.change([&](Context& c) { deactivate(c, first.id, first.version); });
  EXPECT_TRUE(secretaries(town_.yinhe).empty());
}

TEST_P(Accounts, only_the_right_password_matches_and_no_two_hashes_are_alike) {
  make("han", RoleKind::town, town_.town.id);
  const SignInCheck check = bench_.read([](Context& c) { return sign_in_check(c, "han"); });
  EXPECT_TRUE(password_matches(check, password));
  EXPECT_FALSE(password_matches(check, "a long passwor"));
  EXPECT_FALSE(password_matches({}, "nobody has this password"));
  EXPECT_NE(hash_password(password, bench_.random()), hash_password(password, bench_.random()));
}

TEST_P(Accounts, the_password_is_never_in_the_database) {
  make("han", RoleKind::town, town_.town.id);
  const std::string token = enter("han", true).token;
  const auto stored = bench_.database().read([](db::Transaction& tx) {
    return std::pair(tx.one("SELECT password_hash FROM accounts")->text(0),
                     tx.one("SELECT token_hash FROM sessions")->blob(0));
  });
  EXPECT_TRUE(stored.first.starts_with("$argon2id$")) << stored.first;
  EXPECT_EQ(stored.second.find(token), std::string::npos);
}

}  // namespace
}  // namespace lianghu::accounts
