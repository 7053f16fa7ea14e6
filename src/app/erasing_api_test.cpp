// Who may erase, what is refused, and that files go too.
#include <gtest/gtest.h>

#include "app/erasing_api.h"
#include "app/whole_village.h"
#include "http/testing.h"

namespace lianghu::app {
namespace {

using households::Village;
using http::testing::problem_keys;
using Keys = std::vector<std::string>;

class ErasingRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    erasing_routes(router_, files_);
    browser_.as(village_.town.yinhe_secretary());
  }
  std::string at(const std::string& path) {
    return "/api/v1/villages/" + std::to_string(village_.town.yinhe.id.value) + path + "/erasure";
  }
  static std::string body(std::int64_t version, const std::string& reason = "搬走以后书面要求") {
    return R"({"reason":")" + reason + R"(","version":)" + std::to_string(version) + "}";
  }
  households::Card card(Id<households::Household> household) {
    return village_.change([&](Context& c, const Village& v) { return households::card(c, v, household); });
  }
  /// It leaves; its address.
  std::string left(Id<households::Household> household) {
    version_ = village_
                   .change([&](Context& c, const Village& v) {
                     return households::mark_left(c, v, household, "搬到县城去了", c.today(),
                                                  households::card(c, v, household).household.version);
                   })
                   .version;
    return at("/households/" + std::to_string(household.value));
  }

  journal::testing::Bench bench_{GetParam()};
  plaques::testing::RunningVillage village_{bench_};
  FileStore files_{journal::testing::own_folder()};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
  std::int64_t version_ = 0;
};
LIANGHU_ON_BOTH_ENGINES(ErasingRoutes);

TEST_P(ErasingRoutes, staff_erase_a_household_that_left_once) {
  const std::string address = left(village_.guan);
  const auto done = browser_.post(address, body(version_));
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_NE(done.body.find(R"("persons":1)"), std::string::npos) << done.body;
  const auto blank = card(village_.guan);
  EXPECT_EQ(blank.household.address, "");
  EXPECT_EQ(blank.persons.front().name, "");
  const auto again = browser_.post(address, body(blank.household.version));
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(problem_keys(again), Keys{"household.erase.done"});
  for (const Actor& actor : {village_.town.town_staff(), village_.town.county_staff()}) {
    const auto household = actor.account == village_.town.town_staff().account ? village_.wang : village_.sun;
    const std::string other = left(household);
    EXPECT_EQ(browser_.as(actor).post(other, body(version_)).status, 200);
  }
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(ErasingRoutes, a_household_is_erased_also_after_its_persons) {
  const std::string address = left(village_.guan);
  const auto head = card(village_.guan).persons.front();
  const std::string person = at("/persons/" + std::to_string(head.id.value));
  EXPECT_EQ(browser_.post(person, body(head.version)).status, 200);
  EXPECT_EQ(card(village_.guan).persons.front().name, "");
  EXPECT_NE(card(village_.guan).household.address, "");
  EXPECT_EQ(problem_keys(browser_.post(person, body(head.version + 1))), Keys{"household.erase.done"});
  EXPECT_EQ(browser_.post(address, body(version_)).status, 200);
  EXPECT_EQ(card(village_.guan).household.address, "");
}

TEST_P(ErasingRoutes, whoever_lives_there_is_not_erased) {
  const auto there = card(village_.guan);
  const auto household =
      browser_.post(at("/households/" + std::to_string(village_.guan.value)), body(there.household.version));
  EXPECT_EQ(household.status, 422);
  EXPECT_EQ(problem_keys(household), Keys{"household.erase.there"});
  const auto person =
      browser_.post(at("/persons/" + std::to_string(there.persons.front().id.value)), body(1));
  EXPECT_EQ(person.status, 422);
  EXPECT_EQ(problem_keys(person), Keys{"person.erase.there"});
  EXPECT_EQ(card(village_.guan).persons.front().name, "关演云");
}

TEST_P(ErasingRoutes, nobody_else_may) {
  const std::string address = left(village_.guan);
  EXPECT_EQ(browser_.as(village_.town.shanwan_secretary()).post(address, body(version_)).status, 404);
  EXPECT_EQ(
      browser_.as(village_.town.yinhe_member(village_.guan.value, 1)).post(address, body(version_)).status,
      403);
  EXPECT_EQ(browser_.as(village_.town.auditor()).post(address, body(version_)).status, 403);
  EXPECT_EQ(browser_.as(Actor::visitor()).post(address, body(version_)).status, 401);
  EXPECT_EQ(card(village_.guan).persons.front().name, "关演云");
}

TEST_P(ErasingRoutes, what_somebody_changed_meanwhile_is_looked_at_again) {
  const std::string address = left(village_.guan);
  const auto stale = browser_.post(address, body(version_ - 1));
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(problem_keys(stale), Keys{"version.stale"});
  EXPECT_EQ(browser_.post(at("/households/7"), body(1)).status, 404);
  EXPECT_EQ(browser_.post(at("/persons/7"), body(1)).status, 404);
}

TEST_P(ErasingRoutes, the_reason_is_long_enough_and_stays) {
  const std::string address = left(village_.guan);
  for (const std::string& reason : {std::string("要求"), std::string(201, 'x')})
    EXPECT_EQ(problem_keys(browser_.post(address, body(version_, reason))), Keys{"household.erase.reason"});
  EXPECT_EQ(browser_.post(address, body(version_)).status, 200);
  const auto kept = bench_.database().read([](db::Transaction& tx) {
    return tx.one("SELECT reason, household_id, account_id FROM erasures").value();
  });
  EXPECT_EQ(kept.text(0), "搬走以后书面要求");
  EXPECT_EQ(kept.integer(1), village_.guan.value);
  EXPECT_EQ(kept.integer(2), village_.town.yinhe_secretary().account);
}

TEST_P(ErasingRoutes, whoever_holds_an_office_gives_it_back_first) {
  const auto head = card(village_.guan).persons.front().id;
  const accounts::PersonRef person{village_.town.yinhe.id.value, village_.guan.value, head.value};
  const auto account = bench_.change([&](Context& c) {
    return accounts::create(c, {"leader", "关演云", "not a hash", person}, RoleKind::group_leader,
                            village_.town.group.id);
  });
  const std::string address = left(village_.guan);
  const auto refused = browser_.post(address, body(version_));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(problem_keys(refused), Keys{"account.erase.office"});
  bench_.change(
      [&](Context& c) { accounts::revoke(c, account.id, RoleKind::group_leader, village_.town.group.id); });
  EXPECT_EQ(browser_.post(address, body(version_)).status, 200);
  bench_.read([&](Context& c) { EXPECT_FALSE(accounts::sign_in_check(c, "leader").account); });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(ErasingRoutes, a_signature_that_no_letter_shows_any_more_goes_as_a_file) {
  const std::string own = files_.put("the signature of one");
  const std::string shared = files_.put("the same bytes under two letters");
  const auto sign = [&](Id<households::Household> household, const std::string& file) {
    village_.change([&](Context& c, const Village& v) {
      const auto letter = pledges::draft(c, v, household, {pledges::testing::item("按周清扫")});
      pledges::Signing signing;
      signing.signer = households::find(c, v, household)->head;
      signing.file = file;
      signing.version = letter.version;
      pledges::sign(c, v, letter.id, signing);
    });
  };
  sign(village_.guan, own);
  sign(village_.wang, shared);
  sign(village_.sun, shared);
  const std::string forgotten = files_.put("signed before, and signed anew since");
  const std::string on_its_way = files_.put("of a change that is not committed yet");
  for (const std::string& each : {own, shared, forgotten})
    std::filesystem::last_write_time(files_.folder() / each.substr(0, 2) / each.substr(2),
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
  for (const auto household : {village_.guan, village_.wang}) {
    const std::string address = left(household);
    EXPECT_EQ(browser_.post(address, body(version_)).status, 200);
  }
  EXPECT_FALSE(files_.get(own));
  EXPECT_FALSE(files_.get(forgotten));
  EXPECT_TRUE(files_.get(shared));
  EXPECT_TRUE(files_.get(on_its_way));
}

}  // namespace
}  // namespace lianghu::app
