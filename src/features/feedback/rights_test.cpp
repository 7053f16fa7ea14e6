// Who must never have it: kin, a branch that it came to concern, the town that it is about; and the ways
// round the sender that there must not be.
#include <gtest/gtest.h>

#include <algorithm>

#include "features/feedback/testing.h"

namespace lianghu::feedback {
namespace {

using testing::refused;

class Rights : public ::testing::TestWithParam<db::Engine> {
 protected:
  /// The same daughter was registered in each of the two households.
  void make_kin(Id<Household> one, Id<Household> other) {
    for (const Id<Household> household : {one, other})
      bench_.change([&](Context& c) {
        households::PersonFields fields;
        fields.name = "孙演霞";
        fields.born = parse_date("1990-01-01");
        return households::add_person(c, desk_.village.yinhe(c), household, fields).id;
      });
  }
  Id<Feedback> newest() {
    return bench_.database().read(
        [](db::Transaction& tx) { return tx.one("SELECT MAX(id) FROM feedback").value().id<Feedback>(0); });
  }
  Detail open(Id<Account> who, Id<Feedback> id) {
    return desk_.as(who, [&](Context& c, const Village& at) { return get(c, at, id); });
  }
  Entry hide_as(Id<Account> who, const Entry& entry) {
    return desk_.as(who, [&](Context& c, const Village& at) {
      return hide(c, at, entry.id, "只有骂人的话", entry.version);
    });
  }
  std::int64_t pass_by() {
    return bench_.change([&](Context& c) { return pass_by_concerned(c, desk_.village.yinhe(c)); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::Desk desk_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Rights);

TEST_P(Rights, staff_who_are_kin_of_the_household_neither_see_nor_answer_it) {
  const Id<Account> clerk =
      desk_.account("clerk", "关演雪", RoleKind::town, desk_.village.town.town.id, desk_.village.guan);
  make_kin(desk_.village.sun, desk_.village.guan);
  desk_.say(desk_.village.sun);
  const Entry entry = desk_.only(desk_.secretary);
  desk_.as(desk_.secretary, [&](Context& c, const Village& at) {
    return pass_up(c, at, entry.id, "要镇里定", entry.version);
  });
  EXPECT_EQ(desk_.pile(desk_.town).size(), 1U);
  EXPECT_TRUE(desk_.pile(clerk).empty());
  EXPECT_EQ(desk_.as(clerk, [](Context& c, const Village& at) { return counts(c, at); }).to_do, 0);
  EXPECT_EQ(refused([&] { open(clerk, entry.id); }), "feedback.not_found");
  EXPECT_EQ(refused([&] { desk_.reply(clerk, desk_.only(desk_.town)); }), "feedback.not_found");
}

TEST_P(Rights, what_has_come_to_concern_the_secretary_goes_past_the_branch_on_the_next_day) {
  const std::string code = desk_.say(desk_.village.sun);
  desk_.say(desk_.village.guan);
  EXPECT_EQ(desk_.pile(desk_.secretary).size(), 2U);
  EXPECT_EQ(pass_by(), 0);
  make_kin(desk_.village.sun, desk_.village.wang);  // where the secretary lives
  EXPECT_EQ(desk_.pile(desk_.secretary).size(), 1U) << "at once";
  EXPECT_EQ(pass_by(), 1);
  EXPECT_EQ(desk_.follow(code).handler, "兴十四镇党委");
  EXPECT_EQ(desk_.pile(desk_.town).size(), 2U) << "with what it sees of the branch's";
  EXPECT_EQ(pass_by(), 0) << "once";
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Rights, a_new_secretary_does_not_see_what_was_said_about_the_own_household_before) {
  const std::string answered = desk_.say(desk_.village.guan);
  desk_.reply(desk_.secretary, desk_.only(desk_.secretary));
  const std::string passed_up = desk_.say(desk_.village.guan, Kind::complaint, "还有一件");
  const Entry up = desk_.only(desk_.secretary);
  desk_.as(desk_.secretary,
           [&](Context& c, const Village& at) { return pass_up(c, at, up.id, "要镇里定", up.version); });
  // Known by the name of the household's head alone.
  const Id<Account> next =
      desk_.account("second", "关演武", RoleKind::secretary, desk_.village.town.yinhe.id, {});
  bench_.change([&](Context& c) {
    households::PersonFields fields;
    fields.name = "关演武";
    return households::add_person(c, desk_.village.yinhe(c), desk_.village.guan, fields).id;
  });
  EXPECT_EQ(desk_.pile(next).size() + desk_.pile(next, Pile::answered).size(), 2U);
  desk_.reopen_with(answered);
  EXPECT_EQ(desk_.follow(answered).handler, "兴十四镇党委") << "not back to the branch";
  EXPECT_EQ(pass_by(), 1) << "what the town had already";
  EXPECT_TRUE(desk_.pile(next).empty());
  EXPECT_TRUE(desk_.pile(next, Pile::answered).empty());
  EXPECT_EQ(desk_.pile(desk_.town).size(), 2U);
  EXPECT_EQ(desk_.follow(passed_up).handler, "兴十四镇党委");
  EXPECT_EQ(std::ranges::count(desk_.follow(passed_up).events, Step::passed_up, &Event::step), 1)
      << "it went up once, and its sender reads no second time";
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Rights, what_is_about_the_town_goes_to_the_county_and_the_town_does_not_see_it) {
  Submission said;
  said.kind = Kind::complaint;
  said.text = "镇里三个月没来看过";
  said.matter.about = About::town;
  const std::string code = code_of(bench_.sealer(), "form-key-about-the-town");
  bench_.change_as(Actor::visitor(), [&](Context& c) {
    return submit(c, town_door(c, offices_of(c, desk_.village.anybodys_yinhe(c))).value(), said, code);
  });
  const Id<Feedback> id = newest();
  EXPECT_EQ(desk_.follow(code).handler, "甘南县委");
  EXPECT_EQ(desk_.follow(code).about, "兴十四镇党委");
  for (const Id<Account> who : {desk_.secretary, desk_.leader, desk_.town}) {
    EXPECT_TRUE(desk_.pile(who).empty());
    EXPECT_EQ(refused([&] { open(who, id); }), "feedback.not_found");
  }
  EXPECT_EQ(desk_.as(desk_.town, [](Context& c, const Village& at) { return timeliness(c, at); }).received,
            0);
  desk_.reply(desk_.county, desk_.only(desk_.county));
  EXPECT_EQ(desk_.follow(code).state, State::answered);
}

TEST_P(Rights, a_complaint_is_not_closed_along_with_praise) {
  desk_.say(desk_.village.sun, Kind::praise, "扫得干净");
  const Entry praise = desk_.only(desk_.secretary);
  desk_.say(desk_.village.sun);
  const auto all = desk_.pile(desk_.secretary);
  const auto complaint = std::ranges::find(all, Kind::complaint, &Entry::kind);
  ASSERT_NE(complaint, all.end());
  for (const auto& [one, other] : {std::pair(*complaint, praise), std::pair(praise, *complaint)})
    EXPECT_EQ(refused([&] {
                desk_.as(desk_.secretary, [&](Context& c, const Village& at) {
                  return merge(c, at, one.id, other.id, one.version);
                });
              }),
              "feedback.merge.other");
  EXPECT_TRUE(open(desk_.secretary, praise.id).alike.empty());
}

TEST_P(Rights, whoever_answered_badly_cannot_hide_what_was_asked_anew) {
  const std::string code = desk_.say(desk_.village.sun);
  desk_.reply(desk_.secretary, desk_.only(desk_.secretary), "知道了。");
  desk_.reopen_with(code);
  const Entry again = desk_.only(desk_.secretary);
  EXPECT_FALSE(open(desk_.secretary, again.id).may_hide);
  EXPECT_EQ(refused([&] { hide_as(desk_.secretary, again); }), "feedback.assignee.again");
}

TEST_P(Rights, hidden_after_it_was_asked_anew_it_is_still_heard_one_level_up_once) {
  const std::string code = desk_.say(desk_.village.sun);
  desk_.give(desk_.secretary, desk_.only(desk_.secretary), desk_.leader);
  desk_.reply(desk_.leader, desk_.only(desk_.leader), "知道了。");
  desk_.reopen_with(code);
  hide_as(desk_.secretary, desk_.only(desk_.secretary));
  EXPECT_TRUE(desk_.follow(code).may_reopen);
  desk_.reopen_with(code, "收错了");
  EXPECT_EQ(desk_.follow(code).handler, "兴十四镇党委");
  hide_as(desk_.town, desk_.only(desk_.town));
  EXPECT_FALSE(desk_.follow(code).may_reopen);
  EXPECT_EQ(refused([&] { desk_.reopen_with(code, "又收错了"); }), "feedback.reopened");
}

TEST_P(Rights, an_answer_to_several_that_said_the_same_stands_on_the_door_once) {
  desk_.say(desk_.village.sun);
  const Entry first = desk_.only(desk_.secretary);
  desk_.say(desk_.village.sun);
  const auto all = desk_.pile(desk_.secretary);
  const Entry& second = all[0].id == first.id ? all[1] : all[0];
  desk_.as(desk_.secretary,
           [&](Context& c, const Village& at) { return merge(c, at, second.id, first.id, second.version); });
  desk_.reply(desk_.secretary, desk_.only(desk_.secretary));
  const auto shown =
      bench_.read([&](Context& c) { return answers_shown(c, desk_.village.yinhe(c), desk_.village.sun); });
  EXPECT_EQ(shown.size(), 1U);
  const Entry leader =
      desk_.as(desk_.secretary, [&](Context& c, const Village& at) { return get(c, at, first.id).entry; });
  hide_as(desk_.secretary, leader);
  EXPECT_EQ(bench_.read([&](Context& c) {
    return answers_shown(c, desk_.village.yinhe(c), desk_.village.sun).size();
  }),
            1U)
      << "the others' answer does not go with it";
}

}  // namespace
}  // namespace lianghu::feedback
