// The talk through the code, several that say the same, an office's sentences, and what is late by days.
#include <gtest/gtest.h>

#include <algorithm>

#include "features/feedback/testing.h"

namespace lianghu::feedback {
namespace {

using testing::refused;

class Talk : public ::testing::TestWithParam<db::Engine> {
 protected:
  void add_with(const std::string& code, const std::string& text = "就在小广场东边") {
    bench_.change_as(Actor::visitor(), [&](Context& c) { add(c, code, text); });
  }
  Entry ask_about(Id<Account> by, const Entry& entry, const std::string& text = "是哪个广场？") {
    return desk_.as(by,
                    [&](Context& c, const Village& at) { return ask(c, at, entry.id, text, entry.version); });
  }
  Entry merge_into(Id<Account> by, const Entry& entry, const Entry& into) {
    return desk_.as(
        by, [&](Context& c, const Village& at) { return merge(c, at, entry.id, into.id, entry.version); });
  }
  Entry separate_again(Id<Account> by, const Other& other) {
    return desk_.as(by,
                    [&](Context& c, const Village& at) { return separate(c, at, other.id, other.version); });
  }
  Detail open(Id<Account> by, Id<Feedback> id) {
    return desk_.as(by, [&](Context& c, const Village& at) { return get(c, at, id); });
  }
  /// Said one after the other about one household; the codes.
  std::vector<std::string> say_both() {
    std::vector<std::string> codes = {desk_.say(desk_.village.sun, Kind::complaint, "广场没人扫")};
    bench_.pass_days(3);
    codes.push_back(desk_.say(desk_.village.sun, Kind::complaint, "广场上都是玉米皮"));
    return codes;
  }
  [[nodiscard]] Date today() { return china_date(bench_.clock().now()); }
  static std::vector<Step> steps_of(const Tracked& said) {
    std::vector<Step> out;
    for (const Event& each : said.events) out.push_back(each.step);
    return out;
  }

  journal::testing::Bench bench_{GetParam()};
  testing::Desk desk_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Talk);

TEST_P(Talk, the_office_asks_back_and_the_sender_answers_through_the_code) {
  const std::string code = desk_.say(desk_.village.sun);
  EXPECT_FALSE(desk_.follow(code).asked);
  EXPECT_EQ(refused([&] { ask_about(desk_.secretary, desk_.only(desk_.secretary), "？"); }),
            "feedback.question");
  EXPECT_EQ(ask_about(desk_.secretary, desk_.only(desk_.secretary)).turn, Turn::asked);
  Tracked said = desk_.follow(code);
  EXPECT_TRUE(said.asked);
  EXPECT_EQ(said.events.back().step, Step::asked);
  EXPECT_EQ(said.events.back().text, "是哪个广场？");
  EXPECT_EQ(said.events.back().by, "音河村党支部") << "the office, never a person";
  add_with(code);
  EXPECT_FALSE(desk_.follow(code).asked);
  const Entry entry = desk_.only(desk_.secretary);
  EXPECT_EQ(entry.turn, Turn::added);
  EXPECT_EQ(open(desk_.secretary, entry.id).events.back().text, "就在小广场东边");
  EXPECT_EQ(desk_.reply(desk_.secretary, entry).turn, Turn::none);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Talk, asking_does_not_stop_the_clock) {
  desk_.say(desk_.village.sun);
  const Entry before = desk_.only(desk_.secretary);
  EXPECT_EQ(ask_about(desk_.secretary, before).answer_by, before.answer_by);
  bench_.pass_days(days_between(today(), before.answer_by) + 1);
  EXPECT_EQ(desk_.a_new_day(), 1);
  EXPECT_EQ(desk_.only(desk_.town).turn, Turn::none) << "it was the branch that asked";
}

TEST_P(Talk, a_sentence_can_be_added_while_it_is_open_and_not_without_end) {
  const std::string code = desk_.say(desk_.village.sun);
  EXPECT_EQ(refused([&] { add_with(code, " "); }), "feedback.text");
  EXPECT_EQ(refused([&] { add_with("1111 2222 3333 4444"); }), "feedback.code");
  for (int i = 0; i < additions_max; ++i) add_with(code, "补充" + std::to_string(i));
  EXPECT_EQ(refused([&] { add_with(code); }), "feedback.added.enough");
  desk_.reply(desk_.secretary, desk_.only(desk_.secretary));
  EXPECT_FALSE(desk_.follow(code).may_add);
  EXPECT_EQ(refused([&] { add_with(code); }), "feedback.state");
}

TEST_P(Talk, those_that_say_the_same_are_handled_as_one_by_the_earlier_day_and_each_gets_the_answer) {
  const auto codes = say_both();
  const auto both = desk_.pile(desk_.secretary);
  ASSERT_EQ(both.size(), 2U);
  ASSERT_LT(both[0].answer_by, both[1].answer_by);
  EXPECT_EQ(open(desk_.secretary, both[1].id).alike.size(), 1U);
  // The one with less time goes into the one with more.
  merge_into(desk_.secretary, both[0], both[1]);
  const Entry one = desk_.only(desk_.secretary);
  EXPECT_EQ(one.id, both[1].id);
  EXPECT_EQ(one.answer_by, both[0].answer_by) << "nobody waits longer";
  EXPECT_EQ(open(desk_.secretary, one.id).merged.size(), 1U);
  desk_.give(desk_.secretary, one, desk_.leader);
  desk_.reply(desk_.leader, desk_.only(desk_.leader), "都清走了");
  for (const std::string& code : codes) {
    const Tracked said = desk_.follow(code);
    EXPECT_EQ(said.state, State::answered) << code;
    EXPECT_EQ(said.events.back().text, "都清走了") << code;
  }
  EXPECT_EQ(desk_.follow(codes[1]).text, "广场上都是玉米皮") << "each reads its own words only";
  desk_.reopen_with(codes[0]);
  EXPECT_EQ(desk_.follow(codes[0]).state, State::reopened);
  EXPECT_EQ(desk_.follow(codes[1]).state, State::answered) << "that one is not asked anew with it";
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Talk, what_was_merged_goes_up_with_the_other_and_comes_along_when_that_is_merged_again) {
  const auto codes = say_both();
  auto all = desk_.pile(desk_.secretary);
  merge_into(desk_.secretary, all[1], all[0]);
  const std::string third = desk_.say(desk_.village.sun, Kind::complaint, "没扫");
  all = desk_.pile(desk_.secretary);
  ASSERT_EQ(all.size(), 2U);
  merge_into(desk_.secretary, all[0], all[1]);
  EXPECT_EQ(open(desk_.secretary, desk_.only(desk_.secretary).id).merged.size(), 2U);
  bench_.pass_days(8);
  EXPECT_EQ(desk_.a_new_day(), 1);
  for (const std::string& code : {codes[0], codes[1], third})
    EXPECT_EQ(desk_.follow(code).handler, "兴十四镇党委") << code;
  EXPECT_EQ(desk_.pile(desk_.town).size(), 1U);
}

TEST_P(Talk, only_what_is_about_one_door_at_one_desk_and_open_is_merged) {
  desk_.say(desk_.village.sun);
  desk_.say(desk_.village.guan);
  const auto two_doors = desk_.pile(desk_.secretary);
  EXPECT_EQ(refused([&] { merge_into(desk_.secretary, two_doors[0], two_doors[1]); }),
            "feedback.merge.other");
  EXPECT_EQ(refused([&] { merge_into(desk_.secretary, two_doors[0], two_doors[0]); }),
            "feedback.merge.other");
  EXPECT_EQ(refused([&] { merge_into(desk_.leader, two_doors[0], two_doors[1]); }), "feedback.not_found");
  const std::string again = desk_.say(desk_.village.sun);
  EXPECT_TRUE(open(desk_.secretary, two_doors[0].id).alike.size() +
                  open(desk_.secretary, two_doors[1].id).alike.size() ==
              1U);
  const Entry sun = two_doors[0].household == desk_.village.sun ? two_doors[0] : two_doors[1];
  desk_.reply(desk_.secretary, sun);
  for (const Entry& each : desk_.pile(desk_.secretary))
    EXPECT_TRUE(open(desk_.secretary, each.id).alike.empty()) << "the other one is answered";
}

TEST_P(Talk, whoever_adds_something_or_is_set_apart_is_handled_alone_again) {
  const auto codes = say_both();
  const auto both = desk_.pile(desk_.secretary);
  merge_into(desk_.secretary, both[1], both[0]);
  add_with(codes[1], "不是广场，是井边");
  EXPECT_EQ(desk_.pile(desk_.secretary).size(), 2U);
  EXPECT_EQ(steps_of(desk_.follow(codes[1])),
            (std::vector<Step>{Step::received, Step::merged, Step::separated, Step::added}));
  const auto now = desk_.pile(desk_.secretary);
  merge_into(desk_.secretary, now[1], now[0]);
  const auto merged = open(desk_.secretary, now[0].id).merged;
  ASSERT_EQ(merged.size(), 1U);
  separate_again(desk_.secretary, merged[0]);
  EXPECT_EQ(desk_.pile(desk_.secretary).size(), 2U);
  EXPECT_EQ(refused([&] {
              separate_again(desk_.secretary, {now[0].id, {}, {}, {}, now[0].version});
            }),
            "version.stale");
}

TEST_P(Talk, hiding_one_hides_none_of_those_that_said_the_same) {
  say_both();
  const auto both = desk_.pile(desk_.secretary);
  const Entry leader = merge_into(desk_.secretary, both[1], both[0]);
  desk_.as(desk_.secretary, [&](Context& c, const Village& at) {
    return hide(c, at, leader.id, "只有骂人的话", leader.version);
  });
  EXPECT_EQ(desk_.only(desk_.secretary).id, both[1].id);
}

TEST_P(Talk, an_office_keeps_its_own_sentences) {
  desk_.say(desk_.village.sun);
  const Entry entry = desk_.only(desk_.secretary);
  const auto keep = [&](Id<Account> by, const std::string& text) {
    return bench_.change_as(desk_.actor(by),
                            [&](Context& c) { return keep_template(c, entry.village, text); });
  };
  EXPECT_EQ(refused([&] { keep(desk_.leader, "情况属实"); }), "organisation.not_found");
  EXPECT_EQ(refused([&] { keep(desk_.town, "情况属实"); }), "organisation.not_found");
  EXPECT_EQ(refused([&] { keep(desk_.secretary, " "); }), "feedback.template");
  const KeptSentence kept = keep(desk_.secretary, " 情况属实，已经整改。 ");
  EXPECT_EQ(refused([&] { keep(desk_.secretary, "情况属实，已经整改。"); }), "feedback.template.exists");
  desk_.give(desk_.secretary, entry, desk_.leader);
  const Detail detail = open(desk_.leader, entry.id);
  ASSERT_EQ(detail.sentences.size(), 1U) << "whoever answers for the office uses them";
  EXPECT_EQ(detail.sentences[0].text, "情况属实，已经整改。");
  EXPECT_FALSE(detail.may_keep);
  const auto retire = [&] {
    bench_.change_as(desk_.actor(desk_.secretary),
                     [&](Context& c) { retire_template(c, entry.village, kept.id); });
  };
  retire();
  EXPECT_TRUE(open(desk_.leader, entry.id).sentences.empty());
  EXPECT_EQ(refused(retire), "feedback.template.not_found");
  for (int i = 0; i < templates_max; ++i) keep(desk_.secretary, "第" + std::to_string(i) + "句");
  EXPECT_EQ(refused([&] { keep(desk_.secretary, "再来一句"); }), "feedback.template.count");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Talk, kin_of_the_household_do_not_get_it_either_and_kin_of_the_secretarys_go_past_the_branch) {
  const auto registered_in = [&](Id<Household> household) {
    bench_.change([&](Context& c) {
      households::PersonFields fields;
      fields.name = "孙演霞";
      fields.born = parse_date("1990-01-01");
      return households::add_person(c, desk_.village.yinhe(c), household, fields).id;
    });
  };
  registered_in(desk_.village.sun);
  registered_in(desk_.village.guan);  // where the leader lives
  desk_.say(desk_.village.sun);
  const Entry entry = desk_.only(desk_.secretary);
  EXPECT_EQ(refused([&] { desk_.give(desk_.secretary, entry, desk_.leader); }), "feedback.assignee.kin");
  const auto all = open(desk_.secretary, entry.id).assignable;
  const auto leader = std::ranges::find(all, desk_.leader, &Assignable::account);
  ASSERT_NE(leader, all.end());
  EXPECT_TRUE(leader->kin);
  EXPECT_FALSE(leader->concerned);
  registered_in(desk_.village.wang);  // where the secretary lives
  const std::string code = desk_.say(desk_.village.sun);
  EXPECT_EQ(desk_.follow(code).handler, "兴十四镇党委");
  EXPECT_TRUE(desk_.pile(desk_.secretary).empty()) << "nor what was said before";
}

TEST_P(Talk, a_term_that_ends_on_a_holiday_ends_on_the_next_working_day) {
  // 24 September 2020 and seven days are 1 October; offices open again on the 9th.
  bench_.pass_days(days_between(today(), parse_date("2020-09-24").value()));
  desk_.say(desk_.village.sun);
  EXPECT_EQ(desk_.only(desk_.secretary).answer_by, parse_date("2020-10-09"));
}

TEST_P(Talk, the_town_sees_by_days_what_is_late_in_its_villages) {
  const std::string code = desk_.say(desk_.village.sun);
  desk_.say(desk_.village.guan);
  const auto now = [&](Id<Account> who) {
    return desk_.as(who, [&](Context& c, const Village& at) { return timeliness(c, at); });
  };
  EXPECT_EQ(now(desk_.town).received, 2);
  EXPECT_EQ(now(desk_.town).late, 0);
  const Date first = desk_.pile(desk_.secretary).front().answer_by;
  bench_.pass_days(days_between(today(), first) + 2);
  EXPECT_EQ(desk_.a_new_day(), 2);
  Timeliness seen = now(desk_.town);
  EXPECT_EQ(seen.late, 2) << "it went up, and nobody has answered yet";
  EXPECT_EQ(seen.days_late, 2);
  const auto pile = desk_.pile(desk_.town);
  EXPECT_EQ(pile[0].days_late, 2);
  EXPECT_FALSE(pile[0].late) << "the town has its full time";
  for (const Entry& each : pile) desk_.reply(desk_.town, each);
  seen = now(desk_.town);
  EXPECT_EQ(seen.late, 0);
  EXPECT_EQ(seen.answered, 2);
  desk_.reopen_with(code);
  bench_.pass_days(1);
  EXPECT_EQ(now(desk_.town).late, 0) << "anew, with the full time";
}

}  // namespace
}  // namespace lianghu::feedback
