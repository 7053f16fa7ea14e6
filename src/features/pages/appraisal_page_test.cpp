#include "features/pages/appraisal_page.h"

#include "base/code_digits.h"
#include "features/pages/pages_api.h"
#include "features/pages/testing.h"
#include "features/reviews/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::pages {
namespace {

using households::Household;
using testing::Markup;
using testing::MarkupReader;
using Fields = std::vector<std::pair<std::string, std::string>>;

std::string mark_field(Id<Household> household) {
  return std::string(mark_prefix) + std::to_string(household.value);
}

class AppraisalPage : public ::testing::TestWithParam<db::Engine> {
 protected:
  AppraisalPage() {
    routes(router_);
    village_.plan(true);
    village_.mark_all_printed();
    for (const auto household : {village_.sun, village_.guan}) village_.hang_at(household);
  }
  std::string issue() { return issue(1).front(); }
  std::vector<std::string> issue(std::int64_t count) {
    std::vector<std::string> codes;
    for (const auto& each : village_.change([&](Context&c, const organisations::Village&v) {
           return reviews::issue_slips(c, v, reviews::testing::ReviewingVillage::newest_id(c, v), count);
         }))
      codes.push_back(reviews::code_on(each, bench_.sealer()));
    return codes;
  }
  http::Response open(const std::string& code, const std::string& view = {}) {
    return browser_.post_form("/a" + view, {{"code", code}});
  }
  http::Response mark(const std::string& code,
                      const std::vector<std::pair<Id<Household>, std::string>>& marks) {
    Fields fields = {{"code", code}, {"step", "marks"}};
    for (const auto& [household, grade] : marks) fields.emplace_back(mark_field(household), grade);
    return browser_.post_form("/a", fields);
  }
  std::int64_t used() {
    return bench_.read_as(village_.town.yinhe_secretary(), [&](Context& c) {
      const auto v = village_.anybodys_yinhe(c);
      return reviews::sheet(c, v, reviews::list(c, v).at(0).id).slips.value().used;
    });
  }
  static void holds(const http::Response& page) {
    const Markup read = MarkupReader::read(page.body);
    EXPECT_EQ(read.count("h1"), 1);
    EXPECT_EQ(read.count("script"), 0);
    const std::set<std::string> ids(read.ids.begin(), read.ids.end());
    EXPECT_EQ(ids.size(), read.ids.size());
    EXPECT_EQ(http::testing::header(page, "Cache-Control"), "no-store");
  }
  static bool says(const http::Response& page, std::string_view words) {
    return page.body.find(words) != std::string::npos;
  }
  static std::string checked(Id<Household> household, const std::string& value) {
    return "name=\"" + mark_field(household) + "\" value=\"" + value + "\" checked=\"checked\"";
  }

  journal::testing::Bench bench_{GetParam()};
  reviews::testing::ReviewingVillage village_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(AppraisalPage);

TEST_P(AppraisalPage, the_code_opens_the_households_that_the_public_knows_each_unmarked) {
  const auto page = open(grouped_code(issue()));
  ASSERT_EQ(page.status, 200) << page.body;
  holds(page);
  for (const char* words : {"孙演波", "好", "较好", "一般", "差", "不了解", "还有 1 户没有挂牌", "谁会看到"})
    EXPECT_TRUE(says(page, words)) << words;
  EXPECT_FALSE(says(page, "赵演福")) << "a contact household";
  EXPECT_EQ(MarkupReader::read(page.body).count("fieldset"), 2);
  EXPECT_TRUE(says(page, checked(village_.sun, ""))) << page.body;
  EXPECT_FALSE(says(page, checked(village_.sun, "good")));
}

TEST_P(AppraisalPage, a_household_without_consent_shows_its_number_and_no_name) {
  const auto names_on = [&](const http::Response& page) {
    return bench_.read([&](Context& c) {
      int shown = 0;
      for (const auto household : {village_.sun, village_.guan})
        if (says(page, households::find(c, village_.yinhe(c), household).value().head_name)) ++shown;
      return shown;
    });
  };
  EXPECT_EQ(names_on(open(issue())), 2);
  const plaques::Plaque old = village_.of(village_.sun);
  village_.change([&](Context& c, const organisations::Village& v) {
    return plaques::replace(c, v, old.id, {"换成不写名字的", old.version});
  });
  village_.mark_all_printed();
  const plaques::Plaque plate = village_.of(village_.sun);
  village_.change([&](Context& c, const organisations::Village& v) {
    return plaques::hang(c, v, plate.id, {c.today(), false, std::nullopt, plate.version});
  });
  const auto page = open(issue());
  EXPECT_EQ(names_on(page), 1) << "the other one's";
  const std::string number =
      bench_.read([&](Context& c) { return plaques::number_of(village_.yinhe(c), plate); });
  EXPECT_TRUE(says(page, number)) << number;
  EXPECT_TRUE(page.body.find(mark_field(village_.sun)) != std::string::npos);
}

TEST_P(AppraisalPage, what_is_marked_is_counted_once) {
  const std::string code = issue();
  const auto first = mark(code, {{village_.sun, "good"}, {village_.guan, ""}});
  ASSERT_EQ(first.status, 200) << first.body;
  holds(first);
  EXPECT_TRUE(says(first, "算上了"));
  EXPECT_FALSE(says(first, code));
  EXPECT_EQ(used(), 1);
  const auto again = mark(code, {{village_.sun, "poor"}});
  EXPECT_EQ(again.status, 409);
  EXPECT_TRUE(says(again, "这张票已经用过"));
  EXPECT_EQ(open(code).status, 409);
  EXPECT_EQ(used(), 1);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(AppraisalPage, nothing_marked_is_said_at_the_list_and_uses_nothing_up) {
  const std::string code = issue();
  const auto page = mark(code, {{village_.sun, ""}});
  EXPECT_EQ(page.status, 422);
  holds(page);
  EXPECT_TRUE(says(page, "一户也没有评"));
  EXPECT_TRUE(says(page, "href=\"#marks\""));
  EXPECT_EQ(used(), 0);
  EXPECT_EQ(mark(code, {{village_.sun, "fair"}}).status, 200);
}

TEST_P(AppraisalPage, a_mark_of_a_household_that_has_left_the_list_is_not_dropped_in_silence) {
  const std::string code = issue();
  ASSERT_TRUE(says(open(code), mark_field(village_.guan)));
  village_.change([&](Context& c, const organisations::Village& v) {
    programmes::exempt(c, v, village_.guan, programmes::Matter::review, "常年在外务工");
  });
  EXPECT_FALSE(says(open(code), mark_field(village_.guan)));
  const auto page = mark(code, {{village_.sun, "good"}, {village_.guan, "poor"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(says(page, "名单变了"));
  EXPECT_TRUE(says(page, checked(village_.sun, "good"))) << "what was chosen stays";
  EXPECT_EQ(used(), 0);
  EXPECT_EQ(mark(code, {{village_.sun, "good"}}).status, 200);
}

TEST_P(AppraisalPage, a_wrong_code_opens_nothing_and_the_answer_is_always_the_same) {
  const auto unknown = open("000000000000");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_TRUE(says(unknown, "这个号码不对"));
  EXPECT_EQ(open("abc").body, unknown.body);
  EXPECT_EQ(open("").body, unknown.body);
  EXPECT_EQ(mark("abc", {{village_.sun, "good"}}).body, unknown.body);
}

TEST_P(AppraisalPage, after_closing_it_says_so) {
  const std::string code = issue();
  village_.change([](Context& c, const organisations::Village& v) {
    return reviews::close_slips(c, v, reviews::testing::ReviewingVillage::newest_id(c, v));
  });
  const auto page = mark(code, {{village_.sun, "good"}});
  EXPECT_EQ(page.status, 409);
  EXPECT_TRUE(says(page, "不再收票"));
}

TEST_P(AppraisalPage, guessing_is_slowed_down) {
  int refused = 0;
  for (int attempt = 0; attempt < appraisal_door.tries_at_once + 10; ++attempt)
    if (open("000000000000").status == 429) ++refused;
  EXPECT_EQ(refused, 10);
}

TEST_P(AppraisalPage, who_has_a_slip_takes_nobodys_try) {
  const auto codes = issue(20);
  for (int round = 0; round * 2 < appraisal_door.tries_at_once + 40; ++round)
    EXPECT_EQ(open(codes[static_cast<std::size_t>(round) % codes.size()]).status, 200) << round;
  for (int attempt = 0; attempt < appraisal_door.tries_at_once; ++attempt)
    EXPECT_EQ(open("000000000000").status, 422) << attempt;
}

TEST_P(AppraisalPage, what_was_marked_is_not_lost_to_a_neighbours_guesses) {
  const std::string code = issue();
  while (open("000000000000").status != 429) continue;
  const auto later = mark(code, {{village_.sun, "good"}, {village_.guan, "poor"}});
  EXPECT_EQ(later.status, 429);
  EXPECT_EQ(used(), 0);
  EXPECT_NE(later.body.find("value=\"" + code + "\""), std::string::npos);
  EXPECT_NE(later.body.find("name=\"step\" value=\"marks\""), std::string::npos) << later.body;
  EXPECT_NE(later.body.find("name=\"" + mark_field(village_.guan) + "\" value=\"poor\""), std::string::npos);
  const auto wrong = browser_.from_network("198.51.100.0/24").post_form("/a", {{"code", "12"}});
  EXPECT_EQ(wrong.body.find("value=\"12\""), std::string::npos) << "a wrong one is typed anew";
}

TEST_P(AppraisalPage, it_stands_in_both_languages_and_sizes) {
  const std::string code = issue();
  for (const std::string view : {"", "/elder", "/en", "/en-elder"}) {
    const auto page = browser_.get("/a" + view);
    EXPECT_EQ(page.status, 200) << view;
    EXPECT_EQ(MarkupReader::read(page.body).count("form"), 1) << view;
    const auto marking = open(code, view);
    EXPECT_EQ(marking.status, 200) << view;
    holds(marking);
  }
  EXPECT_TRUE(says(open(code, "/en"), "Don&#39;t know"));
  EXPECT_EQ(browser_.get("/a/nonsense").status, 404);
}

TEST_P(AppraisalPage, the_board_says_how_many_were_handed_out_and_used) {
  const auto board = [&] {
    return bench_.read([&](Context& c) { return board_page(c, "230225101204", View{}).html; });
  };
  const auto codes = issue(7);
  for (int at = 0; at < 5; ++at) mark(codes[static_cast<std::size_t>(at)], {{village_.sun, "good"}});
  village_.grade_all();
  village_.publish();
  EXPECT_NE(board().find("评议票发了 7 张，用了 5 张。"), std::string::npos) << board();
}

}  // namespace
}  // namespace lianghu::pages
