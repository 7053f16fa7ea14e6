#include "features/pages/slip_page.h"

#include "base/code_digits.h"
#include "features/help/testing.h"
#include "features/pages/pages_api.h"
#include "features/pages/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::pages {
namespace {

using testing::Markup;
using testing::MarkupReader;

class SlipPage : public ::testing::TestWithParam<db::Engine> {
 protected:
  SlipPage() { routes(router_); }

  std::string issue() {
    const auto slip = village_.change([&](Context& c, const organisations::Village& v) {
      return households::issue_slip(c, v, village_.contact);
    });
    return households::code_on(slip, bench_.sealer());
  }
  http::Response open(const std::string& code) { return browser_.post_form("/h", {{"code", code}}); }
  http::Response say(const std::string& code, const help::Action& action, const std::string& so,
                     const std::string& words = {}) {
    return browser_.post_form(
        "/h", {{"code", code}, {"about", std::to_string(action.id.value)}, {"so", so}, {"words", words}});
  }
  help::Action now(const help::Action& action) {
    return village_.read(
        [&](Context& c, const organisations::Village& v) { return help::get(c, v, action.id); });
  }

  journal::testing::Bench bench_{GetParam()};
  help::testing::HelpingVillage village_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(SlipPage);

TEST_P(SlipPage, the_code_opens_the_households_own_helper_plan_and_actions) {
  village_.change([&](Context& c, const organisations::Village& v) {
    return help::write_plan(c, v, village_.pair.id, {{"labour", "帮着收二亩黄豆", std::nullopt}}, 0);
  });
  village_.record_today("送了一次药");
  const auto page = open(grouped_code(issue()));
  ASSERT_EQ(page.status, 200) << page.body;
  for (const std::string said : {"孙演波", "帮着收二亩黄豆", "送了一次药", "是的，帮了"})
    EXPECT_NE(page.body.find(said), std::string::npos) << said;
  EXPECT_EQ(http::testing::header(page, "Cache-Control"), "no-store");
  const Markup read = MarkupReader::read(page.body);
  EXPECT_EQ(read.count("h1"), 1);
  EXPECT_EQ(read.count("script"), 0);
  for (const std::string& link : read.links) EXPECT_EQ(link, "/h");
}

TEST_P(SlipPage, whose_helper_has_changed_is_told_so_in_a_sentence) {
  const std::string code = issue();
  EXPECT_EQ(open(code).body.find("以前帮您的是"), std::string::npos);
  village_.change([&](Context& c, const organisations::Village& v) {
    programmes::exempt(c, v, village_.pair.helper, programmes::Matter::pairing, "常年在外务工");
  });
  const auto plan =
      village_.read([](Context& c, const organisations::Village& v) { return pairing::plan(c, v); });
  const pairing::Solution solution = pairing::solve(plan.value());
  village_.change([&](Context& c, const organisations::Village& v) {
    return pairing::adopt(c, v, solution, solution.version);
  });
  EXPECT_NE(open(code).body.find("以前帮您的是孙演波，现在换成"), std::string::npos) << open(code).body;
}

TEST_P(SlipPage, yes_is_one_touch_and_a_double_touch_is_one_answer) {
  const help::Action action = village_.record_today("送了一次药");
  const std::string code = issue();
  EXPECT_EQ(say(code, action, "yes").status, 200);
  const auto again = say(code, action, "yes");
  EXPECT_EQ(again.status, 200);
  EXPECT_NE(again.body.find("您家说过：是的，帮了"), std::string::npos);
  EXPECT_EQ(now(action).state, help::State::acknowledged);
  EXPECT_EQ(now(action).version, 2);
  const auto changed = say(code, action, "no", "又不是了");
  EXPECT_EQ(changed.status, 409);
  EXPECT_EQ(now(action).state, help::State::acknowledged);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(SlipPage, no_needs_a_sentence_and_what_was_typed_stays) {
  const help::Action action = village_.record_today("修了房顶");
  const std::string code = issue();
  const auto short_of = say(code, action, "no", "没");
  EXPECT_EQ(short_of.status, 422);
  EXPECT_NE(short_of.body.find(">没</textarea>"), std::string::npos) << short_of.body;
  EXPECT_EQ(say(code, action, "no", "只修了一半").status, 200);
  EXPECT_EQ(now(action).state, help::State::disputed);
  EXPECT_EQ(now(action).answer.value().words, "只修了一半");
}

TEST_P(SlipPage, what_is_said_with_invisible_characters_is_taken_without_them) {
  const help::Action action = village_.record_today("修了房顶");
  using namespace std::string_literals;
  EXPECT_EQ(say(issue(), action, "no", "只修\u202e了\0一半"s).status, 200);
  EXPECT_EQ(now(action).answer.value().words, "只修了一半");
}

TEST_P(SlipPage, a_wrong_code_opens_nothing_and_the_answer_is_always_the_same) {
  const std::string old_code = issue();
  issue();
  const auto unknown = open("000000000000");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_EQ(open(old_code).body, unknown.body);
  EXPECT_EQ(open("abc").body, unknown.body);
  EXPECT_EQ(open("").body, unknown.body);
}

TEST_P(SlipPage, nobody_answers_for_another_household) {
  const auto other = village_.change([&](Context& c, const organisations::Village& v) {
    households::HouseholdFields fields;
    fields.kind = households::Kind::contact;
    households::PersonFields head;
    head.name = "钱演少";
    const auto card = households::add(c, v, fields, head);
    return households::issue_slip(c, v, card.household.id);
  });
  const help::Action action = village_.record_today("送了一次药");
  EXPECT_EQ(say(households::code_on(other, bench_.sealer()), action, "yes").status, 404);
  EXPECT_EQ(now(action).state, help::State::recorded);
}

TEST_P(SlipPage, guessing_is_slowed_down) {
  int refused = 0;
  for (int attempt = 0; attempt < 40; ++attempt)
    if (open("000000000000").status == 429) ++refused;
  EXPECT_EQ(refused, 10);
}

TEST_P(SlipPage, the_code_stays_in_no_table) {
  const help::Action action = village_.record_today("送了一次药");
  const std::string code = issue();
  say(code, action, "yes");
  bench_.database().read([&](db::Transaction& tx) {
    for (const char* table : {"idempotency_keys", "help_actions", "household_slips"})
      for (const db::Row& row : tx.query("SELECT * FROM " + std::string(table)))
        for (std::size_t column = 0; column < row.size(); ++column) {
          const auto* text = std::get_if<std::string>(&row.cell(column));
          EXPECT_TRUE(text == nullptr || text->find(code) == std::string::npos) << table;
        }
  });
}

TEST_P(SlipPage, the_form_stands_in_both_languages_and_sizes) {
  for (const std::string address : {"/h", "/h/elder", "/h/en", "/h/en-elder"}) {
    const auto page = browser_.get(address);
    EXPECT_EQ(page.status, 200) << address;
    EXPECT_EQ(MarkupReader::read(page.body).count("form"), 1) << address;
  }
  EXPECT_EQ(browser_.get("/h/nonsense").status, 404);
}

}  // namespace
}  // namespace lianghu::pages
