#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>

#include "features/meetings/meetings.h"
#include "features/pages/forms_test.h"

namespace lianghu::pages {
namespace {

using testing::Fields;

class FeedbackPages : public testing::AtTheDoor {};
LIANGHU_ON_BOTH_ENGINES(FeedbackPages);

TEST_P(FeedbackPages, the_way_to_say_something_is_on_every_view_of_the_door) {
  for (const char* view : {"", "/elder", "/en", "/en-elder"}) {
    EXPECT_TRUE(open(door_ + view).links_to(door_ + "/say" + view)) << view;
    EXPECT_EQ(get(door_ + "/say" + view).count("form"), 1) << view;
    EXPECT_EQ(get(std::string("/t") + view).count("form"), 1) << view;
  }
  EXPECT_EQ(visitor_.get(door_ + "/say/fr").status, 404);
}

TEST_P(FeedbackPages, the_form_says_who_will_see_what_and_until_when) {
  const auto page = get(door_ + "/say");
  EXPECT_TRUE(page.says("音河村党支部指定的处理人"));
  EXPECT_TRUE(page.says("满 7 天没有答复，自动转到上一级，到甘南县委为止"));
  village_.change([&](Context& c, const organisations::Village&) {
    organisations::set_leading_group(c, organisations::published_reach(c, village_.town.yinhe.id),
                                     {{"孙演波",
                                       "书记",
                                       true,
                                       {organisations::Duty::implement, organisations::Duty::supervise,
                                        organisations::Duty::execute, organisations::Duty::promote}}});
  });
  EXPECT_TRUE(get(door_ + "/say").says("直接送到兴十四镇党委，不经过村里"));
}

TEST_P(FeedbackPages, what_was_sent_gets_a_code_and_the_code_leads_to_it) {
  const auto sent = send(said(key()));
  EXPECT_TRUE(sent.says("/t，输入查询码")) << "for whoever has it on paper";
  EXPECT_TRUE(sent.says("收到了"));
  EXPECT_TRUE(sent.says("7 月 27 日前答复您"));
  const std::string shown = code();
  ASSERT_EQ(shown.size(), 19U) << body;
  auto page = ask({{"code", shown}, {"act", "look"}});
  EXPECT_TRUE(page.says("等人接手"));
  EXPECT_TRUE(page.says("广场没人扫"));
  EXPECT_TRUE(page.says("音河 001 号"));
  answer_it();
  page = ask({{"code", shown}, {"act", "look"}});
  EXPECT_TRUE(page.says("音河村党支部答复"));
  EXPECT_TRUE(page.says("已经扫了"));
  EXPECT_TRUE(open(door_).says("反映问题，7 月 20 日答复 已经扫了"));
  EXPECT_FALSE(open(door_).says("广场没人扫")) << "the sender did not allow it";
}

TEST_P(FeedbackPages, a_form_sent_twice_is_said_once_and_shows_the_same_code) {
  const Fields form = said(key());
  send(form);
  const std::string first = code();
  send(form);
  EXPECT_EQ(code(), first);
  EXPECT_FALSE(first.empty());
  const auto waiting = village_.change(
      [&](Context& c, const organisations::Village& at) { return feedback::counts(c, at).to_do; });
  EXPECT_EQ(waiting, 1);
}

TEST_P(FeedbackPages, gone_back_to_and_sent_with_other_words_a_form_says_something_new) {
  const Fields form = said(key());
  send(form);
  const std::string first = code();
  auto page = send(said(form.back().second, "路灯也坏了"), 409);
  EXPECT_TRUE(page.says("刚才那条已经收到了"));
  EXPECT_TRUE(page.says("路灯也坏了"));
  send(said(value_of("key"), "路灯也坏了"));
  EXPECT_NE(code(), first);
}

TEST_P(FeedbackPages, what_is_wrong_is_said_at_its_field_and_what_was_typed_stays) {
  auto page = send({{"kind", ""}, {"text", "路灯坏了<b>"}, {"phone", "13800000416"}, {"key", key()}}, 422);
  EXPECT_TRUE(page.says("请选一样"));
  EXPECT_TRUE(page.links_to("#kind"));
  EXPECT_TRUE(page.says("路灯坏了<b>"));
  EXPECT_NE(body.find("value=\"13800000416\""), std::string::npos);
  page = send({{"kind", "praise"}, {"text", "好"}, {"phone", "13800000416"}, {"key", value_of("key")}}, 422);
  EXPECT_TRUE(page.says("请写 2 到 1000 个字"));
  EXPECT_TRUE(page.links_to("#phone_consent"));
  EXPECT_NE(body.find(R"(value="praise" checked)"), std::string::npos);
  page = send({{"kind", "praise"}, {"text", "好得很"}, {"key", "short"}}, 400);
  EXPECT_TRUE(page.says("请再点一次发送"));
  EXPECT_TRUE(page.says("好得很"));
}

TEST_P(FeedbackPages, it_is_asked_anew_once_with_a_sentence_or_called_solved) {
  const std::string shown = send_one();
  answer_it();
  ask({{"code", shown}, {"act", "look"}});
  auto page = ask({{"code", shown}, {"act", "reopen"}, {"why", ""}, {"key", value_of("key")}}, 422);
  EXPECT_TRUE(page.links_to("#why"));
  const Fields again = {{"code", shown}, {"act", "reopen"}, {"why", "还是没人扫"}, {"key", value_of("key")}};
  page = ask(again);
  EXPECT_TRUE(page.says("重新在办"));
  EXPECT_TRUE(page.says("还是没人扫"));
  EXPECT_TRUE(ask(again).says("重新在办")) << "tapped twice";
  page = ask({{"code", shown}, {"act", "reopen"}, {"why", "不行"}, {"key", "another-key-of-this"}}, 409);
  EXPECT_TRUE(page.says("重办只有一次"));
  bench_.pass_days(1);
  bench_.change([&](Context& c) { answer(c, village_.yinhe(c), "这回真扫了"); });
  page = ask({{"code", shown}, {"act", "solved"}, {"key", "one-more-key-of-this"}});
  EXPECT_TRUE(page.says("已办结"));
  EXPECT_TRUE(page.says("您说办好了"));
  EXPECT_EQ(page.count("form"), 0);
}

TEST_P(FeedbackPages, the_office_asks_back_and_the_answer_goes_through_the_code) {
  const std::string shown = send_one();
  auto page = ask({{"code", shown}, {"act", "look"}});
  EXPECT_TRUE(page.says("还想补充一句"));
  bench_.change([&](Context& c) {
    const auto at = village_.yinhe(c);
    const auto entry = feedback::list(c, at, feedback::Pile::to_do).at(0);
    feedback::ask(c, at, entry.id, "是哪个广场？", entry.version);
  });
  page = ask({{"code", shown}, {"act", "look"}});
  EXPECT_TRUE(page.says("是哪个广场？"));
  EXPECT_TRUE(page.says("问了您一句，请在下面回答"));
  EXPECT_TRUE(
      ask({{"code", shown}, {"act", "add"}, {"why", " "}, {"key", value_of("key")}}, 422).links_to("#why"));
  const Fields reply = {{"code", shown}, {"act", "add"}, {"why", "井边那个"}, {"key", value_of("key")}};
  EXPECT_TRUE(ask(reply).says("井边那个"));
  page = ask(reply);
  EXPECT_FALSE(page.says("请在下面回答"));
  EXPECT_EQ(page.words.find("井边那个"), page.words.rfind("井边那个")) << "tapped twice, said once";
}

TEST_P(FeedbackPages, at_a_door_it_can_be_about_a_promise_or_the_branch) {
  publish(village_.sun, {testing::item(programmes::Role::mediator, "街坊有纠纷先来找我")});
  auto page = get(door_ + "/say");
  EXPECT_TRUE(page.says("街坊有纠纷先来找我"));
  EXPECT_TRUE(page.says("您写的话 音河村党支部指定的处理人"));
  EXPECT_TRUE(page.says("说村党支部的 直接送到兴十四镇党委，不经过村里，村党支部看不到"));
  EXPECT_TRUE(page.says("说镇里的 直接送到甘南县委，镇里和村里都看不到"));
  std::smatch option;
  ASSERT_TRUE(std::regex_search(body, option, std::regex(R"x(value="(promise-\d+-1)")x")));
  const std::string promise = option[1];
  Fields fields = said(value_of("key"));
  fields.emplace_back("about", promise);
  send(fields);
  EXPECT_TRUE(ask({{"code", code()}, {"act", "look"}}).says("街坊有纠纷先来找我"));
  get(door_ + "/say");
  fields = said(value_of("key"), "村里账没公开");
  fields.emplace_back("about", "branch");
  send(fields);
  page = ask({{"code", code()}, {"act", "look"}});
  EXPECT_TRUE(page.says("关于音河村党支部"));
  publish(village_.sun, {testing::item(programmes::Role::mediator, "新的承诺")});
  get(door_ + "/say");
  fields = said(value_of("key"), "换了承诺还在说旧的");
  fields.emplace_back("about", promise);
  page = send(fields, 422);
  EXPECT_TRUE(page.links_to("#about"));
  EXPECT_NE(body.find("换了承诺还在说旧的"), std::string::npos) << "what was typed stays";
}

TEST_P(FeedbackPages, on_the_board_it_is_about_the_branch_or_a_notice_that_can_still_be_objected_to) {
  publish(village_.sun, {testing::item(programmes::Role::mediator, "街坊有纠纷先来找我")});
  const std::string at = testing::board + "/say";
  EXPECT_TRUE(open(testing::board).links_to(at));
  const auto page = get(at);
  EXPECT_TRUE(page.says("说村党支部的 直接送到兴十四镇党委，不经过村里"));
  EXPECT_TRUE(page.says("对公示的意见 音河村党支部指定的处理人"));
  EXPECT_TRUE(page.says("说镇里的 直接送到甘南县委"));
  std::smatch notice;
  ASSERT_TRUE(std::regex_search(body, notice, std::regex(R"x(value="(notice-\d+)")x")));
  Fields objection = said(value_of("key"), "承诺写得太空");
  objection.emplace_back("about", notice[1]);
  EXPECT_TRUE(read(visitor_.post_form(at, objection), 200, at).says("音河村党支部派人办"))
      << "who the form said would see it has it";
  EXPECT_TRUE(page.says("音河 001 号的承诺公示"));
  EXPECT_FALSE(page.says("音河 002 号的承诺公示")) << "nothing of theirs is on notice";
  read(visitor_.post_form(at, said(value_of("key"), "村里账没公开")), 200, at);
  EXPECT_TRUE(ask({{"code", code()}, {"act", "look"}}).says("关于音河村党支部"));
  bench_.go_to(parse_date("2020-09-01").value());
  EXPECT_FALSE(get(at).says("音河 001 号的承诺公示")) << "its notice period is over";
  EXPECT_EQ(visitor_.get("/v/999999999999/say").status, 404);
}

TEST_P(FeedbackPages, a_plaque_that_ended_takes_no_words) {
  village_.change([&](Context& c, const organisations::Village& at) {
    const auto plaque = plaques::of_household(c, at, village_.sun).value();
    return plaques::retire(c, at, plaque.id, {"搬走了", plaque.version});
  });
  EXPECT_TRUE(get(door_ + "/say", 410).says("这块门牌已经收回"));
  const auto response = visitor_.post_form(door_ + "/say", said("a-key-that-is-long-enough"));
  EXPECT_EQ(response.status, 410);
}

TEST_P(FeedbackPages, whoever_is_signed_in_speaks_as_anybody) {
  visitor_.as(village_.town.yinhe_member(village_.guan.value, 0));
  send_one();
  const auto speaker = bench_.database().read([](db::Transaction& tx) {
    return tx.one("SELECT actor_kind, actor_id FROM journal_entries WHERE action = 'feedback.received'")
        .value();
  });
  EXPECT_EQ(speaker.text(0), "visitor");
  EXPECT_EQ(speaker.integer(1), 0);
}

TEST_P(FeedbackPages, the_board_shows_meetings_notices) {
  village_.change([&](Context& c, const organisations::Village&) {
    const auto seat = meetings::writable_seat(c, village_.town.yinhe.id);
    return meetings::plan(c, seat,
                          {meetings::Kind::members, "定承诺清单", c.today(), "村部", "晚上七点开会。"});
  });
  EXPECT_TRUE(open(testing::board).says("晚上七点开会。"));
  EXPECT_TRUE(open(testing::board + "/en").says("Members' meeting, 20 July"));
}

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_P(FeedbackPages, neither_code_nor_form_key_is_left_in_the_database) {
  const std::string form_key = key();
  Fields form = said(form_key, "这句话是找得到的");
  form.at(2).second = "13800000416";
  form.emplace_back("phone_consent", "yes");
  send(form);
  const std::string spaced = code();
  std::string plain = spaced;
  std::erase(plain, ' ');
  std::string all;
  if (GetParam() == db::Engine::sqlite) {
    const std::string file = bench_.database().read([](db::Transaction& tx) {
      return tx.one("SELECT file FROM pragma_database_list WHERE name = 'main'").value().text(0);
    });
    all = bytes_of(file) + bytes_of(file + "-wal");
  } else {
    bench_.database().read([&](db::Transaction& tx) {
      for (const char* table : {"feedback", "feedback_codes", "idempotency_keys", "journal_entries"})
        for (const db::Row& row : tx.query(std::string("SELECT CAST(t AS TEXT) FROM ") + table + " t"))
          all += row.text(0);
    });
  }
  ASSERT_NE(all.find("这句话是找得到的"), std::string::npos) << "the search finds what is there";
  for (const std::string& secret : {spaced, plain, form_key, std::string("13800000416")})
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
}

}  // namespace
}  // namespace lianghu::pages
