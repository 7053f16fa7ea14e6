#include "features/feedback/feedback.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "features/feedback/codes.h"
#include "features/feedback/testing.h"

namespace lianghu::feedback {
namespace {

using testing::refused;

class Life : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::string refusal_of(const Submission& said) {
    return refused([&] { desk_.say(desk_.village.sun, said); });
  }
  bool town_has_it() { return desk_.pile(desk_.town).front().handler == desk_.village.town.town.id; }

  journal::testing::Bench bench_{GetParam()};
  testing::Desk desk_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Life);

TEST_P(Life, what_is_said_is_assigned_answered_and_called_solved_by_the_sender) {
  const std::string code = desk_.say(desk_.village.sun);
  Tracked seen = desk_.follow(code);
  EXPECT_EQ(seen.state, State::received);
  EXPECT_EQ(seen.about, "音河 001 号");
  EXPECT_EQ(seen.answer_by, parse_date("2020-07-27"));
  EXPECT_EQ(seen.handler, "音河村党支部");
  EXPECT_FALSE(seen.may_reopen || seen.may_close);
  desk_.give(desk_.secretary, desk_.only(desk_.secretary), desk_.leader);
  EXPECT_EQ(desk_.follow(code).state, State::assigned);
  desk_.reply(desk_.leader, desk_.only(desk_.leader));
  seen = desk_.follow(code);
  EXPECT_EQ(seen.state, State::answered);
  EXPECT_EQ(seen.events.back().text, "已经扫了，往后按周扫");
  EXPECT_EQ(seen.events.back().by, "音河村党支部") << "an organisation answers, no person";
  EXPECT_TRUE(seen.may_reopen && seen.may_close);
  bench_.change_as(Actor::visitor(), [&](Context& c) { close_by_sender(c, code); });
  EXPECT_EQ(desk_.follow(code).state, State::closed);
  EXPECT_EQ(desk_.only(desk_.secretary, Pile::closed).state, State::closed);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Life, it_is_asked_anew_once_only_and_somebody_else_answers) {
  const std::string code = desk_.say(desk_.village.sun);
  EXPECT_EQ(refused([&] { desk_.reopen_with(code); }), "feedback.state") << "before there is an answer";
  desk_.reply(desk_.secretary, desk_.only(desk_.secretary));
  bench_.pass_days(3);
  EXPECT_EQ(refused([&] { desk_.reopen_with(code, " "); }), "feedback.text");
  desk_.reopen_with(code);
  Entry entry = desk_.only(desk_.secretary);
  EXPECT_EQ(entry.state, State::reopened);
  EXPECT_EQ(entry.answer_by, parse_date("2020-07-30")) << "the full time again";
  EXPECT_EQ(refused([&] { desk_.reply(desk_.secretary, entry); }), "feedback.assignee.again");
  EXPECT_EQ(refused([&] { desk_.give(desk_.secretary, entry, desk_.secretary); }), "feedback.assignee.again");
  desk_.give(desk_.secretary, entry, desk_.leader);
  desk_.reply(desk_.leader, desk_.only(desk_.leader), "这回真扫了");
  EXPECT_FALSE(desk_.follow(code).may_reopen);
  EXPECT_EQ(refused([&] { desk_.reopen_with(code); }), "feedback.reopened");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Life, what_concerns_the_secretarys_household_goes_past_the_branch_to_the_town) {
  const std::string code = desk_.say(desk_.village.wang, Kind::complaint, "书记自己没扫");
  EXPECT_EQ(desk_.follow(code).handler, "兴十四镇党委");
  EXPECT_TRUE(desk_.pile(desk_.secretary).empty());
  EXPECT_TRUE(town_has_it());
  const Entry entry = desk_.only(desk_.town);
  EXPECT_EQ(refused([&] {
              desk_.as(desk_.secretary,
                       [&](Context& c, const Village& at) { return get(c, at, entry.id).phone; });
            }),
            "feedback.not_found");
  desk_.say(desk_.village.sun);
  EXPECT_EQ(desk_.pile(desk_.secretary).size(), 1U) << "the others are the branch's";
  EXPECT_EQ(desk_.pile(desk_.town).size(), 2U);
}

TEST_P(Life, a_secretary_whose_account_names_no_household_is_known_by_name) {
  const auto alone = desk_.account("second", "孙演波", RoleKind::secretary, desk_.village.town.yinhe.id, {});
  desk_.say(desk_.village.sun);
  EXPECT_TRUE(desk_.pile(alone).empty());
  EXPECT_TRUE(town_has_it());
}

TEST_P(Life, it_is_never_in_the_hands_of_the_household_that_it_is_about) {
  desk_.say(desk_.village.guan);
  const Entry entry = desk_.only(desk_.secretary);
  EXPECT_EQ(refused([&] { desk_.give(desk_.secretary, entry, desk_.leader); }),
            "feedback.assignee.concerned");
  EXPECT_EQ(refused([&] { desk_.give(desk_.secretary, entry, desk_.town); }), "feedback.assignee");
  const Detail detail =
      desk_.as(desk_.secretary, [&](Context& c, const Village& at) { return get(c, at, entry.id); });
  const auto concerned = std::ranges::find(detail.assignable, desk_.leader, &Assignable::account);
  ASSERT_NE(concerned, detail.assignable.end());
  EXPECT_TRUE(concerned->concerned);
  // Somebody of that household who becomes secretary later finds nothing either.
  const auto next =
      desk_.account("next", "关演明", RoleKind::secretary, desk_.village.town.yinhe.id, desk_.village.guan);
  EXPECT_TRUE(desk_.pile(next).empty());
  EXPECT_EQ(refused([&] { desk_.give(next, entry, desk_.secretary); }), "feedback.not_found");
}

TEST_P(Life, what_nobody_answers_in_time_goes_up_level_by_level_by_itself) {
  const std::string code = desk_.say(desk_.village.sun);
  desk_.give(desk_.secretary, desk_.only(desk_.secretary), desk_.leader);
  bench_.pass_days(7);
  EXPECT_EQ(desk_.a_new_day(), 0) << "its last day is not over";
  bench_.pass_days(1);
  EXPECT_TRUE(desk_.only(desk_.secretary).late);
  EXPECT_EQ(desk_.a_new_day(), 1);
  EXPECT_EQ(desk_.a_new_day(), 0) << "it has its full time there";
  const Entry entry = desk_.only(desk_.town);
  EXPECT_TRUE(entry.escalated);
  EXPECT_FALSE(entry.late);
  EXPECT_FALSE(entry.assignee);
  EXPECT_EQ(entry.answer_by, parse_date("2020-08-04"));
  EXPECT_EQ(refused([&] { desk_.reply(desk_.secretary, desk_.only(desk_.secretary)); }), "rights.missing");
  const Tracked seen = desk_.follow(code);
  EXPECT_EQ(seen.events.back().step, Step::escalated);
  EXPECT_EQ(seen.events.back().by, "兴十四镇党委");
  bench_.pass_days(8);
  EXPECT_EQ(desk_.a_new_day(), 1);
  EXPECT_EQ(desk_.follow(code).handler, "甘南县委");
  bench_.pass_days(8);
  EXPECT_EQ(desk_.a_new_day(), 0) << "there is nobody above";
  EXPECT_TRUE(desk_.only(desk_.county).late);
  desk_.reply(desk_.county, desk_.only(desk_.county));
  EXPECT_EQ(desk_.follow(code).state, State::answered);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Life, what_is_answered_does_not_go_up) {
  desk_.say(desk_.village.sun);
  desk_.reply(desk_.secretary, desk_.only(desk_.secretary));
  bench_.pass_days(30);
  EXPECT_EQ(desk_.a_new_day(), 0);
}

TEST_P(Life, hiding_keeps_it_with_a_reason_and_can_be_undone) {
  const std::string code = desk_.say(desk_.village.sun, Kind::complaint, "骂人的话");
  Entry entry = desk_.only(desk_.secretary);
  const auto hiding = [&](const std::string& reason) {
    desk_.as(desk_.secretary,
             [&](Context& c, const Village& at) { return hide(c, at, entry.id, reason, entry.version); });
  };
  EXPECT_EQ(refused([&] { hiding(""); }), "feedback.reason");
  hiding("只有骂人的话");
  EXPECT_TRUE(desk_.pile(desk_.secretary).empty());
  entry = desk_.only(desk_.town, Pile::hidden);
  EXPECT_EQ(entry.text, "骂人的话") << "those above see what was hidden";
  const Tracked seen = desk_.follow(code);
  EXPECT_TRUE(seen.hidden);
  EXPECT_EQ(seen.events.back().text, "只有骂人的话") << "and the sender sees why";
  bench_.pass_days(30);
  EXPECT_EQ(desk_.a_new_day(), 0);
  entry = desk_.as(desk_.secretary,
                   [&](Context& c, const Village& at) { return show_again(c, at, entry.id, entry.version); });
  EXPECT_EQ(desk_.only(desk_.secretary).text, "骂人的话");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Life, a_sender_whose_words_were_hidden_is_heard_one_level_up) {
  const std::string code = desk_.say(desk_.village.sun);
  const Entry entry = desk_.only(desk_.secretary);
  desk_.as(desk_.secretary,
           [&](Context& c, const Village& at) { return hide(c, at, entry.id, "不好听", entry.version); });
  desk_.reopen_with(code, "我说的是真话");
  EXPECT_EQ(desk_.follow(code).handler, "兴十四镇党委");
  EXPECT_EQ(desk_.only(desk_.town).state, State::reopened);
}

TEST_P(Life, it_is_passed_up_by_hand_with_a_reason_that_stays_between_offices) {
  const std::string code = desk_.say(desk_.village.sun);
  const Entry entry = desk_.only(desk_.secretary);
  desk_.as(desk_.secretary, [&](Context& c, const Village& at) {
    return pass_up(c, at, entry.id, "村里定不了路灯的事", entry.version);
  });
  EXPECT_TRUE(town_has_it());
  EXPECT_EQ(desk_.follow(code).events.back().text, "");
  EXPECT_EQ(desk_.as(desk_.town,
                     [&](Context& c, const Village& at) { return get(c, at, entry.id).events.back().text; }),
            "村里定不了路灯的事");
}

TEST_P(Life, two_at_one_desk_do_not_overwrite_each_other) {
  desk_.say(desk_.village.sun);
  const Entry entry = desk_.only(desk_.secretary);
  desk_.give(desk_.secretary, entry, desk_.leader);
  EXPECT_EQ(refused([&] { desk_.reply(desk_.secretary, entry); }), "version.stale");
}

TEST_P(Life, praise_can_be_closed_without_an_answer_and_nothing_else) {
  desk_.say(desk_.village.sun);
  desk_.say(desk_.village.guan, Kind::praise, "抢在下雨前帮我们收了黄豆");
  int closed = 0;
  for (const Entry& entry : desk_.pile(desk_.secretary)) {
    const std::string refusal = refused([&] {
      desk_.as(desk_.secretary,
               [&](Context& c, const Village& at) { return close(c, at, entry.id, entry.version); });
    });
    EXPECT_EQ(refusal, entry.kind == Kind::praise ? "" : "feedback.state");
    ++closed;
  }
  EXPECT_EQ(closed, 2);
}

TEST_P(Life, the_senders_words_are_shown_only_if_sender_and_handler_both_say_so) {
  const auto shown = [&](bool may_show, bool show) {
    Submission said;
    said.text = "路灯坏了";
    said.may_show = may_show;
    desk_.say(desk_.village.sun, said);
    const Entry entry = desk_.only(desk_.secretary);
    return desk_.as(desk_.secretary, [&](Context& c, const Village& at) {
      answer(c, at, entry.id, {"修好了", show}, entry.version);
      return answers_shown(c, at, desk_.village.sun).front().said;
    });
  };
  EXPECT_EQ(shown(false, true), "");
  bench_.pass_days(1);
  EXPECT_EQ(shown(true, false), "");
  bench_.pass_days(1);
  EXPECT_EQ(shown(true, true), "路灯坏了");
  bench_.read([&](Context& c) {
    EXPECT_EQ(answers_shown(c, desk_.village.yinhe(c), desk_.village.sun).size(), 3U);
    EXPECT_TRUE(answers_shown(c, desk_.village.yinhe(c), desk_.village.guan).empty());
  });
}

TEST_P(Life, a_number_is_taken_only_when_the_handler_may_see_it_and_nobody_else_does) {
  Submission said;
  said.text = "路灯坏了";
  said.phone = "138 0000-0416";
  EXPECT_EQ(refusal_of(said), "feedback.phone_consent");
  said.phone_consent = true;
  said.phone = "一三八";
  EXPECT_EQ(refusal_of(said), "feedback.phone");
  said.phone = "１３８ 0000-0416";
  desk_.say(desk_.village.sun, said);
  const Entry entry = desk_.only(desk_.secretary);
  const auto phone = [&](Id<Account> who) {
    return desk_.as(who, [&](Context& c, const Village& at) { return get(c, at, entry.id).phone; });
  };
  EXPECT_EQ(phone(desk_.secretary), "13800000416");
  EXPECT_EQ(phone(desk_.town), "") << "the town sees it and does not handle it";
  desk_.give(desk_.secretary, entry, desk_.leader);
  EXPECT_EQ(phone(desk_.leader), "13800000416");
}

TEST_P(Life, too_short_and_too_long_words_are_refused_and_control_characters_left_out) {
  Submission said;
  said.text = " 好 ";
  EXPECT_EQ(refusal_of(said), "feedback.text");
  for (int i = 0; i < 1001; ++i) said.text += "长";
  EXPECT_EQ(refusal_of(said), "feedback.text");
  said.text = std::string("一行\r\n两行\0\x1b", 16);
  desk_.say(desk_.village.sun, said);
  EXPECT_EQ(desk_.only(desk_.secretary).text, "一行\n两行");
}

TEST_P(Life, a_wrong_code_finds_nothing_however_wrong_it_is) {
  const std::string code = desk_.say(desk_.village.sun);
  ASSERT_EQ(code.size(), code_digits);
  std::string other = code;
  other.front() = other.front() == '1' ? '2' : '1';
  bench_.read_as(Actor::visitor(), [&](Context& c) {
    EXPECT_TRUE(track(c, code.substr(0, 4) + " " + code.substr(4, 8) + "-" + code.substr(12)));
    for (const std::string& wrong : {other, code.substr(1), code + "1", std::string("abc"), std::string()})
      EXPECT_FALSE(track(c, wrong)) << wrong;
  });
  EXPECT_EQ(refused([&] { desk_.reopen_with(other); }), "feedback.code");
}

TEST_P(Life, nothing_is_taken_for_a_plaque_that_ended) {
  const std::string token = desk_.token(desk_.village.sun);
  desk_.village.change([&](Context& c, const Village& village) {
    const auto plaque = plaques::of_household(c, village, desk_.village.sun).value();
    return plaques::retire(c, village, plaque.id, {"搬走了", plaque.version});
  });
  for (const std::string& each : {token, std::string("forged")})
    EXPECT_EQ(refused([&] {
                bench_.change_as(Actor::visitor(), [&](Context& c) {
                  return submit(c, each, {Kind::praise, "好得很", "", false, false}, "1234567890123456");
                });
              }),
              "feedback.plaque");
}

TEST_P(Life, ids_say_the_day_and_not_the_hour) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 24; ++i) desk_.say(desk_.village.sun);
  for (const Entry& entry : desk_.pile(desk_.secretary)) ids.push_back(entry.id.value);
  ASSERT_EQ(ids.size(), 24U);
  const auto [first, last] = std::ranges::minmax_element(ids);
  constexpr std::int64_t hour = std::int64_t{60} * 60 * 1000 << 21;
  EXPECT_GT(*last - *first, 12 * hour) << "all were said within the same minute";
  bench_.pass_days(1);
  desk_.say(desk_.village.guan);
  EXPECT_GT(desk_.pile(desk_.secretary).back().id.value, *last);
}

TEST_P(Life, tasks_count_what_waits_for_whom) {
  desk_.say(desk_.village.sun);
  desk_.give(desk_.secretary, desk_.only(desk_.secretary), desk_.leader);
  desk_.say(desk_.village.sun);
  desk_.say(desk_.village.wang);
  const auto waits = [&](Id<Account> who) {
    return desk_.as(who, [&](Context& c, const Village& at) { return open_counts(c, at); });
  };
  EXPECT_EQ(waits(desk_.secretary).to_assign, 1);
  EXPECT_EQ(waits(desk_.secretary).to_answer, 0);
  EXPECT_EQ(waits(desk_.leader).to_answer, 1);
  EXPECT_EQ(waits(desk_.town).to_assign, 1) << "what went past the branch";
  bench_.pass_days(8);
  EXPECT_EQ(waits(desk_.secretary).late, 1);
  EXPECT_EQ(waits(desk_.leader).late, 1);
}

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Secrecy, neither_code_nor_number_stands_in_the_database_file) {
  journal::testing::Bench bench(db::Engine::sqlite);
  testing::Desk desk(bench);
  Submission said;
  said.text = "这句话是找得到的";
  said.phone = "13800000416";
  said.phone_consent = true;
  const std::string code = desk.say(desk.village.sun, said);
  const std::string file = bench.database().read([](db::Transaction& tx) {
    return tx.one("SELECT file FROM pragma_database_list WHERE name = 'main'").value().text(0);
  });
  const std::string all = bytes_of(file) + bytes_of(file + "-wal");
  ASSERT_NE(all.find(said.text), std::string::npos) << "the search finds what is there";
  EXPECT_EQ(all.find(code), std::string::npos);
  EXPECT_EQ(all.find(said.phone), std::string::npos);
}

TEST(Secrecy, a_code_follows_from_the_forms_key_and_the_deployments) {
  const Sealer one(std::array<unsigned char, 32>{1});
  const Sealer other(std::array<unsigned char, 32>{2});
  const std::string code = code_of(one, "a-form-key-of-one");
  EXPECT_EQ(code, code_of(one, "a-form-key-of-one"));
  EXPECT_NE(code, code_of(one, "a-form-key-of-two"));
  EXPECT_NE(code, code_of(other, "a-form-key-of-one"));
  EXPECT_TRUE(read_code(code));
  EXPECT_NE(hash_of(one, code), hash_of(other, code));
}

}  // namespace
}  // namespace lianghu::feedback
