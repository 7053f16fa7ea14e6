#include "features/help/help.h"

#include <gtest/gtest.h>

#include "features/help/testing.h"

namespace lianghu::help {
namespace {

using organisations::testing::refused;

class Help : public ::testing::TestWithParam<db::Engine> {
 protected:
  Plan plan(const std::vector<PlanItem>& items, std::int64_t edition) {
    return village_.change(
        [&](Context& c, const Village& v) { return write_plan(c, v, village_.pair.id, items, edition); });
  }
  Action record(const NewAction& action) {
    return village_.change([&](Context& c, const Village& v) { return help::record(c, v, action); });
  }
  /// As somebody who may or may not.
  template <class Work>
  std::string refused_as(const Actor& actor, Work work) {
    return refused([&] {
      bench_.change_as(actor, [&](Context& c) { static_cast<void>(work(c, village_.anybodys_yinhe(c))); });
    });
  }
  [[nodiscard]] Actor sun() const { return village_.town.yinhe_member(village_.sun.value, 1); }
  [[nodiscard]] Actor guan() const { return village_.town.yinhe_member(village_.guan.value, 2); }
  Date today() { return china_date(bench_.clock().now()); }
  Action by_code(const Action& action, const Word& word) {
    return bench_.change_as(Actor::visitor(), [&](Context& c) {
      return answer_by_code(c, village_.anybodys_yinhe(c), village_.contact, action.id, word);
    });
  }
  Action on_paper(const Action& action, const Word& word) {
    return village_.change(
        [&](Context& c, const Village& v) { return answer_on_paper(c, v, action.id, word, action.version); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::HelpingVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Help);

TEST_P(Help, a_plan_gets_a_new_edition_and_the_old_one_stays) {
  EXPECT_EQ(plan({{"labour", "帮着收二亩黄豆", std::nullopt}}, 0).edition, 1);
  const Plan second =
      plan({{"medical", "每周送一次药", add_days(today(), 30)}, {"", "修院门", std::nullopt}}, 1);
  EXPECT_EQ(second.edition, 2);
  EXPECT_TRUE(second.assisted);
  const auto editions =
      village_.read([&](Context& c, const Village& v) { return plans(c, v, village_.pair.id); });
  ASSERT_EQ(editions.size(), 2U);
  EXPECT_EQ(editions[0].items.at(1).what, "修院门");
  EXPECT_EQ(editions[0].items.at(0).due_on, add_days(today(), 30));
  EXPECT_EQ(editions[1].items.at(0).need, "labour");
  EXPECT_EQ(refused([&] { plan({{"", "晚了一步", std::nullopt}}, 1); }), "version.stale");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Help, a_plan_that_says_nothing_is_refused_with_the_reason) {
  EXPECT_EQ(refused([&] { plan({}, 0); }), "help.plan.count");
  EXPECT_EQ(refused([&] {
              plan(std::vector<PlanItem>(11, {"", "送药", std::nullopt}), 0);
            }),
            "help.plan.count");
  EXPECT_EQ(refused([&] { plan({{"", "送", std::nullopt}}, 0); }), "help.what.length");
  EXPECT_EQ(refused([&] { plan({{"gold", "送一袋", std::nullopt}}, 0); }), "help.need.unknown");
  EXPECT_EQ(refused([&] { plan({{"", "送药", add_days(today(), -1)}}, 0); }), "help.due.past");
}

TEST_P(Help, the_helper_writes_its_own_plan_and_nobody_elses_household_does) {
  const auto write = [&](Context& c, const Village& v) {
    return write_plan(c, v, village_.pair.id, {{"", "帮着收黄豆", std::nullopt}}, 0);
  };
  EXPECT_EQ(refused_as(guan(), write), "help.pairing.not_found");
  EXPECT_EQ(refused_as(village_.town.auditor(), write), "rights.missing");
  EXPECT_EQ(refused_as(village_.town.shanwan_secretary(), write), "organisation.not_found");
  EXPECT_EQ(refused_as(sun(), write), "");
  const auto plan =
      village_.read([&](Context& c, const Village& v) { return plan_of(c, v, village_.pair.id).value(); });
  EXPECT_FALSE(plan.assisted);
}

TEST_P(Help, an_action_says_who_helped_whom_and_whether_somebody_else_wrote_it_down) {
  const Action own = bench_.change_as(sun(), [&](Context& c) {
    return help::record(c, village_.anybodys_yinhe(c), village_.done("收了二亩黄豆", c.today(), 10));
  });
  EXPECT_EQ(own.helped, village_.contact);
  EXPECT_EQ(own.state, State::recorded);
  EXPECT_FALSE(own.assisted);
  EXPECT_TRUE(village_.record_today("送了一次药").assisted);
  const auto seen =
      village_.read([&](Context& c, const Village& v) { return actions_in(c, v, c.today(), c.today()); });
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].what, "收了二亩黄豆");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Help, an_action_is_neither_of_tomorrow_nor_from_before_the_pairing) {
  EXPECT_EQ(refused([&] { record(village_.done("送了药", add_days(today(), 1))); }), "help.done.future");
  EXPECT_EQ(refused([&] { record(village_.done("送了药", add_days(today(), -1))); }),
            "help.done.before_pairing");
  EXPECT_EQ(refused([&] { record(village_.done("送", today())); }), "help.what.length");
  EXPECT_EQ(refused([&] { record(village_.done("送了药", today(), 0)); }), "help.hours");
  EXPECT_EQ(refused([&] { record(village_.done("送了药", today(), 97)); }), "help.hours");
  NewAction nameless = village_.done("送了药", today());
  nameless.pairing.reset();
  EXPECT_EQ(refused([&] { record(nameless); }), "help.for_whom");
  NewAction foreign = village_.done("送了药", today());
  foreign.helper = village_.guan;
  EXPECT_EQ(refused([&] { record(foreign); }), "help.pairing.not_found");
  NewAction pictured = village_.done("送了药", today());
  pictured.photo = "../../etc/passwd";
  EXPECT_EQ(refused([&] { record(pictured); }), "help.photo");
}

TEST_P(Help, an_item_of_another_letter_or_from_before_it_was_signed_is_no_ground) {
  const auto letter = village_.publish_new(village_.guan);
  EXPECT_EQ(village_.record_for_village(letter).helped, std::nullopt);
  NewAction action = village_.done("扫了街道", today());
  action.pairing.reset();
  action.pledge_item = PledgeItem{letter.id, 1};
  EXPECT_EQ(refused([&] { record(action); }), "help.pledge_item.unknown");
  action.helper = village_.guan;
  action.pledge_item = PledgeItem{letter.id, 2};
  EXPECT_EQ(refused([&] { record(action); }), "help.pledge_item.unknown");
  action.pledge_item = PledgeItem{letter.id, 1};
  action.done_on = add_days(today(), -1);
  EXPECT_EQ(refused([&] { record(action); }), "help.done.before_letter");
}

TEST_P(Help, the_helped_household_says_that_it_was_so_or_that_it_was_not) {
  const Action good = by_code(village_.record_today("送了药"), {});
  EXPECT_EQ(good.state, State::acknowledged);
  EXPECT_EQ(good.answer.value().by, AnsweredBy::code);
  const Action bad = by_code(village_.record_today("修了房顶"), {false, "没有修完"});
  EXPECT_EQ(bad.state, State::disputed);
  EXPECT_EQ(bad.answer.value().words, "没有修完");
  const Action paper = on_paper(village_.record_today("挑了水"), {});
  EXPECT_EQ(paper.answer.value().by, AnsweredBy::paper);
  EXPECT_EQ(refused([&] { by_code(bad, {}); }), "help.state");
  EXPECT_EQ(refused([&] { by_code(village_.record_today("劈了柴"), {false, " "}); }), "help.words");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Help, nobody_answers_for_a_household_that_it_helped_itself) {
  const Action action = village_.record_today("送了药");
  const auto answer = [&](Context& c, const Village& v) { return answer_on_paper(c, v, action.id, {}, 1); };
  EXPECT_EQ(refused_as(sun(), answer), "help.own_action");
  EXPECT_EQ(refused_as(guan(), answer), "help.action.not_found");
  EXPECT_EQ(refused_as(village_.town.auditor(), answer), "rights.missing");
  EXPECT_EQ(refused([&] {
              bench_.change_as(Actor::visitor(), [&](Context& c) {
                return answer_by_code(c, village_.anybodys_yinhe(c), village_.neither, action.id, {});
              });
            }),
            "help.action.not_found");
  EXPECT_EQ(refused([&] { on_paper(village_.record_for_village(village_.publish_new(village_.guan)), {}); }),
            "help.no_household");
}

TEST_P(Help, a_withdrawn_action_keeps_its_row_with_the_reason_and_counts_for_nothing) {
  const Action action = village_.record_today("送了药");
  const auto withdraw_it = [&](std::string_view reason, std::int64_t version) {
    return village_.change(
        [&](Context& c, const Village& v) { return withdraw(c, v, action.id, reason, version); });
  };
  EXPECT_EQ(refused([&] { withdraw_it("", 1); }), "help.reason");
  EXPECT_EQ(refused([&] { withdraw_it("记错了人", 7); }), "version.stale");
  EXPECT_EQ(withdraw_it("记错了人", 1).state, State::withdrawn);
  EXPECT_EQ(refused([&] { withdraw_it("再撤一次", 2); }), "help.state");
  village_.read([&](Context& c, const Village& v) {
    EXPECT_EQ(list(c, v, c.today(), c.today()).at(0).reason, "记错了人");
    EXPECT_TRUE(actions_in(c, v, c.today(), c.today()).empty());
    EXPECT_TRUE(actions_for(c, v, village_.contact).empty());
    EXPECT_TRUE(tallies(c, v, c.today(), c.today()).empty());
    EXPECT_TRUE(public_actions(c, v, village_.sun).empty());
  });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Help, what_is_public_never_tells_who_was_helped_nor_what_was_written) {
  const auto letter = village_.publish_new(village_.sun, "包一段街道，按周清扫");
  by_code(village_.record_today("给赵演福家送药"), {});
  by_code(village_.record_today("给赵演福家修房"), {false, "没有的事"});
  village_.record_for_village(letter);
  const auto shown =
      village_.read([&](Context& c, const Village& v) { return public_actions(c, v, village_.sun); });
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].what, "包一段街道，按周清扫");
  EXPECT_EQ(shown[1].what, std::nullopt);
  EXPECT_TRUE(shown[1].acknowledged);
}

TEST_P(Help, what_is_public_says_which_promise_it_belongs_to_also_when_somebody_was_helped) {
  const auto letter = village_.publish_new(village_.sun, "包一段街道，按周清扫");
  village_.record_today("给赵演福家送药");
  village_.change([&](Context& c, const Village& v) {
    NewAction action = village_.done("给赵演福家扫雪", c.today());
    action.pledge_item = PledgeItem{letter.id, 1};
    return help::record(c, v, action);
  });
  const auto shown =
      village_.read([&](Context& c, const Village& v) { return public_actions(c, v, village_.sun); });
  ASSERT_EQ(shown.size(), 2U);
  ASSERT_TRUE(shown[0].pledge_item);
  EXPECT_EQ(shown[0].pledge_item->pledge, letter.id);
  EXPECT_EQ(shown[0].pledge_item->position, 1);
  EXPECT_EQ(shown[0].what, std::nullopt) << "somebody was helped";
  EXPECT_FALSE(shown[1].pledge_item);
}

TEST_P(Help, members_see_their_own_actions_and_counts_leave_out_what_is_disputed) {
  by_code(village_.record_today("送了药"), {});
  by_code(village_.record_today("修了房"), {false, "没有的事"});
  village_.record_for_village(village_.publish_new(village_.guan));
  const auto seen_by = [&](const Actor& actor) {
    return bench_.read_as(
        actor, [&](Context& c) { return list(c, village_.anybodys_yinhe(c), c.today(), c.today()).size(); });
  };
  EXPECT_EQ(seen_by(sun()), 2U);
  EXPECT_EQ(seen_by(guan()), 1U);
  EXPECT_EQ(seen_by(village_.town.auditor()), 3U);
  EXPECT_EQ(refused_as(village_.town.shanwan_secretary(),
                       [](Context& c, const Village& v) { return list(c, v, c.today(), c.today()); }),
            "organisation.not_found");
  const Tally tally = village_.read(
      [&](Context& c, const Village& v) { return tallies(c, v, c.today(), c.today()).at(village_.sun); });
  EXPECT_EQ(tally.actions, 1);
  EXPECT_EQ(tally.quarter_hours, 4);
  EXPECT_EQ(tally.acknowledged, 1);
  EXPECT_EQ(tally.disputed, 1);
}

}  // namespace
}  // namespace lianghu::help
