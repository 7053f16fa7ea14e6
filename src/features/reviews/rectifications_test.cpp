#include <gtest/gtest.h>

#include "features/reviews/testing.h"

namespace lianghu::reviews {
namespace {

using organisations::testing::refused;

constexpr Date september{std::chrono::year{2020} / 9 / 15};
constexpr Date october{std::chrono::year{2020} / 10 / 15};

class Rectifications : public ::testing::TestWithParam<db::Engine> {
 protected:
  Rectification raise_for(std::optional<Id<Household>> household) {
    return village_.change([&](Context& c, const Village& v) {
      return raise(c, v, testing::ReviewingVillage::newest_id(c, v), household, "门前柴草没清",
                   add_days(c.today(), 20));
    });
  }
  template <class Work>
  auto as(const Actor& actor, Work work) {
    return bench_.change_as(actor, [&](Context& c) { return work(c, village_.anybodys_yinhe(c)); });
  }
  Rectification done_by(const Actor& actor, const Rectification& what) {
    return as(actor, [&](Context& c, const Village& v) {
      return report_done(c, v, what.id, "都清走了，有照片", what.version);
    });
  }
  Rectification verified_by(const Actor& actor, const Rectification& what) {
    return as(actor, [&](Context& c, const Village& v) { return verify(c, v, what.id, what.version); });
  }
  std::vector<Rectification> in_newest() {
    return village_.read([](Context& c, const Village& v) {
      return sheet(c, v, testing::ReviewingVillage::newest_id(c, v)).rectifications;
    });
  }
  void go_to_review(Date day) {
    bench_.go_to(day);
    village_.open_today();
  }
  [[nodiscard]] Actor guan() const { return village_.town.yinhe_member(village_.guan.value, 2); }
  [[nodiscard]] Actor sun() const { return village_.town.yinhe_member(village_.sun.value, 1); }
  [[nodiscard]] Actor secretary() const { return village_.town.yinhe_secretary(); }

  journal::testing::Bench bench_{GetParam()};
  testing::ReviewingVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Rectifications);

TEST_P(Rectifications, what_is_not_verified_is_carried_over_and_its_cycles_are_counted) {
  raise_for(village_.guan);
  EXPECT_EQ(in_newest().at(0).cycles, 0);
  go_to_review(september);
  EXPECT_EQ(in_newest().at(0).cycles, 1);
  done_by(guan(), in_newest().at(0));
  go_to_review(october);
  ASSERT_EQ(in_newest().size(), 1U);
  EXPECT_EQ(in_newest().at(0).cycles, 2);
  EXPECT_EQ(in_newest().at(0).state, RectificationState::done);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Rectifications, what_was_verified_stands_in_that_review_and_not_in_the_next) {
  const Rectification done = done_by(guan(), raise_for(village_.guan));
  go_to_review(september);
  EXPECT_EQ(verified_by(secretary(), done).state, RectificationState::verified);
  EXPECT_EQ(in_newest().size(), 1U);
  go_to_review(october);
  EXPECT_TRUE(in_newest().empty());
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Rectifications, whoever_reported_it_done_does_not_verify_it_nor_the_household_itself) {
  const Rectification own = done_by(secretary(), raise_for(std::nullopt));
  EXPECT_EQ(refused([&] { verified_by(secretary(), own); }), "rectification.own");
  EXPECT_EQ(verified_by(village_.town.town_staff(), own).state, RectificationState::verified);

  Actor secretary_at_home = secretary();
  secretary_at_home.village = village_.town.yinhe.id.value;
  secretary_at_home.household = village_.wang.value;
  const Rectification at_home = done_by(village_.town.town_staff(), raise_for(village_.wang));
  EXPECT_EQ(refused([&] { verified_by(secretary_at_home, at_home); }), "rectification.own");
  EXPECT_EQ(refused([&] { verified_by(guan(), at_home); }), "rights.missing");
}

TEST_P(Rectifications, only_the_owner_or_the_branch_reports_it_done) {
  const Rectification what = raise_for(village_.guan);
  EXPECT_EQ(refused([&] { done_by(sun(), what); }), "rectification.not_found");
  EXPECT_EQ(refused([&] { done_by(guan(), raise_for(std::nullopt)); }), "rectification.not_found");
  EXPECT_EQ(refused([&] { done_by(village_.town.shanwan_secretary(), what); }), "organisation.not_found");
  EXPECT_EQ(refused([&] {
              as(guan(), [&](Context& c, const Village& v) { return report_done(c, v, what.id, "", 1); });
            }),
            "review.evidence.length");
  const Rectification done = done_by(guan(), what);
  EXPECT_EQ(done.evidence, "都清走了，有照片");
  EXPECT_EQ(refused([&] { done_by(guan(), done); }), "rectification.state");
  EXPECT_EQ(refused([&] { done_by(guan(), what); }), "version.stale");
}

TEST_P(Rectifications, what_is_not_good_enough_is_sent_back_and_done_again) {
  const Rectification done = done_by(guan(), raise_for(village_.guan));
  const auto send_back_as = [&](const Actor& actor, std::string_view reason) {
    return as(actor,
              [&](Context& c, const Village& v) { return send_back(c, v, done.id, reason, done.version); });
  };
  EXPECT_EQ(refused([&] { send_back_as(secretary(), ""); }), "review.reason.length");
  const Rectification back = send_back_as(secretary(), "墙根还有一堆");
  EXPECT_EQ(back.state, RectificationState::open);
  EXPECT_EQ(back.sent_back_reason, "墙根还有一堆");
  EXPECT_EQ(refused([&] { verified_by(secretary(), back); }), "rectification.state");
  const Rectification again = done_by(guan(), back);
  EXPECT_EQ(again.sent_back_reason, "");
  EXPECT_EQ(verified_by(secretary(), again).verified_on, china_date(bench_.clock().now()));
}

TEST_P(Rectifications, what_is_to_be_put_right_has_a_day_that_is_not_past) {
  const auto raise_it = [&](std::string_view what, int days) {
    return refused([&] {
      village_.change([&](Context& c, const Village& v) {
        return raise(c, v, testing::ReviewingVillage::newest_id(c, v), village_.sun, what,
                     add_days(c.today(), days));
      });
    });
  };
  EXPECT_EQ(raise_it("清柴草", -1), "review.due.past");
  EXPECT_EQ(raise_it("清", 1), "review.what.length");
  EXPECT_EQ(raise_it("清柴草", 0), "");
  EXPECT_EQ(refused([&] { raise_for(village_.contact); }), "review.not_member_household");
}

TEST_P(Rectifications, the_published_figures_keep_how_many_were_open_on_that_day) {
  const Rectification done = done_by(guan(), raise_for(village_.guan));
  village_.grade_all();
  village_.publish();
  verified_by(secretary(), done);
  const auto published =
      village_.read([](Context& c, const Village& v) { return published_results(c, v).value(); });
  EXPECT_EQ(published.rectifications_open, 1);
}

/// What a villager said about the Guans' promise, and the code for it.
class FollowingFeedback : public Rectifications {
 protected:
  FollowingFeedback() {
    village_.plan();
    village_.mark_all_printed();
    village_.hang_at(village_.guan);
    const std::string key = "form-key-number-one";
    code_ = feedback::code_of(bench_.sealer(), key);
    const std::string token = village_.read([&](Context& c, const Village& v) {
      return plaques::token_of(c, v, plaques::of_household(c, v, village_.guan).value().id);
    });
    feedback::Submission said;
    said.kind = feedback::Kind::complaint;
    said.text = "门前柴草堆到路上了";
    bench_.change_as(Actor::visitor(), [&](Context& c) { feedback::submit(c, token, said, code_); });
    said_ = village_.read(
        [](Context& c, const Village& v) { return feedback::list(c, v, feedback::Pile::to_do).at(0).id; });
  }
  Rectification follow(const Actor& actor) {
    return as(actor, [&](Context& c, const Village& v) {
      return raise_from(c, v, said_, "门前柴草清走", add_days(c.today(), 10));
    });
  }
  std::optional<Followed> told() {
    return bench_.read_as(Actor::visitor(), [&](Context& c) { return followed_by_code(c, code_); });
  }

  std::string code_;
  Id<feedback::Feedback> said_;
};
LIANGHU_ON_BOTH_ENGINES(FollowingFeedback);

TEST_P(FollowingFeedback, it_is_put_on_the_list_of_the_household_once_and_the_sender_reads_how_far_it_is) {
  EXPECT_FALSE(told());
  const Rectification raised = follow(secretary());
  EXPECT_EQ(raised.household, village_.guan);
  EXPECT_EQ(raised.feedback, said_);
  EXPECT_EQ(refused([&] { follow(secretary()); }), "rectification.exists");
  ASSERT_EQ(in_newest().size(), 1U);
  EXPECT_FALSE(in_newest().at(0).feedback) << "who reads the sheet does not learn that somebody complained";
  const auto seen = as(secretary(), [&](Context& c, const Village& v) { return following(c, v, said_); });
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].id, raised.id);
  EXPECT_EQ(told().value().due_on, raised.due_on);
  const Rectification done = done_by(guan(), raised);
  const Rectification back = as(secretary(), [&](Context& c, const Village& v) {
    return send_back(c, v, done.id, "墙根还有一堆", done.version);
  });
  const Rectification again = done_by(guan(), back);
  const Rectification verified = verified_by(secretary(), again);
  for (const Rectification& answer : {done, back, again, verified})
    EXPECT_FALSE(answer.feedback) << "nor who is answered, in version " << answer.version;
  EXPECT_EQ(as(secretary(), [&](Context& c, const Village& v) { return following(c, v, said_); }).at(0).id,
            raised.id)
      << "it is kept";
  EXPECT_EQ(told().value().state, RectificationState::verified);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(FollowingFeedback, only_those_who_handle_the_feedback_put_it_on_the_list) {
  EXPECT_EQ(refused([&] { follow(sun()); }), "rights.missing");
  EXPECT_EQ(refused([&] { follow(guan()); }), "rights.missing");
  EXPECT_EQ(refused([&] { follow(village_.town.town_staff()); }), "rights.missing") << "the branch has it";
  EXPECT_EQ(
      refused([&] { as(guan(), [&](Context& c, const Village& v) { return following(c, v, said_); }); }),
      "feedback.not_found");
}

}  // namespace
}  // namespace lianghu::reviews
