#include "features/households/households_api.h"

#include <gtest/gtest.h>

#include "documents/sheet_reader.h"
#include "features/accounts/accounts_api.h"
#include "features/households/account_person.h"
#include "features/households/import.h"
#include "features/households/testing.h"
#include "http/testing.h"

namespace lianghu::households {
namespace {

using http::testing::problem_fields;
using http::testing::problem_keys;
using testing::identity;
using testing::settle;

using Keys = std::vector<std::string>;

class HouseholdRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  HouseholdRoutes() { routes(router_); }

  [[nodiscard]] std::string at(std::string_view rest) const {
    return "/api/v1/villages/" + std::to_string(town_.yinhe.id.value) + std::string(rest);
  }
  static std::string number(Id<Household> id) { return std::to_string(id.value); }

  journal::testing::Bench bench_{GetParam()};
  organisations::testing::Town town_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(HouseholdRoutes);

constexpr std::string_view new_household =
    R"({"household":{"code":"3","kind":"member","address":"一组","phone":"13912345678","categories":[],)"
    R"("needs":[],"note":""},"head":{"name":"李长山","relation":"","is_head":true,"party":"full"}})";

TEST_P(HouseholdRoutes, a_household_is_added_once_however_often_it_is_sent) {
  browser_.as(town_.yinhe_secretary());
  const auto first =
      browser_.with_key("0123456789abcdef").post(at("/households"), std::string(new_household));
  ASSERT_EQ(first.status, 200) << first.body;
  const auto second =
      browser_.with_key("0123456789abcdef").post(at("/households"), std::string(new_household));
  EXPECT_EQ(second.body, first.body);
  EXPECT_NE(first.body.find("139****5678"), std::string::npos);
  const auto list = browser_.get(at("/households?kind=member"));
  EXPECT_NE(list.body.find("李长山"), std::string::npos);
  EXPECT_NE(list.body.find(R"("member":1)"), std::string::npos) << list.body;
  const auto third = browser_.post(at("/households"), std::string(new_household));
  EXPECT_EQ(third.status, 409);
  EXPECT_EQ(problem_keys(third), Keys{"household.code.taken"});
}

TEST_P(HouseholdRoutes, a_foreign_village_is_not_there_and_operators_see_no_persons) {
  const Card card = settle(bench_, town_.yinhe, Kind::contact, "王桂兰", identity("19470606", 44));
  const std::string one = at("/households/" + number(card.household.id));
  for (const std::string& address : {at("/households"), one}) {
    EXPECT_EQ(browser_.as(town_.shanwan_secretary()).get(address).status, 404) << address;
    EXPECT_EQ(browser_.as(town_.operator_()).get(address).status, 403) << address;
    EXPECT_EQ(browser_.as(Actor::visitor()).get(address).status, 401) << address;
    EXPECT_EQ(browser_.as(town_.county_staff()).get(address).status, 200) << address;
  }
  EXPECT_EQ(browser_.as(town_.auditor()).post(one + "/unmask", R"({"reason":"核对低保材料"})").status, 403);
  browser_.as(town_.yinhe_secretary());
  EXPECT_EQ(browser_.get(at("/households/77")).status, 404);
  EXPECT_EQ(browser_.get(at("/households?kind=nobody")).status, 400);
  EXPECT_EQ(problem_fields(browser_.get(at("/households?limit=9999"))), Keys{"limit"});
}

TEST_P(HouseholdRoutes, full_numbers_come_for_a_reason_and_are_kept_nowhere) {
  const std::string identity_number = identity("19470606", 44);
  const Card card = settle(bench_, town_.yinhe, Kind::contact, "王桂兰", identity_number);
  const std::string one = at("/households/" + number(card.household.id));
  browser_.as(town_.yinhe_secretary());
  EXPECT_EQ(browser_.get(one).body.find(identity_number), std::string::npos);
  const auto refused = browser_.post(one + "/unmask", R"({"reason":""})");
  EXPECT_EQ(problem_keys(refused), Keys{"household.unmask.reason"});
  const auto full = browser_.post(one + "/unmask", R"({"reason":"核对低保材料"})");
  EXPECT_NE(full.body.find(identity_number), std::string::npos) << full.body;
  bench_.database().read([&](db::Transaction& tx) {
    for (const db::Row& row : tx.query("SELECT answer FROM idempotency_keys ORDER BY key"))
      EXPECT_EQ(row.text(0).find(identity_number), std::string::npos);
  });
}

TEST_P(HouseholdRoutes, persons_are_added_changed_and_leave) {
  const Card card = settle(bench_, town_.yinhe, Kind::member, "李长山");
  browser_.as(town_.yinhe_secretary());
  const auto added =
      browser_.post(at("/households/" + number(card.household.id) + "/persons"),
                    R"({"name":"李明","relation":"22","is_head":false,"party":"none","born":"1995-01-01"})");
  ASSERT_EQ(added.status, 200) << added.body;
  const auto person = json::read<Person>(std::string_view(added.body));
  const std::string one = at("/persons/" + std::to_string(person.id.value));
  const auto change = [&](std::string_view name) {
    return browser_.put(one, R"({"version":1,"person":{"name":")" + std::string(name) +
                                 R"(","relation":"22","is_head":false,"party":"none"}})");
  };
  EXPECT_EQ(change("李小明").status, 200);
  EXPECT_EQ(problem_keys(change("李大明")), Keys{"version.stale"});
  EXPECT_EQ(browser_.post(one + "/left", R"({"on":"2020-07-01","version":2})").status, 200);
  EXPECT_EQ(browser_.post(one + "/left", R"({"on":"2020-07-01","version":3})").status, 404);
  EXPECT_EQ(browser_
                .post(at("/households/" + number(card.household.id) + "/left"),
                      R"({"reason":"搬到县城","on":"2020-07-02","version":1})")
                .status,
            200);
  EXPECT_EQ(browser_.get(at("/households")).body.find("李长山"), std::string::npos);
  EXPECT_NE(browser_.get(at("/households?state=left")).body.find("李长山"), std::string::npos);
}

TEST_P(HouseholdRoutes, a_roster_is_tried_corrected_and_imported) {
  const std::string csv =
      "某某,身份证号,户类型\n李长山," + identity("19680315", 11) + ",党员户\n王桂兰,12345,联系户\n";
  const http::testing::Upload file{"file", "名册.csv", "text/csv", csv};
  const http::testing::Upload mapping{
      "mapping", "", "application/json",
      R"({"columns":[{"column":0,"field":"head_name"},{"column":1,"field":"identity"},)"
      R"({"column":2,"field":"kind"}]})"};
  browser_.as(town_.yinhe_secretary());
  const auto guessed = browser_.upload(at("/imports/preview"), {file});
  EXPECT_NE(guessed.body.find("import.name_column.missing"), std::string::npos) << guessed.body;
  const auto trial = browser_.upload(at("/imports/preview"), {file, mapping});
  EXPECT_NE(trial.body.find("person.identity.length"), std::string::npos) << trial.body;
  const auto done =
      json::read<ImportReport>(std::string_view(browser_.upload(at("/imports"), {file, mapping}).body));
  EXPECT_TRUE(done.done);
  EXPECT_EQ(done.households.added, 1);
  EXPECT_EQ(done.bad_rows, 1);
  const auto bad = browser_.upload(at("/imports/bad-rows"), {file, mapping});
  EXPECT_EQ(documents::read_rows(*documents::open_sheet(bad.body)).size(), 2U);
  EXPECT_EQ(problem_keys(browser_.upload(at("/imports"), {mapping})), Keys{"import.file.none"});
  EXPECT_EQ(browser_.as(town_.auditor()).upload(at("/imports/preview"), {file}).status, 403);
}

TEST_P(HouseholdRoutes, the_list_goes_out_as_a_workbook_without_numbers) {
  const std::string identity_number = identity("19470606", 44);
  settle(bench_, town_.yinhe, Kind::contact, "王桂兰", identity_number);
  const auto file = browser_.as(town_.yinhe_secretary()).post(at("/exports/households"));
  ASSERT_EQ(file.status, 200) << file.body;
  const auto rows = documents::read_rows(*documents::open_sheet(file.body));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2].at(1).text, "王桂兰");
  for (const documents::Cell& cell : rows[2].cells)
    EXPECT_EQ(cell.text.find(identity_number), std::string::npos);
}

TEST_P(HouseholdRoutes, a_secretary_finds_a_person_by_name_and_makes_it_an_account_that_sees_its_household) {
  const Card member = settle(bench_, town_.yinhe, Kind::member, "李演山");
  const Card contact = settle(bench_, town_.yinhe, Kind::contact, "李演兰");
  const Card far = settle(bench_, town_.shanwan, Kind::member, "李演河");
  accounts::routes(router_, account_person);
  browser_.as(town_.yinhe_secretary());
  const auto found = browser_.get(at("/persons?text=%E6%9D%8E%E6%BC%94&kind=member"));  // 李演
  EXPECT_NE(found.body.find("李演山"), std::string::npos) << found.body;
  EXPECT_EQ(found.body.find("李演兰"), std::string::npos) << found.body;
  EXPECT_EQ(found.body.find("李演河"), std::string::npos) << found.body;
  EXPECT_EQ(browser_.get(at("/persons?text=100%25")).body, R"({"persons":[]})");
  const auto account_of = [&](const std::string& login_name, Id<Person> person) {
    return browser_.post("/api/v1/accounts",
                         R"({"login_name":")" + login_name +
                             R"(","name":"李演山","password":"a long password","kind":"member",)"
                             R"("organisation":")" +
                             std::to_string(town_.yinhe.id.value) + R"(","village":")" +
                             std::to_string(town_.yinhe.id.value) + R"(","person":")" +
                             std::to_string(person.value) + R"("})");
  };
  for (const auto& [person, key] : {std::pair{contact.persons.front().id, "account.person.not_member"},
                                    std::pair{far.persons.front().id, "account.person.unknown"}}) {
    const auto answer = account_of("somebody", person);
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(problem_keys(answer), Keys{key});
    EXPECT_EQ(problem_fields(answer), Keys{"person"});
  }
  const auto made = account_of("member", member.persons.front().id);
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(problem_keys(account_of("again", member.persons.front().id)), Keys{"account.person.taken"});
  const auto actor = bench_.read(
      [&](Context& c) { return accounts::actor_for(c, *accounts::sign_in_check(c, "member").account); });
  browser_.as(actor);
  EXPECT_EQ(browser_.get(at("/households/" + number(member.household.id))).status, 200);
  EXPECT_EQ(browser_.get(at("/households/" + number(contact.household.id))).status, 404);
  EXPECT_EQ(browser_.get(at("/persons")).status, 403) << "the names are for staff";
}

}  // namespace
}  // namespace lianghu::households
