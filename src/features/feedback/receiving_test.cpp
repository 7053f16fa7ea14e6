#include "features/feedback/receiving.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "features/feedback/testing.h"

namespace lianghu::feedback {
namespace {

using testing::refused;

class Receiving : public ::testing::TestWithParam<db::Engine> {
 protected:
  Receipt say(Id<Household> about, const Submission& said, const std::string& code) {
    const std::string at = desk_.token(about);
    return bench_.change_as(Actor::visitor(), [&](Context& c) { return submit(c, at, said, code); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::Desk desk_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Receiving);

TEST_P(Receiving, the_same_form_sent_again_is_the_same_said_once) {
  const Submission said{Kind::complaint, "广场没人扫", "13800000416", true, false};
  const std::string code = code_of(bench_.sealer(), "form-key-sent-twice");
  const Receipt first = say(desk_.village.sun, said, code);
  EXPECT_EQ(first.answer_by, parse_date("2020-07-27"));
  EXPECT_EQ(first.next, "兴十四镇党委");
  desk_.reply(desk_.secretary, desk_.only(desk_.secretary));
  bench_.pass_days(2);
  const Receipt again = say(desk_.village.sun, said, code);
  EXPECT_EQ(again.day, first.day);
  EXPECT_EQ(again.answer_by, first.answer_by);
  EXPECT_EQ(again.handler, "音河村党支部");
  EXPECT_EQ(again.next, first.next);
  const auto counted =
      desk_.as(desk_.secretary, [&](Context& c, const Village& at) { return counts(c, at); });
  EXPECT_EQ(counted.answered, 1);
  EXPECT_EQ(counted.to_do, 0);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Receiving, something_else_is_not_taken_for_what_was_said_with_that_form) {
  const Submission said{Kind::complaint, "广场没人扫", "13800000416", true, false};
  const std::string code = code_of(bench_.sealer(), "form-key-sent-twice");
  say(desk_.village.sun, said, code);
  std::vector<Submission> others(4, said);
  others[0].text = "路灯也坏了";
  others[1].phone = "";
  others[2].kind = Kind::praise;
  others[3].may_show = true;
  for (const Submission& other : others)
    EXPECT_EQ(refused([&] { say(desk_.village.sun, other, code); }), "idempotency.reused");
  EXPECT_EQ(refused([&] { say(desk_.village.guan, said, code); }), "idempotency.reused") << "at another door";
  EXPECT_EQ(desk_.pile(desk_.secretary).size(), 1U);
}

TEST_P(Receiving, sent_from_many_hands_at_the_same_moment_it_is_said_once) {
  const std::string code = code_of(bench_.sealer(), "form-key-of-many-hands");
  const std::string at = desk_.token(desk_.village.sun);
  std::atomic<int> taken{0};
  {
    std::vector<std::jthread> hands;
    for (int i = 0; i < 8; ++i)
      hands.emplace_back([&] {
        const Door here = bench_.read_as(Actor::visitor(), [&](Context& c) { return door(c, at); });
        const Receipt receipt = bench_.change_as(Actor::visitor(), [&](Context& c) {
          return submit(c, here, {Kind::complaint, "广场没人扫", "", false, false}, code);
        });
        if (receipt.handler == "音河村党支部") ++taken;
      });
  }
  EXPECT_EQ(taken, 8);
  EXPECT_EQ(desk_.pile(desk_.secretary).size(), 1U);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Receiving, the_time_for_an_answer_follows_the_programme_at_once) {
  desk_.say(desk_.village.sun);
  bench_.change([&](Context& c) {
    const auto running = programmes::running(c, desk_.village.yinhe(c));
    programmes::Definition edited = running.programme.definition;
    edited.limits.reply_days = 3;
    programmes::edit(c, running.programme.id, edited, running.programme.version);
  });
  EXPECT_EQ(desk_.follow(desk_.say(desk_.village.guan)).answer_by, parse_date("2020-07-23"));
}

}  // namespace
}  // namespace lianghu::feedback
