#include "features/reviews/appraisal_slips.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "base/code_digits.h"
#include "features/reviews/reviews_api.h"
#include "features/reviews/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::reviews {
namespace {

using http::testing::problem_keys;
using organisations::testing::refused;
using Keys = std::vector<std::string>;
using Marks = std::map<Id<Household>, Grade>;

class AppraisalSlips : public ::testing::TestWithParam<db::Engine> {
 protected:
  AppraisalSlips() { routes(router_); }

  /// Their codes.
  std::vector<std::string> issue(std::int64_t count) {
    const auto slips = village_.change([&](Context& c, const Village& v) {
      return issue_slips(c, v, testing::ReviewingVillage::newest_id(c, v), count);
    });
    std::vector<std::string> codes;
    for (const AppraisalSlip& each : slips) codes.push_back(code_on(each, bench_.sealer()));
    return codes;
  }
  void vote(const std::string& code, const Marks& marks) {
    bench_.change_as(Actor::visitor(), [&](Context& c) { appraise_by_code(c, code, marks); });
  }
  std::string refused_vote(const std::string& code, const Marks& marks) {
    return refused([&] { vote(code, marks); });
  }
  SlipCounts close() {
    return village_.change([](Context& c, const Village& v) {
      return close_slips(c, v, testing::ReviewingVillage::newest_id(c, v));
    });
  }
  Sheet seen_by(const Actor& actor) {
    return bench_.read_as(actor, [&](Context& c) {
      const Village v = village_.anybodys_yinhe(c);
      return sheet(c, v, list(c, v).at(0).id);
    });
  }
  Sheet seen() { return seen_by(village_.town.yinhe_secretary()); }
  static const Standing& of(const Sheet& sheet, Id<Household> household) {
    return *std::ranges::find(sheet.standings, household, &Standing::household);
  }
  std::optional<SlipMarks> marks_of(Id<Household> household) { return of(seen(), household).slip_marks; }
  std::string refused_as(const Actor& actor) {
    return refused([&] {
      bench_.change_as(actor, [&](Context& c) {
        const Village v = village_.anybodys_yinhe(c);
        issue_slips(c, v, list(c, v).at(0).id, 1);
      });
    });
  }
  std::int64_t rows(const std::string& table) {
    return bench_.database().read(
        [&](db::Transaction& tx) { return tx.one("SELECT COUNT(*) FROM " + table).value().integer(0); });
  }
  [[nodiscard]] std::string at(std::string_view rest) {
    return "/api/v1/villages/" + std::to_string(village_.town.yinhe.id.value) + "/reviews/" +
           std::to_string(village_.newest().id.value) + std::string(rest);
  }

  journal::testing::Bench bench_{GetParam()};
  testing::ReviewingVillage village_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(AppraisalSlips);

TEST_P(AppraisalSlips, a_slip_votes_once_and_what_was_marked_is_summed) {
  const auto codes = issue(6);
  for (std::size_t at = 0; at < 5; ++at)
    vote(grouped_code(codes[at]),
         {{village_.sun, at == 0 ? Grade::fair : Grade::good}, {village_.guan, Grade::poor}});
  vote(codes[5], {{village_.sun, Grade::average}});
  EXPECT_EQ(refused_vote(codes[5], {{village_.sun, Grade::average}}), "appraisal_slip.used");
  const SlipCounts counts = close();
  EXPECT_EQ(counts.issued, 6);
  EXPECT_EQ(counts.used, 6);
  EXPECT_EQ(counts.closed_on, bench_.read([](Context& c) { return c.today(); }));
  const auto sun = marks_of(village_.sun).value();
  EXPECT_EQ(std::tuple(sun.few, sun.good, sun.fair, sun.average, sun.poor), std::tuple(false, 4, 1, 1, 0));
  EXPECT_EQ(marks_of(village_.guan).value().poor, 5);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(AppraisalSlips, two_who_send_the_same_code_at_once_are_one_vote) {
  const auto codes = issue(6);
  for (std::size_t at = 1; at < 6; ++at) vote(codes[at], {{village_.sun, Grade::good}});
  std::vector<std::string> outcomes(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& outcome : outcomes)
      threads.emplace_back([&] { outcome = refused_vote(codes[0], {{village_.sun, Grade::poor}}); });
  }
  EXPECT_EQ(std::ranges::count(outcomes, ""), 1);
  EXPECT_EQ(std::ranges::count(outcomes, "appraisal_slip.used"), 3);
  EXPECT_EQ(close().used, 6);
  EXPECT_EQ(marks_of(village_.sun).value().poor, 1);
}

TEST_P(AppraisalSlips, nothing_is_told_before_they_are_closed_and_few_marks_never) {
  const auto codes = issue(9);
  for (std::size_t at = 0; at < 5; ++at) vote(codes[at], {{village_.sun, Grade::good}});
  for (std::size_t at = 5; at < 9; ++at) vote(codes[at], {{village_.guan, Grade::poor}});
  EXPECT_EQ(marks_of(village_.sun), std::nullopt);
  EXPECT_EQ(seen().slips.value().used, 9);
  EXPECT_EQ(seen().slips.value().closed_on, std::nullopt);
  close();
  EXPECT_FALSE(marks_of(village_.sun).value().few);
  EXPECT_TRUE(marks_of(village_.guan).value().few);
  EXPECT_EQ(marks_of(village_.guan).value().poor, 0);
  EXPECT_TRUE(marks_of(village_.wang).value().few);
  EXPECT_EQ(rows("slip_appraisals"), 1) << "what is too few to be secret is kept nowhere";
}

TEST_P(AppraisalSlips, staff_and_auditors_see_the_sums_a_household_its_own_once_published) {
  const auto codes = issue(5);
  for (const std::string& code : codes)
    vote(code, {{village_.sun, Grade::good}, {village_.guan, Grade::fair}});
  close();
  const Actor sun = village_.town.yinhe_member(village_.sun.value, 1);
  EXPECT_EQ(of(seen_by(village_.town.auditor()), village_.sun).slip_marks.value().good, 5);
  EXPECT_EQ(of(seen_by(sun), village_.sun).slip_marks, std::nullopt);
  village_.grade_all();
  village_.publish();
  const Sheet own = seen_by(sun);
  ASSERT_EQ(own.standings.size(), 1U);
  EXPECT_EQ(own.standings[0].slip_marks.value().good, 5);
  EXPECT_FALSE(own.slips.has_value());
}

TEST_P(AppraisalSlips, closing_ends_it_and_empties_the_box) {
  EXPECT_EQ(refused([&] { close(); }), "appraisal_slip.none");
  const auto codes = issue(2);
  vote(codes[0], {{village_.sun, Grade::good}});
  EXPECT_EQ(rows("appraisal_box_marks"), 3) << "a vote leaves the same rows, whomever it marks";
  close();
  EXPECT_EQ(rows("appraisal_box_marks"), 0);
  EXPECT_EQ(rows("appraisal_boxes"), 0);
  EXPECT_EQ(refused_vote(codes[1], {{village_.sun, Grade::good}}), "appraisal_slip.over");
  EXPECT_EQ(refused_vote(codes[0], {{village_.sun, Grade::good}}), "appraisal_slip.used");
  EXPECT_EQ(refused([&] { issue(1); }), "appraisal_slip.ended");
  EXPECT_EQ(refused([&] { close(); }), "appraisal_slip.ended");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(AppraisalSlips, no_entry_tells_when_a_slip_was_used) {
  const auto codes = issue(6);
  const auto entries = rows("journal_entries");
  for (std::size_t at = 0; at < 6; ++at) vote(codes[at], {{village_.sun, Grade::good}});
  EXPECT_EQ(rows("journal_entries"), entries);
  EXPECT_EQ(seen().slips.value().used, 6);
  EXPECT_TRUE(bench_.verify().holds()) << "what is in the box is not missed by the journal";
  close();
  EXPECT_EQ(rows("journal_entries"), entries + 1);
  EXPECT_EQ(rows("appraisal_box_slips"), 0);
  EXPECT_EQ(seen().slips.value().used, 6);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(AppraisalSlips, of_a_box_that_somebody_filled_by_hand_nothing_is_counted_and_the_review_goes_on) {
  const auto codes = issue(7);
  for (std::size_t at = 0; at < 6; ++at) vote(codes[at], {{village_.sun, Grade::good}});
  bench_.database().write(
      [](db::Transaction& tx) { tx.execute("UPDATE appraisal_box_marks SET poor = 500 WHERE good > 0"); });
  EXPECT_EQ(close().used, 6);
  EXPECT_TRUE(marks_of(village_.sun).value().few);
  EXPECT_EQ(rows("slip_appraisals"), 0);
  village_.grade_all();
  village_.publish();
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(AppraisalSlips, publishing_closes_them_and_tells_how_many_came_back) {
  const auto codes = issue(8);
  for (std::size_t at = 0; at < 5; ++at) vote(codes[at], {{village_.sun, Grade::good}});
  village_.grade_all();
  village_.publish();
  EXPECT_EQ(refused_vote(codes[7], {{village_.sun, Grade::good}}), "appraisal_slip.over");
  EXPECT_EQ(refused([&] { issue(1); }), "review.published");
  const auto published =
      bench_.read([&](Context& c) { return published_results(c, village_.yinhe(c)); }).value();
  EXPECT_EQ(published.slips.value().issued, 8);
  EXPECT_EQ(published.slips.value().used, 5);
  EXPECT_EQ(marks_of(village_.sun).value().good, 5);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(AppraisalSlips, the_public_is_told_nothing_exact_of_fewer_than_five) {
  const auto published = [&] {
    return bench_.read([&](Context& c) { return published_results(c, village_.yinhe(c)); }).value();
  };
  const auto codes = issue(8);
  for (std::size_t at = 0; at < 4; ++at) vote(codes[at], {{village_.sun, Grade::good}});
  village_.grade_all();
  village_.publish();
  EXPECT_EQ(published().slips.value().used, std::nullopt);
  bench_.go_to(Date{std::chrono::year{2020} / 9 / 15});
  village_.open_today();
  village_.grade_all();
  village_.publish();
  EXPECT_FALSE(published().slips.has_value()) << "a review without slips says nothing of them";
}

TEST_P(AppraisalSlips, only_member_households_that_are_reviewed_are_marked) {
  const auto codes = issue(1);
  village_.change([&](Context& c, const Village& v) {
    programmes::exempt(c, v, village_.wang, programmes::Matter::review, "常年在外务工");
  });
  const auto ballot =
      bench_.read_as(Actor::visitor(), [&](Context& c) { return slip_ballot(c, codes[0]).households; });
  EXPECT_EQ(ballot.size(), 2U);
  EXPECT_EQ(refused_vote(codes[0], {}), "appraisal_slip.marks");
  for (const auto household : {village_.wang, village_.contact, Id<Household>{77}})
    EXPECT_EQ(refused_vote(codes[0], {{village_.sun, Grade::good}, {household, Grade::good}}),
              "appraisal_slip.household");
  EXPECT_EQ(refused_vote(codes[0], {{village_.sun, Grade::good}}), "") << "what was refused used nothing up";
}

TEST_P(AppraisalSlips, whatever_is_wrong_with_a_code_the_refusal_is_the_same) {
  std::string wrong = issue(1).front();
  wrong[3] = wrong[3] == '9' ? '0' : static_cast<char>(wrong[3] + 1);
  for (const std::string& typed : {std::string(), std::string("12"), std::string("abcdefghijkl"), wrong,
                                   std::string("000000000017"), std::string("\xff")})
    EXPECT_EQ(refused_vote(typed, {{village_.sun, Grade::good}}), "appraisal_slip.unknown") << typed;
}

TEST_P(AppraisalSlips, as_many_are_issued_as_staff_ask_for_and_no_more_than_the_limit) {
  EXPECT_EQ(refused([&] { issue(0); }), "appraisal_slip.count");
  EXPECT_EQ(refused([&] { issue(slips_max + 1); }), "appraisal_slip.count");
  const auto codes = issue(300);
  EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), 300U);
  EXPECT_EQ(refused([&] { issue(slips_max - 299); }), "appraisal_slip.count");
  EXPECT_EQ(issue(1).size(), 1U);
  EXPECT_EQ(refused_as(village_.town.auditor()), "rights.missing");
  EXPECT_EQ(refused_as(village_.town.yinhe_member(village_.sun.value, 1)), "rights.missing");
  EXPECT_EQ(refused_as(village_.town.town_staff()), "");
}

TEST_P(AppraisalSlips, the_paper_has_the_codes_and_no_table_and_a_double_tap_issues_once) {
  browser_.with_header("host", "lianghu.example").as(village_.town.yinhe_secretary());
  const auto first = browser_.with_key("0123456789abcdef").post(at("/slips"), R"({"count":3})");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.type, "application/pdf");
  EXPECT_TRUE(first.body.starts_with("%PDF"));
  EXPECT_EQ(browser_.with_key("0123456789abcdef").post(at("/slips"), R"({"count":3})").body.size(),
            first.body.size());
  EXPECT_EQ(rows("appraisal_slips"), 3);
  std::vector<std::string> codes;
  bench_.database().read([&](db::Transaction& tx) {
    for (const db::Row& row : tx.query("SELECT id FROM appraisal_slips ORDER BY id")) {
      AppraisalSlip slip;
      slip.id = row.id<AppraisalSlip>(0);
      codes.push_back(code_on(slip, bench_.sealer()));
      codes.push_back(grouped_code(codes.back()));
    }
  });
  ASSERT_EQ(codes.size(), 6U);
  vote(codes[0], {{village_.sun, Grade::good}});
  bench_.database().read([&](db::Transaction& tx) {
    for (const char* table :
         {"appraisal_slips", "appraisal_slip_codes", "appraisal_boxes", "appraisal_box_slips",
          "appraisal_box_marks", "idempotency_keys", "journal_entries"})
      for (const db::Row& row : tx.query("SELECT * FROM " + std::string(table)))
        for (std::size_t column = 0; column < row.size(); ++column) {
          const auto* text = std::get_if<std::string>(&row.cell(column));
          const auto* blob = std::get_if<db::Blob>(&row.cell(column));
          const std::string kept = text != nullptr ? *text : blob != nullptr ? blob->bytes : "";
          for (const std::string& code : codes) EXPECT_EQ(kept.find(code), std::string::npos) << table;
        }
  });
}

TEST_P(AppraisalSlips, who_may_not_gets_no_slips_and_closes_none) {
  browser_.with_header("host", "lianghu.example");
  const auto issued = [&](const Actor& actor) {
    return browser_.as(actor).post(at("/slips"), R"({"count":1})").status;
  };
  const auto closed = [&](const Actor& actor) {
    return browser_.as(actor).post(at("/slips/close"), "{}").status;
  };
  EXPECT_EQ(issued(village_.town.yinhe_secretary()), 200);
  for (const auto& [actor, status] :
       {std::pair(village_.town.auditor(), 403), std::pair(village_.town.shanwan_secretary(), 404),
        std::pair(village_.town.yinhe_member(village_.sun.value, 1), 403),
        std::pair(Actor::visitor(), 401)}) {
    EXPECT_EQ(issued(actor), status);
    EXPECT_EQ(closed(actor), status);
  }
  EXPECT_EQ(closed(village_.town.yinhe_secretary()), 200);
  EXPECT_EQ(problem_keys(browser_.post(at("/slips"), R"({"count":1})")), Keys{"appraisal_slip.ended"});
}

}  // namespace
}  // namespace lianghu::reviews
