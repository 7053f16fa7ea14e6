#include "features/households/slips.h"

#include <gtest/gtest.h>

#include "base/code_digits.h"
#include "features/households/households_api.h"
#include "features/households/testing.h"
#include "http/testing.h"

namespace lianghu::households {
namespace {

using testing::refused;
using testing::settle;

class Slips : public ::testing::TestWithParam<db::Engine> {
 protected:
  Slips() { routes(router_); }

  Slip issue(Id<Household> household) {
    return bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
      return issue_slip(c, testing::village(c, town_.yinhe), household);
    });
  }
  std::string code_of(const Slip& slip) { return code_on(slip, bench_.sealer()); }
  SlipHolder resolve(const std::string& typed) {
    return bench_.read_as(Actor::visitor(), [&](Context& c) { return resolve_code(c, typed); });
  }
  std::string refused_code(const std::string& typed) {
    return refused([&] { static_cast<void>(resolve(typed)); });
  }
  [[nodiscard]] std::string at(Id<Household> household) const {
    return "/api/v1/villages/" + std::to_string(town_.yinhe.id.value) + "/households/" +
           std::to_string(household.value) + "/slip";
  }

  journal::testing::Bench bench_{GetParam()};
  organisations::testing::Town town_{bench_};
  Id<Household> contact_ = settle(bench_, town_.yinhe, Kind::contact, "赵演福").household.id;
  Id<Household> member_ = settle(bench_, town_.yinhe, Kind::member, "孙演波").household.id;
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(Slips);

TEST_P(Slips, a_code_leads_to_its_household_however_it_is_typed) {
  const std::string code = code_of(issue(contact_));
  ASSERT_EQ(code.size(), 12U);
  EXPECT_EQ(resolve(code).household, contact_);
  EXPECT_EQ(resolve(grouped_code(code)).village, town_.yinhe.id);
  EXPECT_EQ(resolve(" " + code.substr(0, 4) + "-" + code.substr(4) + " ").household, contact_);
  std::string full_width;
  for (const char digit : code) full_width += std::string("\xEF\xBC") + static_cast<char>(0x90 + digit - '0');
  EXPECT_EQ(resolve(full_width).household, contact_);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Slips, whatever_is_wrong_with_a_code_the_refusal_is_the_same) {
  const std::string code = code_of(issue(contact_));
  std::string one_digit_wrong = code;
  one_digit_wrong[3] = one_digit_wrong[3] == '9' ? '0' : static_cast<char>(one_digit_wrong[3] + 1);
  for (const std::string& typed : {std::string(), std::string("12"), std::string("abcdefghijkl"),
                                   one_digit_wrong, code + "0", std::string("000000000017")})
    EXPECT_EQ(refused_code(typed), "slip.code.unknown") << typed;
}

TEST_P(Slips, a_code_ends_in_its_check_digit_of_iso_7064) {
  for (int round = 0; round < 20; ++round) {
    const std::string code = code_of(issue(contact_));
    int product = 10;
    for (std::size_t at = 0; at + 1 < code.size(); ++at) {
      const int sum = (product + code[at] - '0') % 10;
      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    EXPECT_EQ((product + code.back() - '0') % 10, 1) << code;
  }
}

TEST_P(Slips, a_new_slip_voids_the_old_one) {
  const std::string old_code = code_of(issue(contact_));
  const std::string new_code = code_of(issue(contact_));
  EXPECT_NE(old_code, new_code);
  EXPECT_EQ(refused_code(old_code), "slip.code.unknown");
  EXPECT_EQ(resolve(new_code).household, contact_);
  bench_.change_as(town_.yinhe_secretary(),
                   [&](Context& c) { void_slip(c, testing::village(c, town_.yinhe), contact_); });
  EXPECT_EQ(refused_code(new_code), "slip.code.unknown");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Slips, the_code_of_a_household_that_left_lets_nobody_in) {
  const std::string code = code_of(issue(contact_));
  bench_.change([&](Context& c) {
    mark_left(c, testing::village(c, town_.yinhe), contact_, "搬到县城", c.today(), 1);
  });
  EXPECT_EQ(refused_code(code), "slip.code.unknown");
  EXPECT_EQ(refused([&] { issue(contact_); }), "slip.not_contact");
}

TEST_P(Slips, only_contact_households_of_the_village_get_one_and_only_from_staff) {
  EXPECT_EQ(refused([&] { issue(member_); }), "slip.not_contact");
  EXPECT_EQ(refused([&] { issue({77}); }), "household.not_found");
  browser_.as(town_.auditor());
  EXPECT_EQ(browser_.post(at(contact_), "{}").status, 403);
  browser_.as(town_.yinhe_member(member_.value, 1));
  EXPECT_EQ(browser_.post(at(contact_), "{}").status, 403);
  browser_.as(town_.shanwan_secretary());
  EXPECT_EQ(browser_.post(at(contact_), "{}").status, 404);
}

TEST_P(Slips, a_double_tap_issues_one_slip_and_the_code_is_in_no_table) {
  browser_.as(town_.yinhe_secretary());
  const auto first = browser_.with_key("0123456789abcdef").post(at(contact_), "{}");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(browser_.with_key("0123456789abcdef").post(at(contact_), "{}").body, first.body);
  const auto listed = browser_.get("/api/v1/villages/" + std::to_string(town_.yinhe.id.value) + "/slips");
  ASSERT_EQ(listed.status, 200) << listed.body;
  EXPECT_NE(listed.body.find("赵演福"), std::string::npos);

  const std::string code = code_of(bench_.read_as(
      town_.yinhe_secretary(), [&](Context& c) { return slips(c, testing::village(c, town_.yinhe)).at(0); }));
  EXPECT_NE(first.body.find(grouped_code(code)), std::string::npos);
  EXPECT_EQ(listed.body.find(grouped_code(code)), std::string::npos);
  bench_.database().read([&](db::Transaction& tx) {
    for (const char* table : {"household_slips", "slip_codes", "idempotency_keys"})
      for (const db::Row& row : tx.query("SELECT * FROM " + std::string(table)))
        for (std::size_t column = 0; column < row.size(); ++column) {
          const auto* text = std::get_if<std::string>(&row.cell(column));
          const auto* blob = std::get_if<db::Blob>(&row.cell(column));
          const std::string kept = text != nullptr ? *text : blob != nullptr ? blob->bytes : "";
          EXPECT_EQ(kept.find(code), std::string::npos) << table;
          EXPECT_EQ(kept.find(grouped_code(code)), std::string::npos) << table;
        }
  });
  browser_.as(town_.yinhe_secretary());
  EXPECT_EQ(browser_.remove(at(contact_)).status, 200);
}

}  // namespace
}  // namespace lianghu::households
