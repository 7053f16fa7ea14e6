#include "features/pages/deeds_view.h"

#include "base/random.h"
#include "features/feedback/feedback.h"
#include "features/pages/letter_view.h"
#include "features/pages/pages.h"
#include "features/pages/testing.h"
#include "features/reviews/testing.h"
#include "http/compress.h"

namespace lianghu::pages {
namespace {

using pledges::Item;
using pledges::Pledge;
using programmes::Role;
using testing::item;
using testing::MarkupReader;

Date day(const char* text) {
  return parse_date(text).value();
}

/// Characters of which none is like the one before: text that no packing makes small.
std::string various(Random& random, int characters) {
  constexpr std::uint64_t kinds = 20'000;
  std::string out;
  for (int each = 0; each < characters; ++each) {
    const auto code = static_cast<unsigned>(0x4E00 + random.below(kinds));
    out += static_cast<char>(0xE0U | (code >> 12U));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
  return out;
}

class DeedsOnPages : public ::testing::TestWithParam<db::Engine> {
 protected:
  DeedsOnPages() {
    village_.plan();
    village_.mark_all_printed();
    for (const auto household : {village_.sun, village_.guan, village_.wang}) village_.hang_at(household);
  }
  std::string door(Id<households::Household> household) {
    return bench_.read([&](Context& c) {
      const auto token = plaques::token_of(c, village_.yinhe(c), village_.of(household).id);
      return plaque_page(c, token, View{}).html;
    });
  }
  std::string board() {
    return bench_.read([](Context& c) { return board_page(c, "230225101204", View{}).html; });
  }
  testing::Markup door_of_sun() { return MarkupReader::read(door(village_.sun)); }
  /// From a draft on.
  Pledge publish_letter(const Pledge& draft) {
    const Pledge letter = village_.accept(village_.sign(draft));
    return village_.change([&](Context& c, const organisations::Village& v) {
      return pledges::publish(c, v, letter.id, letter.version);
    });
  }
  Pledge publish_letter(const std::vector<Item>& items) {
    return publish_letter(village_.change([&](Context& c, const organisations::Village& v) {
      return pledges::draft(c, v, village_.sun, items);
    }));
  }
  /// Of a promise, for the village, today.
  void keep(const Pledge& letter, std::int64_t position) {
    village_.change([&](Context& c, const organisations::Village& v) {
      help::NewAction action = village_.done("王演芝家门口也扫了", c.today());
      action.pairing.reset();
      action.pledge_item = help::PledgeItem{letter.id, position};
      return help::record(c, v, action);
    });
  }
  /// The same for the household that is helped.
  void keep_helping(const Pledge& letter, std::int64_t position) {
    village_.change([&](Context& c, const organisations::Village& v) {
      help::NewAction action = village_.done("陪赵演福去看病", c.today());
      action.pledge_item = help::PledgeItem{letter.id, position};
      return help::record(c, v, action);
    });
  }
  /// Said at Sun's door with leave to show it, and answered.
  void hear_and_answer(const std::string& said, const std::string& answer) {
    const auto token = bench_.read(
        [&](Context& c) { return plaques::token_of(c, village_.yinhe(c), village_.of(village_.sun).id); });
    feedback::Submission submission;
    submission.kind = feedback::Kind::suggestion;
    submission.text = said;
    submission.may_show = true;
    const std::string code =
        feedback::code_of(bench_.sealer(), "form-key-number-" + std::to_string(++heard_));
    bench_.change_as(Actor::visitor(),
                     [&](Context& c) { return feedback::submit(c, token, submission, code); });
    village_.change([&](Context& c, const organisations::Village& v) {
      const auto entry = feedback::list(c, v, feedback::Pile::to_do).at(0);
      return feedback::answer(c, v, entry.id, {answer, true}, entry.version);
    });
  }
  void publish() {
    village_.change([&](Context& c, const organisations::Village& v) {
      return reviews::commend(c, v, reviews::list(c, v).at(0).id, village_.sun, Role::friend_,
                              "一年四季给人送药");
    });
    village_.grade_all();
    village_.publish();
  }

  journal::testing::Bench bench_{GetParam()};
  reviews::testing::ReviewingVillage village_{bench_};

 private:
  int heard_ = 0;
};
LIANGHU_ON_BOTH_ENGINES(DeedsOnPages);

TEST_P(DeedsOnPages, a_door_shows_that_somebody_was_helped_and_never_who_nor_how) {
  const auto letter = village_.publish_new(village_.sun, "包一段街道，按周清扫");
  village_.record_today("给赵演福家送降压药");
  village_.record_for_village(letter);
  const std::string page = door(village_.sun);
  EXPECT_NE(page.find("帮了一户人家"), std::string::npos);
  EXPECT_NE(page.find("最近做的事"), std::string::npos);
  for (const std::string hidden : {"赵演福", "降压药", "王演芝家门口"}) {
    EXPECT_EQ(page.find(hidden), std::string::npos) << hidden;
    EXPECT_EQ(board().find(hidden), std::string::npos) << hidden;
  }
  EXPECT_EQ(door(village_.guan).find("最近做的事"), std::string::npos);
}

TEST_P(DeedsOnPages, grades_and_commendations_are_shown_once_the_review_is_published) {
  EXPECT_EQ(board().find("最近一次总结"), std::string::npos);
  publish();
  EXPECT_NE(board().find("最近一次总结"), std::string::npos);
  EXPECT_NE(board().find("好 3 户"), std::string::npos);
  EXPECT_NE(board().find("一年四季给人送药"), std::string::npos);
  EXPECT_NE(board().find("公示到 8 月 22 日"), std::string::npos);
  EXPECT_NE(door(village_.sun).find("一年四季给人送药"), std::string::npos);
  EXPECT_EQ(door(village_.guan).find("一年四季给人送药"), std::string::npos);
  bench_.pass_days(8);
  EXPECT_EQ(board().find("公示到 8 月 22 日"), std::string::npos);
}

TEST_P(DeedsOnPages, the_board_counts_who_was_reviewed_and_who_is_helped_unless_they_are_few) {
  const auto numbers = [&] { return MarkupReader::read(board()); };
  EXPECT_TRUE(numbers().says("0/3 已评/应评"));
  EXPECT_FALSE(numbers().says("应帮")) << "everybody would know who the one household is";
  publish();
  EXPECT_TRUE(numbers().says("3/3 已评/应评"));
  for (const char* name : {"李演一", "李演二", "李演三", "李演四"})
    village_.add(name, households::Kind::contact);
  EXPECT_TRUE(numbers().says("1/5 有人帮/应帮 "));
  EXPECT_FALSE(numbers().says("李演"));
  bench_.database().write(
      [&](db::Transaction& tx) { tx.execute("UPDATE pairings SET helper_id = ?", village_.guan); });
  EXPECT_TRUE(numbers().says("1/5 有人帮/应帮，待核对")) << "not as it was checked";
}

TEST_P(DeedsOnPages, pages_stay_small_and_well_formed) {
  const auto letter = village_.publish_new(village_.sun);
  for (int each = 0; each < 12; ++each) village_.record_for_village(letter);
  publish();
  for (const std::string& page : {door(village_.sun), board()}) {
    EXPECT_LT(page.size(), testing::page_bytes_max);
    EXPECT_EQ(MarkupReader::read(page).count("h1"), 1);
  }
}

TEST_P(DeedsOnPages, each_promise_says_how_far_it_is_and_how_often_something_was_done) {
  auto quarrels = item(Role::mediator, "调解纠纷，上门去说");
  quarrels.target = 2;
  quarrels.unit = "次";
  auto straw = item(Role::policy_lead, "带头秸秆离田还田");
  straw.due_on = day("2020-08-20");
  straw.rhythm = pledges::Rhythm::once;
  auto street = item(Role::village_keeper, "包一段街道，按周清扫");
  street.rhythm = pledges::Rhythm::weekly;
  // The page puts them in another order: straw, street, quarrels.
  const Pledge letter = publish_letter({quarrels, straw, street});
  EXPECT_TRUE(door_of_sun().says("进行中 8 月 20 日前"));
  EXPECT_TRUE(door_of_sun().says("进行中 每周"));
  EXPECT_TRUE(door_of_sun().says("进行中 2 次"));
  EXPECT_FALSE(door_of_sun().says("已做"));
  keep(letter, 1);
  EXPECT_TRUE(door_of_sun().says("进行中 2 次 已做 1 次，最近一次 8 月 15 日"));
  bench_.pass_days(1);
  keep(letter, 1);
  keep(letter, 3);
  EXPECT_TRUE(door_of_sun().says("做到了 2 次 已做 2 次，最近一次 8 月 16 日"));
  EXPECT_TRUE(door_of_sun().says("进行中 每周 已做 1 次，最近一次 8 月 16 日"));
  EXPECT_TRUE(door_of_sun().says("进行中 8 月 20 日前"));
  bench_.go_to(day("2020-08-21"));
  EXPECT_TRUE(door_of_sun().says("已过期限 8 月 20 日前"));
  EXPECT_TRUE(door_of_sun().says("进行中 每周")) << "it has no day";
  keep(letter, 2);
  EXPECT_TRUE(door_of_sun().says("见评议 8 月 20 日前 已做 1 次，最近一次 8 月 21 日"));
  const auto page = door_of_sun();
  EXPECT_LT(page.words.find("带头秸秆离田还田"), page.words.find("见评议"));
  EXPECT_LT(page.words.find("见评议"), page.words.find("包一段街道，按周清扫"));
  EXPECT_FALSE(page.says("王演芝家门口"));
}

TEST_P(DeedsOnPages, a_promise_counts_the_help_that_somebody_had_and_does_not_say_when) {
  const Pledge letter = publish_letter({item(Role::friend_, "陪看病的人去镇卫生院")});
  keep(letter, 1);
  bench_.pass_days(1);
  keep_helping(letter, 1);
  const auto page = door_of_sun();
  EXPECT_TRUE(page.says("已做 2 次 "));
  EXPECT_FALSE(page.says("最近一次")) << "with that day it would say how somebody was helped";
  EXPECT_TRUE(page.says("帮了一户人家")) << "and this stays in the list";
  EXPECT_FALSE(page.says("赵演福"));
}

TEST_P(DeedsOnPages, the_review_says_that_a_letter_was_kept_and_so_do_its_promises) {
  auto straw = item(Role::policy_lead, "带头秸秆离田还田");
  straw.due_on = day("2020-08-20");
  const Pledge letter = publish_letter({straw, item(Role::village_keeper, "包一段街道，按周清扫")});
  bench_.go_to(day("2020-08-21"));
  EXPECT_TRUE(door_of_sun().says("已过期限"));
  village_.change([&](Context& c, const organisations::Village& v) {
    return pledges::record_result(c, v, letter.id, pledges::State::fulfilled);
  });
  EXPECT_TRUE(door_of_sun().says("做到了 8 月 20 日前"));
  EXPECT_FALSE(door_of_sun().says("已过期限"));
  EXPECT_FALSE(door_of_sun().says("进行中"));
}

TEST_P(DeedsOnPages, a_new_edition_keeps_what_was_done_of_what_it_repeats) {
  auto drains = item(Role::policy_lead, "汛期前去各户查排水");
  drains.target = 1;
  drains.unit = "次";
  drains.due_on = day("2020-08-20");
  auto quarrels = item(Role::mediator, "调解纠纷，上门去说");
  quarrels.target = 2;
  quarrels.unit = "次";
  const Pledge first = publish_letter({drains, quarrels, item(Role::village_keeper, "包一段街道，按周清扫")});
  for (const std::int64_t position : {1, 2, 3}) keep(first, position);
  publish_letter(village_.change(
      [&](Context& c, const organisations::Village& v) { return pledges::amend(c, v, first.id); }));
  bench_.go_to(day("2020-08-21"));
  const auto page = door_of_sun();
  EXPECT_TRUE(page.says("做到了 1 次 8 月 20 日前 已做 1 次，最近一次 8 月 15 日"));
  EXPECT_FALSE(page.says("进行中 2 次 已做")) << "a number without a day is promised anew";
  EXPECT_TRUE(page.says("进行中 已做 1 次，最近一次 8 月 15 日")) << "the street";
}

TEST_P(DeedsOnPages, a_full_page_takes_at_most_fifteen_kilobytes_on_its_way) {
  SeededRandom random(15);
  std::vector<Item> items;
  for (const Role role :
       {Role::policy_lead, Role::policy_messenger, Role::village_keeper, Role::mediator, Role::friend_}) {
    Item each = item(role, various(random, 200));
    each.due_on = day("2021-10-20");
    each.rhythm = pledges::Rhythm::weekly;
    each.target = 52;
    each.unit = "次";
    items.push_back(each);
  }
  const Pledge letter = publish_letter(items);
  for (std::int64_t position = 1; position <= 5; ++position) keep(letter, position);
  for (int each = 0; each < 3; ++each) hear_and_answer(various(random, 300), various(random, 300));
  publish();
  const std::string page = door(village_.sun);
  const auto found = MarkupReader::read(page);
  EXPECT_EQ(found.count("q"), 3) << "what was said, and as many answers";
  EXPECT_TRUE(found.says("一共记了 5 件"));
  EXPECT_TRUE(found.says("一年四季给人送药")) << "and the review";
  // The limit is for what goes over the wire, and that is packed: by the server's least gzip here. The bytes
  // of such a page itself are more.
  EXPECT_LE(http::gzip(page, 1).size(), testing::page_bytes_max);
}

TEST(PromiseProgress, counts_times_and_nothing_else) {
  const Date today = day("2020-09-01");
  const auto of = [&](const Item& promised, std::int64_t times) {
    return progress_of(promised, pledges::State::published, times, today);
  };
  Item visits = item(Role::friend_, "陪看病的人去镇卫生院");
  visits.target = 3;
  visits.unit = "次";
  EXPECT_EQ(of(visits, 2), Progress::running);
  EXPECT_EQ(of(visits, 3), Progress::done);
  visits.due_on = day("2020-09-01");
  EXPECT_EQ(of(visits, 2), Progress::running) << "today is the last day";
  visits.due_on = day("2020-08-31");
  EXPECT_EQ(of(visits, 2), Progress::overdue);
  EXPECT_EQ(of(visits, 3), Progress::done);
  EXPECT_EQ(progress_of(visits, pledges::State::fulfilled, 0, today), Progress::done);
  EXPECT_EQ(progress_of(visits, pledges::State::not_fulfilled, 0, today), Progress::ended);
  EXPECT_EQ(progress_of(visits, pledges::State::partly, 3, today), Progress::done) << "this one was kept";
  Item acres = visits;
  acres.unit = "亩";
  EXPECT_EQ(of(acres, 3), Progress::ended) << "three times is not three acres";
  EXPECT_EQ(of(acres, 0), Progress::overdue);
  Item weekly = item(Role::village_keeper, "包一段街道，按周清扫");
  weekly.rhythm = pledges::Rhythm::weekly;
  weekly.target = 1;
  weekly.unit = "次";
  EXPECT_EQ(of(weekly, 0), Progress::running) << "it has no day";
  EXPECT_EQ(of(weekly, 9), Progress::running) << "and there is a next week";
}

}  // namespace
}  // namespace lianghu::pages
