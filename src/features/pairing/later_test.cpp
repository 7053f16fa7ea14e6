// What comes after both sides were asked: silence, and people who come, leave or die.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "base/present.h"
#include "features/pairing/pairs_store.h"
#include "features/pairing/testing.h"
#include "features/pairing/workspace.h"

namespace lianghu::pairing {
namespace {

using households::Kind;
using organisations::testing::refused;

class Later : public ::testing::TestWithParam<db::Engine> {
 protected:
  void take_silence_for(programmes::Silence silence) {
    bench_.change_as(village_.town.town_staff(), [&](Context& c) {
      auto programme = programmes::running(c, village_.yinhe(c)).programme;
      present(programme.definition.pairing).silence = silence;
      programmes::edit(c, programme.id, programme.definition, programme.version);
    });
  }
  /// 赵演福 by 王演芝, 李演田 by 关演云, who has no more room; both sides are asked.
  Round ask() {
    village_.start();
    village_.set_capacity(village_.guan, 1);
    village_.open();
    village_.cast(village_.zhao, {village_.wang, village_.sun});
    village_.cast(village_.li, {village_.guan});
    village_.cast(village_.wang, {village_.li, village_.zhao});
    village_.close();
    village_.run();
    return village_.ask_both_sides();
  }
  void make_final() {
    bench_.go_to(add_days(present(village_.now().confirm_until), 1));
    village_.finalise();
  }
  void settle() {
    ask();
    make_final();
    bench_.pass_days(30);
  }
  void repair_and_settle() {
    village_.run();
    if (village_.now().state == State::confirming) make_final();
  }
  Pairing pair_of(Id<Household> household) {
    const auto all = village_.read([](Context& c, const Village& v) {
      return store::pairings_of(c, v, present(current_round(c, v)).id);
    });
    for (const Pairing& each : all)
      if (each.household == household && each.state == PairState::proposed) return each;
    throw std::logic_error("nobody is proposed to that household");
  }
  Pairing say(const Pairing& pairing, Side by, Answer answer, const std::string& reason = {}) {
    return village_.change([&](Context& c, const Village& v) {
      return reply(c, v, pairing.id, {by, answer, reason, pairing.version});
    });
  }
  void next_day() {
    bench_.change_as(Actor::system(), [&](Context& c) { count_silence(c, village_.yinhe(c)); });
  }
  Workspace seen() {
    return village_.read([](Context& c, const Village& v) { return workspace(c, v, Language::zh); });
  }
  std::string told(Id<Household> household) {
    return village_.read(
        [&](Context& c, const Village& v) { return explanation_of(c, v, household, Language::zh); });
  }
  std::string news(Id<Household> household) {
    return village_.read(
        [&](Context& c, const Village& v) { return news_of(c, v, household, Language::zh); });
  }
  /// "赵演福: 王演芝 → 孙演波"
  std::string listed() {
    std::string out;
    const auto names = [](const std::vector<Named>& people) {
      std::string all;
      for (const Named& each : people) all += each.name;
      return all;
    };
    for (const NewsRow& row : seen().news)
      out += row.name + ": " + names(row.gone) + " → " + names(row.come) + "\n";
    return out;
  }
  std::string on(const std::string& day) {
    std::string out;
    for (const PastPair& each : village_.read([&](Context&c, const Village&v) {
           return pairs_on(c, v, present(parse_date(day)), Language::zh);
         }))
      out += each.household.name + "<" + each.helper.name + " " + each.end_reason + "\n";
    return out;
  }
  std::string helper_of(Id<Household> household) {
    for (const Pairing& each : village_.in_force())
      if (each.household == household)
        return village_.read(
            [&](Context& c, const Village& v) { return households::find(c, v, each.helper)->head_name; });
    return {};
  }
  void leave(Id<Household> household, const std::string& reason) {
    village_.change([&](Context& c, const Village& v) {
      const auto card = households::card(c, v, household);
      households::mark_left(c, v, household, reason, c.today(), card.household.version);
    });
  }
  void become(Id<Household> household, Kind kind) {
    village_.change([&](Context& c, const Village& v) {
      const auto card = households::card(c, v, household);
      households::HouseholdFields fields;
      fields.kind = kind;
      fields.address = card.household.address;
      households::change(c, v, household, fields, card.household.version);
    });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Later);

TEST_P(Later, silence_is_a_no_where_the_programme_says_so_and_a_repair_answers_it) {
  take_silence_for(programmes::Silence::declined);
  const Round asked = ask();
  say(say(pair_of(village_.li), Side::contact, Answer::accepted), Side::helper, Answer::accepted);
  say(pair_of(village_.zhao), Side::helper, Answer::accepted);
  bench_.go_to(present(asked.confirm_until));
  next_day();
  EXPECT_EQ(seen().tally->declined, 0) << "the days are not over";
  bench_.pass_days(1);
  EXPECT_EQ(refused([&] { village_.finalise(); }), "pairing.declined");
  next_day();
  next_day();
  const Workspace after = seen();
  EXPECT_EQ(after.tally->declined, 1);
  const auto row = std::ranges::find(after.pairs, village_.zhao,
                                     [](const PairRow& each) { return each.pairing.household; });
  ASSERT_NE(row, after.pairs.end());
  EXPECT_EQ(row->pairing.by_household.reason, "到期没有回话");
  EXPECT_TRUE(row->pairing.by_household.silent);
  EXPECT_FALSE(row->pairing.by_helper.silent) << "the helper has said yes";
  EXPECT_EQ(village_.run().repairs, 1);
  EXPECT_EQ(pair_of(village_.zhao).helper, village_.sun);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Later, a_repair_and_no_final_count_silence_before_the_days_work_has) {
  take_silence_for(programmes::Silence::declined);
  const Round asked = ask();
  bench_.go_to(add_days(present(asked.confirm_until), 1));
  village_.run();
  EXPECT_EQ(pair_of(village_.zhao).helper, village_.sun);
  const auto all = village_.read(
      [](Context& c, const Village& v) { return store::pairings_of(c, v, present(current_round(c, v)).id); });
  EXPECT_EQ(std::ranges::count(all, PairState::declined, &Pairing::state), 2);
}

TEST_P(Later, a_late_yes_counts_until_a_repair) {
  take_silence_for(programmes::Silence::declined);
  const Round asked = ask();
  bench_.go_to(add_days(present(asked.confirm_until), 1));
  next_day();
  for (const Id<Household> each : {village_.zhao, village_.li})
    say(say(pair_of(each), Side::contact, Answer::accepted), Side::helper, Answer::accepted);
  EXPECT_EQ(village_.finalise().state, State::final_);
}

TEST_P(Later, a_round_keeps_the_rule_it_began_with) {
  const Round asked = ask();
  take_silence_for(programmes::Silence::declined);
  bench_.go_to(add_days(present(asked.confirm_until), 1));
  next_day();
  EXPECT_EQ(village_.finalise().state, State::final_);
}

TEST_P(Later, who_has_not_answered_is_to_be_reminded_in_the_last_days) {
  const Round asked = ask();
  const auto remind = [&] {
    return village_.read([](Context& c, const Village& v) { return to_remind(c, v); });
  };
  bench_.go_to(add_days(present(asked.confirm_until), -3));
  EXPECT_TRUE(remind().households.empty());
  bench_.pass_days(1);
  EXPECT_EQ(remind().households.size(), 4U);
  EXPECT_EQ(remind().until, asked.confirm_until);
  say(pair_of(village_.zhao), Side::helper, Answer::accepted);
  EXPECT_EQ(remind().households.size(), 3U);
  bench_.pass_days(3);
  EXPECT_TRUE(remind().households.empty()) << "it is too late to remind";
}

TEST_P(Later, each_helper_reads_its_own_sentence) {
  ask();
  EXPECT_EQ(told(village_.wang), "您帮 1 户：赵演福，您排第 2 位。");
  EXPECT_EQ(told(village_.guan), "您帮 1 户：李演田，不在您的票上。");
  EXPECT_EQ(told(village_.sun), "这一轮还没有要您帮的户。");
}

TEST_P(Later, a_sentence_goes_when_it_would_be_out_of_date) {
  settle();
  leave(village_.wang, "搬到县城去了");
  village_.run();
  EXPECT_EQ(told(village_.zhao), "");
  EXPECT_EQ(told(village_.wang), "");
  EXPECT_EQ(told(village_.guan), "您帮 1 户：李演田，不在您的票上。") << "nothing has changed there";
}

TEST_P(Later, sealed_sentences_of_all_helpers_are_of_one_length) {
  ask();
  const auto lengths = bench_.database().read([&](db::Transaction& tx) {
    return tx
        .one(
            "SELECT count(DISTINCT length(e.sealed)) FROM pairing_explanations e JOIN pairing_participants p "
            "ON p.village_id = e.village_id AND p.round_id = e.round_id AND p.household_id = e.household_id "
            "WHERE p.side = 'helper'")
        ->integer(0);
  });
  EXPECT_EQ(lengths, 1);
}

TEST_P(Later, a_helper_moves_away_and_everybody_affected_is_told) {
  settle();
  leave(village_.wang, "搬到县城去了");
  EXPECT_EQ(listed().find("→ 孙"), std::string::npos) << "nothing is decided yet";
  village_.run();
  const std::string helper = village_.read([&](Context& c, const Village& v) {
    return households::find(c, v, pair_of(village_.zhao).helper)->head_name;
  });
  EXPECT_NE(listed().find("赵演福: 王演芝 → " + helper), std::string::npos) << listed();
  EXPECT_NE(listed().find("王演芝: 赵演福 → \n"), std::string::npos) << listed();
  EXPECT_EQ(listed().find("李演田"), std::string::npos) << "nothing has changed there";
  EXPECT_EQ(news(village_.zhao), "以前帮您的是王演芝，现在换成" + helper + "。");
  EXPECT_EQ(news(village_.wang), "您不用再帮赵演福了。");
  EXPECT_EQ(news(village_.li), "");
  make_final();
  EXPECT_EQ(helper_of(village_.zhao), helper);
  EXPECT_NE(listed().find("赵演福: 王演芝 → " + helper), std::string::npos) << listed();
  bench_.pass_days(61);
  EXPECT_EQ(news(village_.zhao), "") << "it is no news any more";
}

TEST_P(Later, who_helped_whom_is_known_of_every_day) {
  settle();
  leave(village_.wang, "搬到县城去了");
  village_.run();
  const std::string gone = format_date(present(village_.now().news_from));
  make_final();
  const std::string now = "赵演福<" + helper_of(village_.zhao) + " \n李演田<关演云 \n";
  EXPECT_EQ(on("2020-07-25"), "");
  EXPECT_EQ(on("2020-07-26"), "赵演福<王演芝 党员户不再参加\n李演田<关演云 \n");
  EXPECT_EQ(on(gone), "李演田<关演云 \n") << "on its last day a pair is not any more";
  EXPECT_EQ(on(format_date(bench_.read([](Context& c) { return c.today(); }))), now);
  EXPECT_EQ(refused([&] { on("2031-01-01"); }), "pairing.on");
  const auto as = [&](const Actor& actor) {
    return refused([&] {
      bench_.read_as(
          actor, [&](Context& c) { (void)pairs_on(c, village_.anybodys_yinhe(c), c.today(), Language::zh); });
    });
  };
  EXPECT_EQ(as(village_.town.yinhe_member(village_.sun.value, 1)), "rights.missing");
  EXPECT_EQ(as(village_.town.shanwan_secretary()), "organisation.not_found");
}

TEST_P(Later, when_somebody_of_a_helpers_household_dies_the_household_goes_on_and_when_it_dies_out_it_ends) {
  settle();
  village_.change([&](Context& c, const Village& v) {
    const auto before = households::card(c, v, village_.guan);
    households::PersonFields heir;
    heir.name = "关演春";
    heir.party = households::Party::full;
    heir.is_head = true;
    households::add_person(c, v, village_.guan, heir);
    const auto after = households::card(c, v, village_.guan);
    for (const households::Person& each : after.persons)
      if (each.id == before.persons.front().id)
        households::mark_person_left(c, v, each.id, c.today(), each.version);
  });
  EXPECT_EQ(seen().tally->left, 0);
  EXPECT_EQ(helper_of(village_.li), "关演春");
  leave(village_.guan, "老人去世了，家里没有人了");
  EXPECT_EQ(seen().tally->left, 1);
  repair_and_settle();
  EXPECT_NE(helper_of(village_.li), "");
  EXPECT_EQ(on("2020-07-26"), "赵演福<王演芝 \n李演田<关演春 党员户不再参加\n");
  EXPECT_NE(listed().find("关演春: 李演田 → \n"), std::string::npos) << listed();
}

TEST_P(Later, who_is_a_member_household_no_more_helps_no_more) {
  settle();
  become(village_.wang, Kind::neither);
  EXPECT_EQ(seen().tally->left, 1);
  repair_and_settle();
  EXPECT_NE(helper_of(village_.zhao), "王演芝");
  EXPECT_NE(helper_of(village_.zhao), "");
  EXPECT_NE(listed().find("王演芝: 赵演福 → \n"), std::string::npos) << listed();
}

TEST_P(Later, a_helper_that_falls_on_hard_times_is_helped_itself_once_no_ballots_are_left) {
  ask();
  become(village_.sun, Kind::contact);
  EXPECT_EQ(seen().tally->left, 1);
  EXPECT_EQ(seen().tally->joined, 0) << "its ballot speaks of those who are its own side now";
  make_final();
  EXPECT_EQ(seen().tally->joined, 1);
  EXPECT_EQ(told(village_.sun), "这一轮还没有要您帮的户。");
  repair_and_settle();
  EXPECT_EQ(helper_of(village_.sun), "王演芝");
  EXPECT_EQ(told(village_.sun), "");
  EXPECT_EQ(seen().tally->contacts, 3);
  EXPECT_EQ(seen().tally->helpers, 2);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Later, a_helper_that_is_exempted_is_replaced_and_history_stays) {
  settle();
  village_.change([&](Context& c, const Village& v) {
    programmes::exempt(c, v, village_.guan, programmes::Matter::pairing, "常年在外务工");
  });
  repair_and_settle();
  EXPECT_NE(helper_of(village_.li), "关演云");
  EXPECT_NE(helper_of(village_.li), "");
  EXPECT_EQ(helper_of(village_.zhao), "王演芝") << "who is not affected keeps its helper";
  EXPECT_EQ(on("2020-07-26"), "赵演福<王演芝 \n李演田<关演云 党员户不再参加\n");
}

TEST_P(Later, a_household_that_leaves_ends_its_pair_and_nobody_has_to_confirm_anything) {
  settle();
  leave(village_.li, "跟儿子进城了");
  EXPECT_EQ(village_.run().state, State::final_);
  EXPECT_EQ(village_.in_force().size(), 1U);
  EXPECT_EQ(on("2020-07-26"), "赵演福<王演芝 \n李演田<关演云 联系户不再参加\n");
  EXPECT_EQ(news(village_.guan), "您不用再帮李演田了。");
  EXPECT_EQ(told(village_.guan), "");
}

TEST_P(Later, a_household_that_comes_is_given_a_helper_and_both_are_listed) {
  settle();
  const Id<Household> wu = village_.add("吴演山", Kind::contact);
  EXPECT_EQ(seen().tally->joined, 1);
  village_.run();
  const auto rows = seen().news;
  const auto row = std::ranges::find(rows, wu, &NewsRow::household);
  ASSERT_NE(row, rows.end());
  EXPECT_EQ(row->come.size(), 1U);
  EXPECT_TRUE(row->gone.empty());
  EXPECT_EQ(rows.size(), 2U) << listed();
  EXPECT_EQ(news(wu), "") << "that it has a helper it reads in its own part";
  make_final();
  EXPECT_NE(helper_of(wu), "");
  EXPECT_EQ(village_.in_force().size(), 3U);
}

TEST_P(Later, what_a_new_round_changes_is_listed_and_what_it_leaves_is_not) {
  settle();
  village_.start();
  EXPECT_EQ(listed(), "");
  village_.open();
  village_.cast(village_.zhao, {village_.sun});
  village_.cast(village_.li, {village_.guan});
  village_.cast(village_.sun, {village_.zhao});
  village_.close();
  village_.run();
  village_.ask_both_sides();
  EXPECT_EQ(news(village_.zhao), "村里想让孙演波来帮您，替下王演芝。双方同意以前，还是王演芝帮您。");
  EXPECT_EQ(news(village_.wang), "赵演福要换人帮。定下来以前，还请您帮着赵演福。");
  EXPECT_EQ(listed().find("李演田"), std::string::npos) << listed();
  make_final();
  EXPECT_EQ(news(village_.zhao), "以前帮您的是王演芝，现在换成孙演波。");
  EXPECT_EQ(news(village_.wang), "您不用再帮赵演福了。");
}

}  // namespace
}  // namespace lianghu::pairing
