#include "features/pledges/pledges.h"

#include <gtest/gtest.h>

#include "features/pledges/pledges_store.h"
#include "features/pledges/testing.h"

namespace lianghu::pledges {
namespace {

using organisations::testing::refused;
using testing::item;

class Pledges : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::string refused_draft(const std::vector<Item>& items) {
    return refused([&] {
      village_.change([&](Context& c, const Village& v) { return draft(c, v, village_.sun, items); });
    });
  }
  std::string refused_change(const Pledge& pledge, std::int64_t version) {
    return refused([&] {
      village_.change([&](Context& c, const Village& v) {
        return change(c, v, pledge.id, {item("一个字也不改")}, version);
      });
    });
  }
  std::string refused_as(const Actor& actor, const std::function<void(Context&, const Village&)>& work) {
    return refused(
        [&] { bench_.change_as(actor, [&](Context& c) { work(c, village_.anybodys_yinhe(c)); }); });
  }
  std::optional<PublishedLetter> published(Id<Household> household) {
    return village_.read([&](Context& c, const Village& v) { return published_of(c, v, household); });
  }
  Pledge amended(const Pledge& pledge) {
    return village_.change([&](Context& c, const Village& v) { return amend(c, v, pledge.id); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PledgingVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Pledges);

TEST_P(Pledges, a_letter_is_drafted_signed_returned_signed_again_accepted_and_published) {
  const Pledge drafted = village_.draft(village_.sun);
  EXPECT_EQ(drafted.state, State::draft);
  EXPECT_EQ(drafted.edition, 1);
  const Pledge once = village_.sign(drafted);
  ASSERT_TRUE(once.signature);
  EXPECT_EQ(once.signature->signer_name, "孙演波");
  const Pledge returned = village_.change([&](Context& c, const Village& v) {
    return return_letter(c, v, once.id, " 写清楚是哪一段街 ", once.version);
  });
  EXPECT_EQ(village_.now(returned).reason, "写清楚是哪一段街");
  const Pledge mended = village_.change([&](Context& c, const Village& v) {
    return change(c, v, returned.id, {item("包东二街路口到小广场，按周清扫")}, returned.version);
  });
  EXPECT_EQ(mended.state, State::returned);
  EXPECT_FALSE(village_.now(mended).signature);
  const Pledge accepted = village_.accept(village_.sign(mended));
  EXPECT_EQ(accepted.reason, "");
  EXPECT_FALSE(published(village_.sun));
  bench_.go_to(*parse_date("2020-07-27"));
  const Pledge up = village_.now(village_.publish(accepted));
  EXPECT_EQ(up.state, State::published);
  const auto letter = published(village_.sun);
  ASSERT_TRUE(letter);
  EXPECT_EQ(letter->items.at(0).wording, "包东二街路口到小广场，按周清扫");
  EXPECT_EQ(format_date(letter->signed_on), "2020-07-20");
  EXPECT_EQ(format_date(letter->published_on), "2020-07-27");
  EXPECT_EQ(format_date(letter->notice_until), "2020-08-03");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Pledges, a_letter_once_signed_or_published_is_never_changed) {
  const Pledge signed_letter = village_.sign(village_.draft(village_.sun));
  EXPECT_EQ(refused_change(signed_letter, signed_letter.version), "pledge.state");
  const Pledge up = village_.publish(village_.accept(signed_letter));
  EXPECT_EQ(refused_change(up, up.version), "pledge.state");
  EXPECT_EQ(refused([&] { village_.sign(up); }), "pledge.state");
  EXPECT_EQ(refused([&] { village_.accept(up); }), "pledge.state");
  EXPECT_EQ(refused([&] { village_.publish(up); }), "pledge.state");
  EXPECT_EQ(village_.now(up).items.at(0).wording, "包一段街道，按周清扫");
}

TEST_P(Pledges, no_statement_of_the_store_writes_into_a_published_letter) {
  const Pledge up = village_.publish_new(village_.sun);
  Pledge forged = up;
  forged.items = {item("另外写的一项")};
  forged.signature->signer_name = "别人";
  ++forged.version;
  village_.change([&](Context& c, const Village& v) {
    EXPECT_FALSE(store::rewrite(c, v, forged));
    EXPECT_FALSE(store::sign(c, v, forged));
    EXPECT_TRUE(store::move_on(c, v, forged));
    c.record("pledge.result", v.id().value, up.id.value);
  });
  const Pledge kept = village_.now(up);
  ASSERT_EQ(kept.items.size(), 1U);
  EXPECT_EQ(kept.items[0].wording, "包一段街道，按周清扫");
  EXPECT_EQ(kept.signature->signer_name, "孙演波");
}

TEST_P(Pledges, an_amendment_supersedes_the_old_letter_which_stays_readable) {
  const Pledge first = village_.publish_new(village_.sun, "每月讲一次新政策");
  const Pledge second = amended(first);
  EXPECT_EQ(second.edition, 2);
  EXPECT_EQ(second.based_on, first.id);
  EXPECT_EQ(second.items.at(0).wording, "每月讲一次新政策");
  EXPECT_EQ(refused([&] { amended(first); }), "pledge.open");
  const Pledge changed = village_.change([&](Context& c, const Village& v) {
    return change(c, v, second.id, {item("每月讲两次新政策")}, second.version);
  });
  EXPECT_EQ(published(village_.sun)->edition, 1);
  village_.publish(village_.accept(village_.sign(changed)));
  EXPECT_EQ(published(village_.sun)->edition, 2);
  EXPECT_EQ(village_.now(first).state, State::superseded);
  village_.read([&](Context& c, const Village& v) {
    const auto all = versions(c, v, village_.sun);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].items.at(0).wording, "每月讲两次新政策");
    EXPECT_EQ(all[1].items.at(0).wording, "每月讲一次新政策");
    EXPECT_EQ(published_in(c, v).size(), 1U);
  });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Pledges, an_amendment_leaves_out_due_dates_that_have_passed) {
  Item harvest = item("帮一户人家把庄稼收完", Role::friend_);
  harvest.due_on = *parse_date("2020-10-20");
  harvest.target = 12;
  harvest.unit = "亩";
  const Pledge first = village_.publish(village_.accept(village_.sign(
      village_.change([&](Context& c, const Village& v) { return draft(c, v, village_.sun, {harvest}); }))));
  EXPECT_EQ(published(village_.sun)->items.at(0).due_on, harvest.due_on);
  bench_.go_to(*parse_date("2020-10-21"));
  const Pledge second = amended(first);
  EXPECT_FALSE(second.items.at(0).due_on);
  EXPECT_EQ(village_.now(second).items.at(0).target, 12);
  EXPECT_EQ(village_.now(second).items.at(0).unit, "亩");
}

TEST_P(Pledges, publishing_all_publishes_each_accepted_letter_once) {
  village_.accept(village_.sign(village_.draft(village_.sun)));
  village_.accept(village_.sign(village_.draft(village_.guan)));
  village_.sign(village_.draft(village_.wang));
  const auto all = [](Context& c, const Village& v) { return publish_all(c, v); };
  EXPECT_EQ(village_.change(all), 2);
  const auto before = published(village_.sun);
  bench_.pass_days(3);
  EXPECT_EQ(village_.change(all), 0);
  EXPECT_EQ(published(village_.sun)->published_on, before->published_on);
  EXPECT_FALSE(published(village_.wang));
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Pledges, the_second_of_two_secretaries_is_told_that_the_letter_has_changed) {
  const Pledge seen = village_.draft(village_.sun);
  village_.change([&](Context& c, const Village& v) {
    return change(c, v, seen.id, {item("清理门前边沟")}, seen.version);
  });
  EXPECT_EQ(refused_change(seen, seen.version), "version.stale");
  EXPECT_EQ(refused([&] { village_.sign(seen); }), "version.stale");
  EXPECT_EQ(village_.now(seen).items.at(0).wording, "清理门前边沟");
}

TEST_P(Pledges, what_is_promised_is_checked_item_by_item) {
  EXPECT_EQ(refused_draft({}), "pledge.items.count");
  EXPECT_EQ(refused_draft(std::vector<Item>(6, item("清理门前边沟"))), "pledge.items.count");
  EXPECT_EQ(refused_draft({item("扫街道")}), "pledge.wording.length");
  EXPECT_EQ(refused_draft({item("  扫街道  ")}), "pledge.wording.length");
  Item past = item("清理门前边沟");
  past.due_on = *parse_date("2020-07-19");
  EXPECT_EQ(refused_draft({past}), "pledge.due.past");
  Item none = item("清理门前边沟");
  none.target = 0;
  EXPECT_EQ(refused_draft({none}), "pledge.target");
  Item strange = item("清理门前边沟");
  strange.entry = Id<Entry>{7};
  EXPECT_EQ(refused_draft({strange}), "pledge.entry.unknown");
  EXPECT_EQ(refused_draft(std::vector<Item>(5, item("清理门前边沟"))), "");
  EXPECT_EQ(refused_draft({item("清理门前边沟")}), "pledge.open");
}

TEST_P(Pledges, every_wrong_item_is_named_with_its_field) {
  Item past = item("清理门前边沟");
  past.due_on = *parse_date("2020-07-19");
  try {
    village_.change([&](Context& c, const Village& v) {
      return draft(c, v, village_.sun, {item("扫"), past});
    });
    FAIL() << "was not refused";
  } catch (const Refusal& refusal) {
    ASSERT_EQ(refusal.problems().size(), 2U);
    EXPECT_EQ(refusal.problems()[0].field, "items[0].wording");
    EXPECT_EQ(refusal.problems()[1].field, "items[1].due_on");
  }
}

TEST_P(Pledges, a_letter_is_signed_by_a_member_who_lives_in_the_household) {
  const Pledge drafted = village_.draft(village_.sun);
  households::PersonFields wife;
  wife.name = "王演桂";
  const Id<Person> wife_id = village_.change(
      [&](Context& c, const Village& v) { return households::add_person(c, v, village_.sun, wife).id; });
  Signing signing;
  signing.file = std::string(64, 'b');
  signing.version = drafted.version;
  const auto sign_with = [&] {
    return village_.change([&](Context& c, const Village& v) { return sign(c, v, drafted.id, signing); });
  };
  signing.signer = wife_id;
  EXPECT_EQ(refused(sign_with), "pledge.signer");
  signing.signer = village_.head_of(village_.guan);
  EXPECT_EQ(refused(sign_with), "pledge.signer");
  signing.signer = village_.head_of(village_.sun);
  signing.co_signers = {village_.head_of(village_.guan)};
  EXPECT_EQ(refused(sign_with), "pledge.co_signer");
  signing.co_signers = {wife_id, wife_id};
  EXPECT_EQ(refused(sign_with), "pledge.co_signer");
  signing.co_signers = {wife_id};
  signing.signed_on = *parse_date("2020-07-21");
  EXPECT_EQ(refused(sign_with), "pledge.signed_on.future");
  signing.signed_on = *parse_date("2020-07-19");
  signing.kind = SignatureKind::paper;
  signing.file = "../secret";
  EXPECT_EQ(refused(sign_with), "pledge.signature");
  signing.file = std::string(64, 'b');
  const Pledge done = village_.now(sign_with());
  EXPECT_EQ(done.signature->kind, SignatureKind::paper);
  ASSERT_EQ(done.signature->co_signers.size(), 1U);
  EXPECT_EQ(done.signature->co_signers[0].name, "王演桂");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Pledges, a_due_date_that_passed_since_the_draft_is_not_signed) {
  Item soon = item("清理门前边沟");
  soon.due_on = *parse_date("2020-07-20");
  const Pledge drafted =
      village_.change([&](Context& c, const Village& v) { return draft(c, v, village_.sun, {soon}); });
  bench_.pass_days(1);
  EXPECT_EQ(refused([&] { village_.sign(drafted); }), "pledge.due.past");
}

TEST_P(Pledges, only_member_households_pledge) {
  EXPECT_EQ(refused([&] { village_.draft(village_.contact); }), "pledge.not_member_household");
  EXPECT_EQ(refused([&] { village_.draft(village_.neither); }), "pledge.not_member_household");
  EXPECT_EQ(refused([&] { village_.draft(Id<Household>{12345}); }), "household.not_found");
}

TEST_P(Pledges, a_member_writes_and_sees_the_own_letter_and_no_other) {
  const Actor member = village_.town.yinhe_member(village_.sun.value, village_.head_of(village_.sun).value);
  const Pledge other = village_.draft(village_.guan);
  EXPECT_EQ(refused_as(member, [&](Context& c, const Village& v) { (void)get(c, v, other.id); }),
            "pledge.not_found");
  EXPECT_EQ(refused_as(member,
                       [&](Context& c, const Village& v) {
                         change(c, v, other.id, {item("清理门前边沟")}, other.version);
                       }),
            "pledge.not_found");
  EXPECT_EQ(refused_as(member, [&](Context& c,
                                   const Village& v) { draft(c, v, village_.wang, {item("清理门前边沟")}); }),
            "household.not_found");
  const Pledge own = bench_.change_as(member, [&](Context& c) {
    return draft(c, village_.anybodys_yinhe(c), village_.sun, {item("清理门前边沟")});
  });
  EXPECT_FALSE(own.assisted);
  bench_.read_as(member, [&](Context& c) {
    const auto rows = list(c, village_.anybodys_yinhe(c));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].letter->id, own.id);
  });
  const Pledge signed_letter = village_.sign(own);
  EXPECT_EQ(
      refused_as(member, [&](Context& c, const Village& v) { accept(c, v, own.id, signed_letter.version); }),
      "rights.missing");
  EXPECT_EQ(refused_as(member, [&](Context& c, const Village& v) { publish_all(c, v); }), "rights.missing");
}

TEST_P(Pledges, a_group_leader_writes_for_the_group_and_the_letter_says_who_did) {
  Actor leader = organisations::testing::Town::somebody(21, RoleKind::group_leader, village_.town.group);
  leader.name = "佟组长";
  const Pledge helped = bench_.change_as(leader, [&](Context& c) {
    return draft(c, village_.anybodys_yinhe(c), village_.sun, {item("清理门前边沟")});
  });
  EXPECT_TRUE(helped.assisted);
  EXPECT_EQ(village_.now(helped).recorder_name, "佟组长");
  EXPECT_EQ(refused_as(leader, [&](Context& c,
                                   const Village& v) { draft(c, v, village_.guan, {item("清理门前边沟")}); }),
            "household.not_found");
  EXPECT_EQ(refused_as(leader,
                       [&](Context& c, const Village& v) {
                         return_letter(c, v, helped.id, "退回的理由", helped.version);
                       }),
            "rights.missing");
}

TEST_P(Pledges, an_auditor_reads_and_writes_nothing) {
  const Pledge drafted = village_.draft(village_.sun);
  const Actor auditor = village_.town.auditor();
  bench_.read_as(
      auditor, [&](Context& c) { EXPECT_EQ(get(c, village_.anybodys_yinhe(c), drafted.id).id, drafted.id); });
  EXPECT_EQ(refused_as(auditor,
                       [&](Context& c, const Village& v) {
                         change(c, v, drafted.id, {item("清理门前边沟")}, drafted.version);
                       }),
            "rights.missing");
  EXPECT_EQ(refused_as(village_.town.shanwan_secretary(),
                       [&](Context& c, const Village& v) { (void)get(c, v, drafted.id); }),
            "organisation.not_found");
}

TEST_P(Pledges, withdrawing_needs_a_reason_and_deletes_nothing) {
  const Pledge up = village_.publish_new(village_.sun);
  const Actor member = village_.town.yinhe_member(village_.sun.value, village_.head_of(village_.sun).value);
  EXPECT_EQ(refused_as(member, [&](Context& c,
                                   const Village& v) { withdraw(c, v, up.id, "不想公示了", up.version); }),
            "rights.missing");
  const auto withdraw_for = [&](const std::string& reason) {
    return village_.change(
        [&](Context& c, const Village& v) { return withdraw(c, v, up.id, reason, up.version); });
  };
  EXPECT_EQ(refused([&] { withdraw_for(" 短 "); }), "pledge.reason");
  withdraw_for("本人去世，家人要求撤下");
  EXPECT_FALSE(published(village_.sun));
  EXPECT_EQ(village_.now(up).items.size(), 1U);
  EXPECT_EQ(village_.draft(village_.sun).edition, 2);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Pledges, a_review_says_what_came_of_a_published_letter) {
  const Pledge up = village_.publish_new(village_.sun);
  const auto result = [&](Id<Pledge> id, State state) {
    return village_.change([&](Context& c, const Village& v) { return record_result(c, v, id, state); });
  };
  EXPECT_EQ(refused([&] { result(up.id, State::withdrawn); }), "pledge.state");
  EXPECT_EQ(refused([&] { result(village_.draft(village_.guan).id, State::partly); }), "pledge.state");
  result(up.id, State::partly);
  EXPECT_EQ(published(village_.sun)->state, State::partly);
  EXPECT_EQ(published(village_.sun)->items.size(), 1U);
}

TEST_P(Pledges, coverage_counts_those_who_should_and_names_those_who_have_not) {
  village_.change([&](Context& c, const Village& v) {
    return programmes::exempt(c, v, village_.wang, programmes::Matter::pledge, "长年在外").id;
  });
  const auto counts = [&] {
    return village_.read([&](Context& c, const Village& v) { return signed_coverage(c, v); });
  };
  EXPECT_EQ(counts().should, 2);
  EXPECT_EQ(counts().exempt, 1);
  EXPECT_EQ(counts().has, 0);
  EXPECT_EQ(counts().missing.at(0).name, "孙演波");
  EXPECT_FALSE(counts().missing.at(0).state);
  const Pledge letter = village_.sign(village_.draft(village_.sun));
  EXPECT_EQ(counts().has, 1);
  EXPECT_EQ(counts().missing.at(0).name, "关演云");
  village_.change([&](Context& c, const Village& v) {
    return return_letter(c, v, letter.id, "写清楚一点", letter.version);
  });
  EXPECT_EQ(counts().has, 0);
  EXPECT_EQ(counts().missing.at(0).state, State::returned);
  village_.publish_new(village_.guan);
  EXPECT_EQ(counts().has, 1);
  amended(village_.read(
      [&](Context& c, const Village& v) { return get(c, v, published_of(c, v, village_.guan)->pledge); }));
  EXPECT_EQ(counts().has, 1) << "a published letter counts while a new edition is being written";
}

}  // namespace
}  // namespace lianghu::pledges
