#include <gtest/gtest.h>

#include "features/feedback/feedback.h"
#include "features/pages/pages.h"
#include "features/pages/testing.h"

namespace lianghu::pages {
namespace {

using organisations::Duty;
using programmes::Role;
using testing::board;
using testing::item;

class BoardPage : public testing::Street {
 protected:
  /// Said at Sun's door, and hidden.
  void hide_one() {
    const std::string token = token_of(village_.of(village_.sun).id);
    feedback::Submission said;
    said.kind = feedback::Kind::complaint;
    said.text = "只是骂人的话";
    const std::string code = feedback::code_of(bench_.sealer(), "form-key-number-" + std::to_string(++said_));
    bench_.change_as(Actor::visitor(), [&](Context& c) { return feedback::submit(c, token, said, code); });
    village_.change([&](Context& c, const organisations::Village& village) {
      const auto entry = feedback::list(c, village, feedback::Pile::to_do).at(0);
      return feedback::hide(c, village, entry.id, "只有骂人的话", entry.version);
    });
  }

 private:
  int said_ = 0;
};
LIANGHU_ON_BOTH_ENGINES(BoardPage);

TEST_P(BoardPage, shows_leaders_doors_letters_and_what_is_done_of_what_is_due) {
  bench_.change([&](Context& c) {
    organisations::set_leading_group(c, organisations::published_reach(c, village_.town.yinhe.id),
                                     {{"周演安", "党支部书记", true, {Duty::implement, Duty::supervise}},
                                      {"吴演珍", "村委会主任", false, {Duty::execute, Duty::promote}}});
  });
  hang_all();
  publish(village_.guan, {item(Role::friend_, "每周看望一户独居老人")});
  const auto page = open(board);
  EXPECT_TRUE(page.says("音河村公示栏"));
  EXPECT_TRUE(page.says("挂牌亮户阶段"));
  EXPECT_TRUE(page.says("3/3 已挂牌/应挂"));
  EXPECT_TRUE(page.says("1/3 已签/应签承诺"));
  EXPECT_TRUE(page.says("0/3 已评/应评"));
  EXPECT_TRUE(page.says("1 户已公示"));
  EXPECT_TRUE(page.says("周演安 党支部书记"));
  EXPECT_TRUE(page.says("负责落实、监督"));
  EXPECT_TRUE(page.says("困难群众的贴心人"));
  EXPECT_TRUE(page.says("002 关演云"));
  EXPECT_TRUE(page.says("每周看望一户独居老人"));
  for (const auto household : {village_.sun, village_.guan, village_.wang})
    EXPECT_TRUE(page.links_to(door(household)));
  EXPECT_TRUE(open(board + "/en").links_to(door(village_.sun) + "/en"));
}

TEST_P(BoardPage, counts_the_days_of_the_notice_period_and_puts_what_runs_first) {
  hang_all();
  publish(village_.sun, {item(Role::mediator, "先公示的承诺")});
  bench_.go_to(parse_date("2020-07-25").value());
  publish(village_.wang, {item(Role::mediator, "后公示的承诺")});
  auto page = open(board);
  EXPECT_TRUE(page.says("可提意见到 7 月 27 日，还剩 2 天"));
  EXPECT_TRUE(page.says("可提意见到 8 月 1 日，还剩 7 天"));
  EXPECT_TRUE(open(board + "/en").says("objections until 27 July, days left: 2"));
  EXPECT_TRUE(page.says("2 户公示期内"));
  EXPECT_TRUE(page.says("承诺还没有公示"));
  bench_.go_to(parse_date("2020-07-27").value());
  EXPECT_TRUE(open(board).says("今天截止，有意见请今天提"));
  bench_.go_to(parse_date("2020-07-28").value());
  page = open(board);
  EXPECT_TRUE(page.says("长期公示"));
  EXPECT_LT(page.words.find("后公示的承诺"), page.words.find("先公示的承诺"));
}

TEST_P(BoardPage, is_made_anew_each_day_as_all_it_counts_is_counted_by_days) {
  const auto tagged = [&](std::string_view tag) {
    const auto tags = bench_.read([&](Context& c) { return board_page(c, "230225101204", {}).tags; });
    return std::ranges::count(tags, tag) == 1;
  };
  EXPECT_TRUE(tagged(daily_tag));
  EXPECT_TRUE(tagged(std::to_string(village_.town.yinhe.id.value)));
}

TEST_P(BoardPage, always_says_how_many_are_hidden_and_of_few_only_that_they_are_few) {
  hang_all();
  EXPECT_TRUE(open(board).says("一年收起了不到 5 条"));
  EXPECT_TRUE(open(board + "/en").says("fewer than 5"));
  for (int each = 0; each < 4; ++each) hide_one();
  EXPECT_TRUE(open(board).says("一年收起了不到 5 条"));
  hide_one();
  EXPECT_TRUE(open(board).says("一年收起了至少 5 条"));
  EXPECT_FALSE(open(board).says("不到"));
  EXPECT_FALSE(open(board).says("骂人的话"));
}

TEST_P(BoardPage, drops_no_published_letter) {
  hang_all();
  for (const auto household : {village_.sun, village_.guan, village_.wang})
    publish(household, {item(Role::mediator, "调解第 " + std::to_string(household.value) + " 件纠纷")});
  village_.change([&](Context& c, const organisations::Village& village) {
    const auto plaque = plaques::of_household(c, village, village_.wang).value();
    return plaques::retire(c, village, plaque.id, {"房子拆了", plaque.version});
  });
  const auto page = open(board);
  EXPECT_EQ(page.count("article"), 3);
  for (const auto household : {village_.sun, village_.guan, village_.wang})
    EXPECT_TRUE(page.says("调解第 " + std::to_string(household.value) + " 件纠纷"));
  EXPECT_FALSE(page.says("王演芝")) << "the consent ended with the plaque";
  EXPECT_TRUE(page.says("一户党员户"));
}

TEST_P(BoardPage, no_page_shows_a_contact_household) {
  hang_all();
  publish(village_.sun, {item(Role::mediator, "调解孙家门前的纠纷")});
  const std::string address = door(village_.sun);
  // From now on the household is one that is helped: nothing of it may stay in public.
  bench_.change([&](Context& c) {
    const auto village = village_.yinhe(c);
    auto contact = households::unmasked_card(c, village, village_.contact, "登记电话号码").household;
    households::HouseholdFields fields;
    fields.kind = households::Kind::contact;
    fields.address = contact.address;
    fields.phone = "13912345678";
    households::change(c, village, village_.contact, fields, contact.version);
    const auto sun = households::unmasked_card(c, village, village_.sun, "家里遭了灾，改类别").household;
    fields.address = sun.address;
    fields.phone = "13887654321";
    households::change(c, village, village_.sun, fields, sun.version);
  });
  for (const std::string& each : all_addresses()) {
    open(each);
    for (const char* hidden : {"赵演福", "孙演波", "音河村赵家", "音河村孙家", "13912345678", "5678",
                               "13887654321", "4321", "调解孙家门前的纠纷"})
      EXPECT_EQ(body.find(hidden), std::string::npos) << each << " " << hidden;
  }
  EXPECT_FALSE(open(board).links_to(address));
  EXPECT_TRUE(open(board).says("关演云"));
}

TEST_P(BoardPage, never_says_who_declined) {
  bench_.change_as(village_.town.town_staff(), [&](Context& c) {
    programmes::exempt(c, village_.yinhe(c), village_.guan, programmes::Matter::plaque, "不愿意参加");
  });
  village_.plan();
  village_.mark_all_printed();
  village_.hang_at(village_.sun);
  const auto page = open(board);
  EXPECT_TRUE(page.says("孙演波"));
  EXPECT_TRUE(page.says("1/2 已挂牌/应挂"));
  for (const char* hidden : {"关演云", "不愿意", "王演芝", "钱演多"})
    EXPECT_EQ(body.find(hidden), std::string::npos) << hidden;
}

TEST_P(BoardPage, is_empty_before_anything_hangs_and_says_so) {
  village_.plan();
  EXPECT_TRUE(open(board).says("还没有挂上的门牌"));
  EXPECT_FALSE(open(board).says("孙演波")) << "a plate that only lies in the office";
  EXPECT_TRUE(open("/v/230225101202").says("本村还没有参加活动"));
}

TEST_P(BoardPage, another_place_has_no_board) {
  for (const char* code : {"230225101299", "230225101", "230225", "x"})
    EXPECT_TRUE(open(std::string("/v/") + code, 404).says("没有找到这个村的公示栏"));
  EXPECT_TRUE(open("/v/230225101299/en", 404).says("No notice board at this address"));
}

TEST_P(BoardPage, every_view_is_whole_and_well_formed) {
  hang_all();
  publish(village_.sun, {item(Role::mediator, "调解邻里纠纷")});
  for (const std::string& address : all_addresses()) {
    const auto page = open(address);
    EXPECT_EQ(page.language, address.find("/en") == std::string::npos ? "zh-CN" : "en") << address;
  }
}

TEST_P(BoardPage, bears_the_fingerprint_of_the_letters_on_it) {
  hang_all();
  EXPECT_FALSE(open(board).says("指纹"));
  publish(village_.sun, {item(Role::mediator, "街坊有纠纷先来找我")});
  const auto mark = [&] {
    return bench_.read(
        [&](Context& c) { return pledges::fingerprint_of(pledges::shown_in(c, village_.yinhe(c))); });
  };
  const std::string first = mark();
  EXPECT_TRUE(open(board).says("指纹：" + first));
  EXPECT_TRUE(open(board + "/en").says("Fingerprint of these letters: " + first));
  publish(village_.wang, {item(Role::mediator, "再添一条")});
  EXPECT_NE(mark(), first);
  EXPECT_TRUE(open(board).says("指纹：" + mark()));
}

TEST_P(BoardPage, what_was_published_stays_in_the_archive_by_month_also_when_a_newer_edition_came) {
  EXPECT_TRUE(open(board + "/archive").says("还没有公示过什么"));
  hang_all();
  EXPECT_TRUE(open(board).links_to(board + "/archive"));
  publish(village_.sun, {item(Role::mediator, "头一版的承诺")});
  publish(village_.guan, {item(Role::mediator, "关家的承诺")});
  bench_.go_to(parse_date("2020-09-03").value());
  publish(village_.sun, {item(Role::mediator, "第二版的承诺")});
  auto page = open(board + "/archive");
  EXPECT_TRUE(page.says("2020 年 9 月"));
  EXPECT_TRUE(page.says("第二版的承诺"));
  EXPECT_FALSE(page.says("头一版的承诺"));
  ASSERT_TRUE(page.links_to(board + "/archive/2020-07"));
  page = open(board + "/archive/2020-07");
  EXPECT_TRUE(page.says("头一版的承诺"));
  EXPECT_TRUE(page.says("后来有新版"));
  EXPECT_TRUE(page.says("关家的承诺"));
  EXPECT_TRUE(open(board + "/archive/2020-07/en").says("July 2020"));
  page = open(board + "/archive/en");
  EXPECT_EQ(page.language, "en") << "as the board in English leads there";
  EXPECT_TRUE(page.says("September 2020"));
  EXPECT_TRUE(page.says("第二版的承诺"));
  village_.change([&](Context& c, const organisations::Village& at) {
    const auto card = households::card(c, at, village_.guan);
    households::HouseholdFields fields;
    fields.kind = households::Kind::contact;
    fields.address = card.household.address;
    return households::change(c, at, village_.guan, fields, card.household.version);
  });
  EXPECT_FALSE(open(board + "/archive/2020-07").says("关家的承诺")) << "it needs help itself now";
}

TEST_P(BoardPage, a_month_in_which_nothing_was_published_has_no_page_of_its_own) {
  const auto tags = [&](std::string_view month) {
    return bench_.read([&](Context& c) { return archive_page(c, "230225101204", month, {}).tags; });
  };
  EXPECT_TRUE(open(board + "/archive/2020-07").says("还没有公示过什么")) << "as its switches lead there";
  open(board + "/archive/2020-08", 404);
  hang_all();
  publish(village_.sun, {item(Role::mediator, "头一版的承诺")});
  for (const char* month : {"1999-01", "2020-08", "2020-06", "2020-13", "2020-7", "2020-07-01", "x"}) {
    const auto page = open(board + "/archive/" + month, 404);
    EXPECT_TRUE(page.says("没有找到这一页")) << month;
    EXPECT_FALSE(page.says("头一版的承诺")) << month;
    EXPECT_TRUE(page.links_to(board + "/archive/2020-07")) << month;
    EXPECT_TRUE(tags(month).empty()) << month;
  }
  EXPECT_TRUE(open(board + "/archive/1999-01/en", 404).says("There is no such page"));
  EXPECT_FALSE(tags("2020-07").empty());
  EXPECT_TRUE(open(board + "/archive/2020-07").says("头一版的承诺"));
}

}  // namespace
}  // namespace lianghu::pages
