#include <gtest/gtest.h>

#include "features/pages/pages.h"
#include "features/pages/testing.h"
#include "features/plaques/tokens.h"
#include "http/compress.h"

namespace lianghu::pages {
namespace {

using programmes::Role;
using testing::item;

class PlaquePage : public testing::Street {
 protected:
  bool tagged(const std::string& address, std::string_view tag) {
    const auto tags = bench_.read([&](Context& c) { return plaque_page(c, address.substr(3), View{}).tags; });
    return std::ranges::count(tags, tag) == 1;
  }
};
LIANGHU_ON_BOTH_ENGINES(PlaquePage);

TEST_P(PlaquePage, shows_the_plate_as_it_hangs_on_the_door) {
  hang_all();
  const auto page = open(door(village_.sun));
  EXPECT_TRUE(page.says("兴十四镇·音河村"));
  EXPECT_TRUE(page.says("共产党员户"));
  EXPECT_TRUE(page.says("孙演波"));
  EXPECT_TRUE(page.says("音河 001 号·2020 年 7 月 20 日挂牌"));
  EXPECT_TRUE(page.says("门牌有效，与村里登记一致"));
  EXPECT_TRUE(page.says("我是党员，亮出来"));
  EXPECT_TRUE(page.says("承诺书还没有公示"));
  EXPECT_TRUE(page.links_to(testing::board));
}

TEST_P(PlaquePage, names_nobody_without_consent) {
  hang_all(false);
  publish(village_.sun, {item(Role::mediator, "调解邻里纠纷")});
  for (const std::string& address : all_addresses()) {
    const auto page = open(address);
    EXPECT_FALSE(page.says("孙演波")) << address;
    EXPECT_EQ(body.find("关演云"), std::string::npos) << address;
  }
  EXPECT_TRUE(open(door(village_.sun)).says("音河 001 号"));
}

TEST_P(PlaquePage, says_what_the_village_knows_of_the_plate) {
  village_.plan();
  EXPECT_TRUE(open(door(village_.sun)).says("还没登记挂上"));
  village_.mark_all_printed();
  const auto hung = village_.hang_at(village_.sun);
  village_.change([&](Context& c, const organisations::Village& village) {
    return plaques::report_missing(c, village, hung.id, {"大风刮走了", hung.version});
  });
  const auto page = open(door(village_.sun));
  EXPECT_TRUE(page.says("登记这块门牌丢了"));
  EXPECT_FALSE(page.says("门牌有效"));
  EXPECT_FALSE(page.says("大风"));
}

TEST_P(PlaquePage, lists_the_published_promises_by_role_with_their_terms) {
  hang_all();
  auto ditch = item(Role::village_keeper, "清理东二街的边沟");
  ditch.due_on = parse_date("2020-10-20");
  ditch.target = 300;
  ditch.unit = "米";
  auto talk = item(Role::policy_messenger, "讲一次医保新政策");
  talk.rhythm = pledges::Rhythm::monthly;
  publish(village_.sun, {ditch, talk});
  const auto page = open(door(village_.sun));
  EXPECT_TRUE(page.says("7 月 20 日签订，7 月 20 日公示"));
  EXPECT_TRUE(page.says("村容村貌的维护人 清理东二街的边沟"));
  EXPECT_TRUE(page.says("进行中 300 米 10 月 20 日前"));
  EXPECT_TRUE(page.says("政策宣传的热心人 讲一次医保新政策"));
  EXPECT_TRUE(page.says("进行中 每月"));
  EXPECT_TRUE(open(door(village_.sun) + "/en").says("In progress"));
  EXPECT_LT(page.words.find("热心人"), page.words.find("维护人"));
  const auto elder = open(door(village_.sun) + "/elder");
  EXPECT_TRUE(elder.says("扫街道 清理东二街的边沟"));
  EXPECT_TRUE(elder.says("门牌是真的"));
  EXPECT_LT(elder.words.size(), page.words.size());
}

TEST_P(PlaquePage, asks_for_objections_as_long_as_the_notice_period_runs) {
  hang_all();
  publish(village_.sun, {item(Role::mediator, "调解邻里纠纷")});
  const std::string address = door(village_.sun);
  EXPECT_TRUE(open(address).says("公示期到 7 月 27 日"));
  EXPECT_TRUE(tagged(address, daily_tag));
  EXPECT_TRUE(tagged(address, std::to_string(village_.town.yinhe.id.value)));
  EXPECT_TRUE(tagged(address, std::to_string(village_.town.town.id.value)));
  bench_.go_to(parse_date("2020-07-27").value());
  EXPECT_TRUE(open(address).says("公示期到"));
  bench_.go_to(parse_date("2020-07-28").value());
  EXPECT_FALSE(open(address).says("公示期到"));
  EXPECT_TRUE(open(address).says("调解邻里纠纷"));
  EXPECT_FALSE(tagged(address, daily_tag));
}

TEST_P(PlaquePage, is_made_anew_each_day_until_no_promise_has_a_day_ahead) {
  hang_all();
  auto ditch = item(Role::village_keeper, "清理东二街的边沟");
  ditch.due_on = parse_date("2020-10-20");
  publish(village_.sun, {ditch, item(Role::mediator, "调解邻里纠纷")});
  const std::string address = door(village_.sun);
  bench_.go_to(parse_date("2020-10-20").value());
  EXPECT_TRUE(open(address).says("进行中 10 月 20 日前"));
  EXPECT_TRUE(tagged(address, daily_tag)) << "tomorrow it is overdue";
  bench_.go_to(parse_date("2020-10-21").value());
  EXPECT_TRUE(open(address).says("已过期限 10 月 20 日前"));
  EXPECT_TRUE(open(address + "/en").says("Overdue"));
  EXPECT_FALSE(tagged(address, daily_tag));
}

TEST_P(PlaquePage, shows_nothing_of_a_letter_before_it_is_published) {
  hang_all();
  village_.change([&](Context& c, const organisations::Village& village) {
    return pledges::draft(c, village, village_.sun, {item(Role::mediator, "还没想好的承诺")});
  });
  for (const std::string& address : all_addresses()) EXPECT_FALSE(open(address).says("还没想好的承诺"));
}

TEST_P(PlaquePage, writes_text_as_text) {
  hang_all();
  publish(village_.sun, {item(Role::mediator, R"(<script>alert("1")</script> & <b>)")});
  for (const std::string& address : all_addresses()) {
    open(address);
    EXPECT_EQ(body.find("<script"), std::string::npos) << address;
    EXPECT_EQ(body.find("<b>)"), std::string::npos) << address;
  }
  EXPECT_TRUE(open(door(village_.sun)).says(R"(<script>alert("1")</script> & <b>)"));
  open("/p/<script>\"'", 404);
  EXPECT_EQ(body.find("<script"), std::string::npos);
}

/// Over the wire, as the limit is; a page with actions, answers and a review besides stands in
/// deeds_view_test.
TEST_P(PlaquePage, is_at_most_fifteen_kilobytes) {
  hang_all();
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "长";
  std::vector<pledges::Item> items;
  for (const Role role :
       {Role::policy_lead, Role::policy_messenger, Role::village_keeper, Role::mediator, Role::friend_}) {
    auto each = item(role, longest);
    each.due_on = parse_date("2021-10-20");
    each.rhythm = pledges::Rhythm::weekly;
    each.target = 52;
    each.unit = "次";
    items.push_back(each);
  }
  publish(village_.sun, items);
  for (const char* view : {"", "/elder", "/en", "/en-elder"}) {
    open(door(village_.sun) + view);
    EXPECT_LE(http::gzip(body, 1).size(), testing::page_bytes_max) << view;
  }
}

TEST_P(PlaquePage, speaks_english_too_and_keeps_the_view_in_its_links) {
  hang_all();
  publish(village_.sun, {item(Role::mediator, "调解邻里纠纷")});
  const std::string address = door(village_.sun);
  const auto page = open(address + "/en");
  EXPECT_EQ(page.language, "en");
  EXPECT_TRUE(page.says("Mediator"));
  EXPECT_TRUE(page.says("hung on 20 July 2020"));
  EXPECT_TRUE(page.links_to(address + "/zh"));
  EXPECT_TRUE(page.links_to(address + "/en-elder"));
  EXPECT_TRUE(page.links_to(testing::board + "/en"));
}

TEST_P(PlaquePage, a_plaque_that_ended_says_so_and_how_to_report_it) {
  hang_all();
  publish(village_.sun, {item(Role::mediator, "调解邻里纠纷")});
  const std::string replaced = door(village_.sun);
  const std::string retired = door(village_.wang);
  village_.change([&](Context& c, const organisations::Village& village) {
    const auto old = plaques::of_household(c, village, village_.sun).value();
    plaques::replace(c, village, old.id, {"字迹看不清了", old.version});
    const auto other = plaques::of_household(c, village, village_.wang).value();
    plaques::retire(c, village, other.id, {"搬到县城去了", other.version});
  });
  for (const char* view : {"", "/elder", "/en"}) {
    for (const std::string& address : {replaced, retired}) {
      const auto page = open(address + view, 410);
      EXPECT_FALSE(page.says("演")) << "a name";
      EXPECT_FALSE(page.says("看不清")) << "a reason";
      EXPECT_FALSE(page.says("县城")) << "a reason";
      EXPECT_FALSE(page.says("调解")) << "a promise";
    }
  }
  EXPECT_TRUE(open(replaced, 410).says("这块门牌已经换成新的"));
  EXPECT_TRUE(open(retired, 410).says("音河 003 号门牌不再有效"));
  for (const std::string& address : {replaced, retired}) {
    const auto page = open(address, 410);
    EXPECT_TRUE(page.says("怎么反映")) << address;
    EXPECT_TRUE(page.says("就在这里反映")) << address;
    EXPECT_TRUE(page.links_to(testing::board)) << address;
    EXPECT_TRUE(page.links_to(testing::board + "/say")) << address;
    EXPECT_TRUE(open(address + "/en-elder", 410).links_to(testing::board + "/say/en-elder")) << address;
  }
}

TEST_P(PlaquePage, an_unknown_and_a_forged_plaque_say_so) {
  const std::string lost = plaques::make_token(bench_.random(), bench_.sealer());
  EXPECT_TRUE(open("/p/" + lost, 404).says("登记里没有这块门牌"));
  std::string forged = lost;
  forged.front() = forged.front() == 'A' ? 'B' : 'A';
  EXPECT_TRUE(open("/p/" + forged, 404).says("这不是我们发的门牌"));
  EXPECT_TRUE(open("/p/1/en", 404).says("We did not make this plaque"));
  for (const std::string& token : {lost, forged}) {
    const auto page = open("/p/" + token, 404);
    EXPECT_TRUE(page.says("怎么反映")) << token;
    EXPECT_TRUE(page.says("扫村部公示栏上的码，点“对村里的事说句话”")) << "there is no village to link";
    EXPECT_FALSE(page.says("就在这里反映")) << token;
    EXPECT_TRUE(open("/p/" + token + "/en", 404).says("“Say something about the village”")) << token;
  }
}

}  // namespace
}  // namespace lianghu::pages
