#pragma once
// For tests: Yinhe through its whole programme, made by the rooms' own front doors, small, and with a row in
// every table that the journal commits to.
#include <string>
#include <vector>

#include "app/erasing.h"
#include "base/present.h"
#include "features/accounts/accounts.h"
#include "features/feedback/feedback.h"
#include "features/help/help.h"
#include "features/households/slips.h"
#include "features/meetings/meetings.h"
#include "features/pairing/forms.h"
#include "features/pairing/news.h"
#include "features/pairing/overrides.h"
#include "features/pairing/testing.h"
#include "features/pairing/workspace.h"
#include "features/reviews/appraisal_slips.h"
#include "features/reviews/reviews.h"

namespace lianghu::app::testing {

using organisations::Village;

class WholeVillage : public pairing::testing::PairedVillage {
 public:
  explicit WholeVillage(journal::testing::Bench& bench) : PairedVillage(bench), bench_(bench) {
    found();
    hang_and_sign();
    meet();
    somebody_speaks();
    pair();
    help();
    review();
    erase(wang, "搬走以后书面要求");
  }

  /// What is known of a household, which leaves before that if it lives there.
  Erasure erase(Id<households::Household> household, std::string_view reason) {
    const auto now = change([&](Context& c, const Village& v) {
      auto out = households::card(c, v, household).household;
      if (out.state == households::State::active)
        out = households::mark_left(c, v, household, "搬到县城去了", c.today(), out.version);
      return out;
    });
    return change(
        [&](Context& c, const Village& v) { return erase_household(c, v, household, reason, now.version); });
  }

  /// Entries that change one row again and again, in one change.
  void write_notes(int count) {
    for (int i = 0; i < count; ++i)
      change([&](Context& c, const Village& v) {
        households::HouseholdFields fields;
        fields.kind = households::Kind::neither;
        fields.address = "音河村钱家";
        fields.note = "第 " + std::to_string(i + 1) + " 次走访";
        return households::change(c, v, neither, fields, households::card(c, v, neither).household.version);
      });
  }

 private:
  void found() {
    bench_.change([&](Context& c) {
      using organisations::Duty;
      organisations::set_leading_group(c, organisations::reach(c, town.yinhe.id, staff_kinds),
                                       {{"演书记", "党支部书记", true, {Duty::implement, Duty::supervise}},
                                        {"演委员", "组织委员", false, {Duty::execute, Duty::promote}}});
      secretary_ = accounts::create(c, {"secretary", "演书记", "not a hash", std::nullopt},
                                    RoleKind::secretary, town.yinhe.id)
                       .id;
      accounts::create(c, {"town", "韩演梅", "not a hash", std::nullopt}, RoleKind::town, town.town.id);
    });
    change([&](Context& c, const Village& v) {
      households::PersonFields son;
      son.name = "孙演田";
      son.party = households::Party::full;
      son_ = households::add_person(c, v, sun, son).id;
      households::unmasked_card(c, v, zhao, "核对身份证号");
      households::issue_slip(c, v, zhao);
      households::issue_slip(c, v, li);
      programmes::exempt(c, v, guan, programmes::Matter::pledge, "长期在外务工");
      programmes::exempt(c, v, wang, programmes::Matter::review, "新入户");
    });
  }
  void hang_and_sign() {
    plan();
    mark_all_printed();
    for (const auto household : {sun, guan, wang}) hang_at(household);
    change([&](Context& c, const Village& v) { pledges::take_catalogue(c, v, c.today()); });
    const pledges::Pledge letter = draft(sun);
    change([&](Context& c, const Village& v) {
      pledges::Signing signing;
      signing.signer = head_of(sun);
      signing.file = std::string(64, 'a');
      signing.co_signers = {son_};
      signing.version = letter.version;
      return pledges::sign(c, v, letter.id, signing);
    });
    letter_ = publish(accept(now_of(letter)));
    publish_new(wang, "宣传政策，每月一次");
  }
  pledges::Pledge now_of(const pledges::Pledge& letter) {
    return read([&](Context& c, const Village& v) { return pledges::get(c, v, letter.id); });
  }
  void meet() {
    change([&](Context& c, const Village& v) {
      const meetings::Seat seat(v);
      const auto planned = meetings::plan(
          c, seat, {meetings::Kind::mobilisation, "动员部署", c.today(), "村部", "请准时到会"});
      meetings::Record record;
      record.day = c.today();
      record.place = "村部";
      record.attendants = {son_, head(c, v, guan)};
      record.minutes = "书记讲了活动安排";
      record.decisions = {{"本周挂牌", "演委员", c.today()}, {"月底前签承诺书", "", std::nullopt}};
      meetings::record(c, seat, planned.id, record, planned.version);
      meetings::plan(c, seat, {meetings::Kind::party_day, "主题党日", add_days(c.today(), 9), "村部", ""});
    });
  }
  static Id<households::Person> head(Context& c, const Village& v, Id<households::Household> household) {
    return present(households::find(c, v, household)).head;
  }
  void somebody_speaks() {
    const std::string token =
        read([&](Context& c, const Village& v) { return plaques::token_of(c, v, of(sun).id); });
    for (const char* said : {"广场没人扫", "门牌松了"}) {
      feedback::Submission submission;
      submission.kind = feedback::Kind::complaint;
      submission.text = said;
      bench_.change_as(Actor::visitor(), [&](Context& c) {
        const std::string code = feedback::code_of(c.sealer(), std::string("form-key-of-") + said);
        feedback::submit(c, token, submission, code);
        feedback::add_picture(c, code, "a photograph");
      });
    }
    const Actor actor = read([&](Context& c, const Village&) { return accounts::actor_for(c, secretary_); });
    bench_.change_as(actor, [&](Context& c) {
      const Village v = yinhe(c);
      const auto waiting = feedback::list(c, v, feedback::Pile::to_do).at(0);
      for (const char* kept : {"已经办好，请您看看", "已经转给村委会"})
        feedback::keep_template(c, town.yinhe.id, kept);
      feedback::answer(c, v, waiting.id, {"已经扫了，往后按周扫", true}, waiting.version);
    });
  }
  /// Two ballots, one of them on paper; a pair by hand; then a helper moves away and a repair finds another.
  void pair() {
    start();
    open();
    change([&](Context& c, const Village& v) { return pairing::issue_forms(c, v, {zhao, li}); });
    cast(zhao, {wang, sun});
    cast(wang, {zhao});
    close();
    run();
    for (const auto& [household, helper] : {std::pair(li, guan), std::pair(zhao, wang)})
      ask_for(household, helper);
    run();
    bench_.go_to(add_days(present(ask_both_sides().confirm_until), 1));
    finalise();
    bench_.pass_days(1);
    change([&](Context& c, const Village& v) {
      households::mark_left(c, v, wang, "搬到县城去了", c.today(),
                            households::card(c, v, wang).household.version);
    });
    const Date until = present(run().confirm_until);
    const auto news =
        read([](Context& c, const Village& v) { return pairing::workspace(c, v, Language::zh).news; });
    for (const auto& row : news)
      change(
          [&](Context& c, const Village& v) { pairing::note_told(c, v, row.household, row.change, true); });
    bench_.go_to(add_days(until, 1));
    finalise();
  }
  void ask_for(Id<households::Household> household, Id<households::Household> helper) {
    // Whoever is helped by that one already is told so.
    try {
      const auto version = now().version;
      change([&](Context& c, const Village& v) {
        return pairing::ask_override(c, v, household, helper, "两家是多年的邻居", version);
      });
    } catch (const Refusal& refusal) {
      if (refusal.problems().front().key != "pairing.override.there") throw;
    }
  }
  void help() {
    change([&](Context& c, const Village& v) {
      for (const pairing::Pairing& each : pairing::pairings_in(c, v)) {
        help::write_plan(c, v, each.id, {{"", "帮着收秋", std::nullopt}, {"", "每周看望一次", std::nullopt}},
                         0);
        help::NewAction done;
        done.helper = each.helper;
        done.pairing = each.id;
        done.role = help::Role::friend_;
        done.done_on = c.today();
        done.what = "送了药";
        done.quarter_hours = 4;
        const help::Action action = help::record(c, v, done);
        help::answer_on_paper(c, v, action.id, {true, ""}, action.version);
        done.what = "修了门";
        help::record(c, v, done);
      }
    });
  }
  void review() {
    bench_.go_to(Date{std::chrono::year{2020} / 8 / 15});
    change([&](Context& c, const Village& v) { return reviews::open_due(c, v); });
    appraise_by_slips();
    change([&](Context& c, const Village& v) {
      const Id<reviews::Review> id = reviews::list(c, v).at(0).id;
      for (const auto household : {sun, guan}) {
        reviews::report(c, v, id, household, "按周扫街，帮了赵家", std::nullopt);
        reviews::appraise(c, v, id, household, {reviews::Voters::members, 5, 1, 0, 0}, std::nullopt);
        reviews::grade(c, v, id, household, {reviews::Grade::good, std::nullopt}, std::nullopt);
        reviews::commend(c, v, id, household, help::Role::village_keeper, "街道干净");
      }
      reviews::raise(c, v, id, sun, "把门牌擦干净", add_days(c.today(), 5));
      reviews::raise(c, v, id, std::nullopt, "修好公示栏", add_days(c.today(), 9));
      reviews::publish(c, v, id, reviews::list(c, v).at(0).version);
    });
  }

  /// As many marks as may be kept.
  void appraise_by_slips() {
    const auto slips = change([](Context& c, const Village& v) {
      return reviews::issue_slips(c, v, reviews::list(c, v).at(0).id, reviews::marks_shown_min + 1);
    });
    for (std::size_t at = 0; at + 1 < slips.size(); ++at)
      bench_.change_as(Actor::visitor(), [&](Context& c) {
        reviews::appraise_by_code(c, reviews::code_on(slips[at], c.sealer()), {{sun, reviews::Grade::good}});
      });
  }

  journal::testing::Bench& bench_;
  Id<accounts::Account> secretary_;
  Id<households::Person> son_;
  pledges::Pledge letter_;
};

}  // namespace lianghu::app::testing
