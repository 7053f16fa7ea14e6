#include "features/reviews/reviews.h"

#include <gtest/gtest.h>

#include "features/reviews/testing.h"

namespace lianghu::reviews {
namespace {

using organisations::testing::refused;

constexpr Date day(unsigned month, unsigned of_month, int year = 2020) {
  return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}};
}

class Reviews : public ::testing::TestWithParam<db::Engine> {
 protected:
  template <class Work>
  std::string refused_as(const Actor& actor, Work work) {
    return refused([&] {
      bench_.change_as(actor, [&](Context& c) { static_cast<void>(work(c, village_.anybodys_yinhe(c))); });
    });
  }
  /// As the secretary, in the newest review.
  template <class Work>
  auto change(Work work) {
    return village_.change(
        [&](Context& c, const Village& v) { return work(c, v, testing::ReviewingVillage::newest_id(c, v)); });
  }
  [[nodiscard]] Actor sun() const { return village_.town.yinhe_member(village_.sun.value, 1); }
  [[nodiscard]] Actor guan() const { return village_.town.yinhe_member(village_.guan.value, 2); }
  Sheet seen_by(const Actor& actor) {
    return bench_.read_as(actor, [&](Context& c) {
      const Village v = village_.anybodys_yinhe(c);
      return sheet(c, v, list(c, v).at(0).id);
    });
  }
  Sheet seen() { return seen_by(village_.town.yinhe_secretary()); }
  Counts coverage() {
    return village_.read([](Context& c, const Village& v) { return reviewed_coverage(c, v); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::ReviewingVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Reviews);

TEST_P(Reviews, the_calendar_opens_one_review_a_day_however_often_it_is_asked) {
  EXPECT_EQ(village_.newest().held_on, day(8, 15));
  EXPECT_EQ(village_.newest().covers_from, day(7, 20));
  EXPECT_EQ(village_.open_today(), 0);
  bench_.go_to(day(9, 14));
  EXPECT_EQ(village_.open_today(), 0);
  bench_.go_to(day(9, 16));
  EXPECT_EQ(village_.open_today(), 1);
  EXPECT_EQ(village_.newest().held_on, day(9, 15));
  EXPECT_EQ(village_.newest().covers_from, day(8, 16));
  EXPECT_EQ(village_.newest().opened_on, day(9, 16));
  bench_.go_to(day(1, 2, 2021));
  EXPECT_EQ(village_.open_today(), 1);
  EXPECT_EQ(village_.newest().occasion, Occasion::new_year);
  EXPECT_EQ(bench_.read([&](Context& c) { return list(c, village_.yinhe(c)).size(); }), 3U);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Reviews, a_village_that_takes_part_in_nothing_has_no_review) {
  const auto shanwan = [&](Context& c) {
    return organisations::village(c, village_.town.shanwan.id, staff_kinds);
  };
  EXPECT_EQ(bench_.change([&](Context& c) { return open_due(c, shanwan(c)); }), 0);
  EXPECT_EQ(bench_.read([&](Context& c) { return reviewed_coverage(c, shanwan(c)).should; }), 0);
}

TEST_P(Reviews, the_digest_counts_what_was_done_in_its_time) {
  village_.record_today("送了药");
  EXPECT_EQ(seen().digest.actions, 1);
  EXPECT_EQ(seen().standings.at(0).digest.quarter_hours, 4);
  bench_.go_to(day(9, 15));
  village_.open_today();
  EXPECT_EQ(seen().digest.actions, 0);
}

TEST_P(Reviews, each_household_reports_on_itself_and_who_wrote_it_down_is_marked) {
  const auto write = [&](std::string_view text, const std::optional<std::string>& seen = std::nullopt) {
    return [this, text, seen](Context& c, const Village& v) {
      return report(c, v, list(c, v).at(0).id, village_.sun, text, seen);
    };
  };
  EXPECT_EQ(refused_as(guan(), write("替别人家写")), "household.not_found");
  EXPECT_EQ(refused_as(village_.town.auditor(), write("只看不写")), "rights.missing");
  EXPECT_EQ(refused_as(sun(), write(" ")), "review.self_report.length");
  EXPECT_EQ(refused_as(sun(), write("扫了四回街")), "");
  EXPECT_FALSE(seen().standings.at(0).self_report.value().assisted);
  EXPECT_EQ(refused_as(village_.town.yinhe_secretary(), write("扫了五回街", "扫了四回街")), "");
  EXPECT_EQ(seen().standings.at(0).self_report.value().text, "扫了五回街");
  EXPECT_TRUE(seen().standings.at(0).self_report.value().assisted);
  EXPECT_EQ(refused([&] {
              change([&](Context& c, const Village& v, Id<Review> id) {
                return report(c, v, id, village_.contact, "联系户不用", std::nullopt);
              });
            }),
            "review.not_member_household");
}

TEST_P(Reviews, votes_and_grades_are_entered_by_the_branch_and_replace_what_was_entered) {
  const auto appraise_sun = [&](const Appraisal& votes, const std::optional<Appraisal>& seen = std::nullopt) {
    return change([&](Context& c, const Village& v, Id<Review> id) {
      return appraise(c, v, id, village_.sun, votes, seen);
    });
  };
  appraise_sun({Voters::members, 9, 1, 0, 0});
  appraise_sun({Voters::members, 8, 2, 0, 0}, Appraisal{Voters::members, 9, 1, 0, 0});
  appraise_sun({Voters::villagers, 20, 3, 1, 0});
  EXPECT_EQ(refused([&] { appraise_sun({Voters::members, -1, 0, 0, 0}); }), "review.appraisal");
  village_.grade(village_.sun, {Grade::poor, std::nullopt});
  village_.grade(village_.sun, {Grade::good, std::nullopt});
  const Standing line = seen().standings.at(0);
  ASSERT_EQ(line.appraisals.size(), 2U);
  EXPECT_EQ(line.appraisals[0].good, 8);
  EXPECT_EQ(line.result.value().grade, Grade::good);
  EXPECT_EQ(refused([&] { village_.grade(village_.contact); }), "review.not_member_household");
  EXPECT_EQ(refused([&] {
              village_.grade(village_.sun, {Grade::good, LetterResult::partly});
            }),
            "review.letter.none");
  const auto grade_own = [&](Context& c, const Village& v) {
    return grade(c, v, list(c, v).at(0).id, village_.sun, {Grade::good, std::nullopt}, std::nullopt);
  };
  EXPECT_EQ(refused_as(sun(), grade_own), "rights.missing");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Reviews, of_two_who_judge_at_once_the_second_writes_over_nothing_that_it_has_not_seen) {
  const auto told = [&](auto work) { return refused([&] { change(work); }); };
  const auto report_of = [&](std::string_view text, const std::optional<std::string>& seen) {
    return told([&](Context& c, const Village& v, Id<Review> id) {
      return report(c, v, id, village_.sun, text, seen);
    });
  };
  EXPECT_EQ(report_of("扫了四回街", std::nullopt), "");
  EXPECT_EQ(report_of("照看了李家", std::nullopt), "version.stale");
  EXPECT_EQ(report_of("照看了李家", "扫了三回街"), "version.stale");
  const auto votes_of = [&](std::int64_t good, const std::optional<Appraisal>& seen) {
    return told([&](Context& c, const Village& v, Id<Review> id) {
      return appraise(c, v, id, village_.sun, {Voters::members, good, 0, 0, 0}, seen);
    });
  };
  EXPECT_EQ(votes_of(9, std::nullopt), "");
  EXPECT_EQ(votes_of(8, std::nullopt), "version.stale");
  EXPECT_EQ(votes_of(9, std::nullopt), "") << "the same once more takes nothing away";
  const auto grade_of = [&](Grade grade, const std::optional<Result>& seen) {
    return told([&](Context& c, const Village& v, Id<Review> id) {
      return reviews::grade(c, v, id, village_.sun, {grade, std::nullopt}, seen);
    });
  };
  EXPECT_EQ(grade_of(Grade::good, std::nullopt), "");
  EXPECT_EQ(grade_of(Grade::poor, std::nullopt), "version.stale");
  EXPECT_EQ(grade_of(Grade::poor, Result{Grade::good, LetterResult::partly}), "version.stale");
  EXPECT_EQ(grade_of(Grade::poor, Result{Grade::good, std::nullopt}), "");
  EXPECT_EQ(seen().standings.at(0).self_report.value().text, "扫了四回街");
  EXPECT_EQ(seen().standings.at(0).appraisals.at(0).good, 9);
}

TEST_P(Reviews, before_it_is_published_a_household_reads_neither_grades_nor_votes_nor_others) {
  village_.grade(village_.sun);
  change([&](Context& c, const Village& v, Id<Review> id) {
    return commend(c, v, id, village_.sun, Role::friend_, "给人送药");
  });
  change([&](Context& c, const Village& v, Id<Review> id) {
    return raise(c, v, id, village_.guan, "门前柴草没清", day(9, 1));
  });
  const Sheet sheet = seen_by(sun());
  ASSERT_EQ(sheet.standings.size(), 1U);
  EXPECT_FALSE(sheet.standings[0].result.has_value());
  EXPECT_TRUE(sheet.commendations.empty());
  EXPECT_TRUE(sheet.rectifications.empty());
  EXPECT_EQ(seen_by(guan()).rectifications.size(), 1U);
  EXPECT_TRUE(seen_by(village_.town.auditor()).standings.at(0).result.has_value());
  village_.grade_all();
  village_.publish();
  EXPECT_EQ(seen_by(sun()).standings.at(0).result.value().grade, Grade::good);
  EXPECT_EQ(seen_by(sun()).commendations.size(), 1U);
}

TEST_P(Reviews, nothing_is_published_while_a_household_that_is_not_exempt_has_no_grade) {
  village_.grade(village_.sun);
  village_.grade(village_.guan);
  EXPECT_EQ(refused([&] { village_.publish(); }), "review.ungraded");
  village_.change([&](Context& c, const Village& v) {
    return programmes::exempt(c, v, village_.wang, programmes::Matter::review, "在外治病");
  });
  EXPECT_EQ(refused([&] { village_.grade(village_.wang); }), "review.exempt");
  EXPECT_EQ(village_.publish().state, State::published);
  EXPECT_EQ(coverage().should, 2);
  EXPECT_EQ(coverage().exempt, 1);
  EXPECT_EQ(coverage().has, 2);
  EXPECT_TRUE(coverage().missing.empty());
}

TEST_P(Reviews, what_changed_since_it_was_read_is_not_published_unseen) {
  village_.grade_all();
  const std::int64_t version = village_.newest().version;
  village_.grade(village_.sun, {Grade::poor, std::nullopt});
  EXPECT_EQ(refused([&] {
              change([&](Context& c, const Village& v, Id<Review> id) { return publish(c, v, id, version); });
            }),
            "version.stale");
}

TEST_P(Reviews, a_published_review_never_changes) {
  village_.record_today("送了药");
  village_.grade_all();
  EXPECT_EQ(village_.publish().publication.value().notice_until, day(8, 22));
  const auto refused_now = [&](auto work) { return refused([&] { change(work); }); };
  EXPECT_EQ(refused_now([&](Context& c, const Village& v, Id<Review> id) {
              return grade(c, v, id, village_.sun, {Grade::poor, std::nullopt}, std::nullopt);
            }),
            "review.published");
  EXPECT_EQ(refused_now([&](Context& c, const Village& v, Id<Review> id) {
              return report(c, v, id, village_.sun, "再补一句", std::nullopt);
            }),
            "review.published");
  EXPECT_EQ(refused_now([&](Context& c, const Village& v, Id<Review> id) {
              return appraise(c, v, id, village_.sun, {Voters::members, 1, 0, 0, 0}, std::nullopt);
            }),
            "review.published");
  EXPECT_EQ(refused_now([&](Context& c, const Village& v, Id<Review> id) {
              return commend(c, v, id, village_.sun, Role::friend_, "补一个表彰");
            }),
            "review.published");
  EXPECT_EQ(refused_now([&](Context& c, const Village& v, Id<Review> id) {
              return raise(c, v, id, std::nullopt, "补一项整改", day(9, 1));
            }),
            "review.published");
  EXPECT_EQ(refused([&] { village_.publish(); }), "review.published");
  village_.record_today("又送了药");
  EXPECT_EQ(seen().digest.actions, 1);
  EXPECT_EQ(seen().standings.at(0).digest.actions, 1);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Reviews, a_commendation_stands_once_a_role_and_can_be_taken_back_until_published) {
  const auto commend_sun = [&](Role role, std::string_view reason) {
    return change([&](Context& c, const Village& v, Id<Review> id) {
      return commend(c, v, id, village_.sun, role, reason);
    });
  };
  const Commendation first = commend_sun(Role::friend_, "给人送药");
  EXPECT_EQ(refused([&] { commend_sun(Role::friend_, "再来一次"); }), "review.commended");
  EXPECT_EQ(refused([&] { commend_sun(Role::mediator, ""); }), "review.reason.length");
  const auto take_back = [&] {
    change([&](Context& c, const Village& v, Id<Review> id) { take_back_commendation(c, v, id, first.id); });
  };
  take_back();
  EXPECT_TRUE(seen().commendations.empty());
  EXPECT_EQ(refused(take_back), "commendation.not_found");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Reviews, the_letters_result_is_told_to_the_letters_when_the_review_is_published) {
  const auto letter = village_.publish_new(village_.sun);
  village_.grade(village_.sun, {Grade::fair, LetterResult::partly});
  EXPECT_EQ(village_.now(letter).state, pledges::State::published);
  village_.grade(village_.guan);
  village_.grade(village_.wang);
  village_.publish();
  EXPECT_EQ(village_.now(letter).state, pledges::State::partly);
}

TEST_P(Reviews, a_review_just_opened_does_not_take_away_the_coverage_of_the_one_before) {
  village_.grade_all();
  EXPECT_EQ(coverage().has, 3);
  village_.publish();
  bench_.go_to(day(9, 15));
  village_.open_today();
  EXPECT_EQ(coverage().has, 3);
  bench_.go_to(day(9, 22));
  EXPECT_EQ(coverage().has, 0);
  EXPECT_EQ(coverage().missing.at(0).name, "孙演波");
}

TEST_P(Reviews, the_public_reads_the_newest_published_review_and_nothing_before) {
  change([&](Context& c, const Village& v, Id<Review> id) {
    return commend(c, v, id, village_.sun, Role::friend_, "给人送药");
  });
  village_.grade_all();
  const auto published = [&] {
    return village_.read([](Context& c, const Village& v) { return published_results(c, v); });
  };
  EXPECT_FALSE(published().has_value());
  village_.publish();
  bench_.go_to(day(9, 15));
  village_.open_today();
  village_.grade(village_.sun, {Grade::poor, std::nullopt});
  EXPECT_EQ(published().value().held_on, day(8, 15));
  EXPECT_EQ(published().value().results.size(), 3U);
  const auto of_sun =
      village_.read([&](Context& c, const Village& v) { return published_of(c, v, village_.sun).value(); });
  EXPECT_EQ(of_sun.result.grade, Grade::good);
  EXPECT_EQ(of_sun.result.commendations.at(0).reason, "给人送药");
}

}  // namespace
}  // namespace lianghu::reviews
