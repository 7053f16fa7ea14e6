#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "base/describe.h"
#include "db/testing.h"
#include "demo/demo_command.h"
#include "demo/sign_ins.h"
#include "features/coverage/coverage.h"
#include "features/feedback/feedback.h"
#include "features/help/help.h"
#include "features/meetings/meetings.h"
#include "features/organisations/organisations.h"
#include "features/organisations/testing.h"
#include "features/plaques/plaques.h"
#include "features/pledges/pledges.h"
#include "features/reviews/reviews.h"
#include "journal/change.h"
#include "journal/verify.h"

namespace lianghu::demo {
namespace {

/// One demo, made once: playing it takes seconds.
class Demo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = db::testing::temporary_folder() + "/demo";
    wanted_.data = folder_;
    ASSERT_EQ(command(wanted_, Language::zh), 0);
  }
  static std::unique_ptr<db::Database> open(const std::filesystem::path& data) {
    db::Options options;
    options.sqlite_file = (data / "lianghu.db").string();
    return db::open(options);
  }
  static std::vector<std::string> leaves(const std::filesystem::path& data) {
    return open(data)->read([](db::Transaction& tx) {
      std::vector<std::string> out;
      for (const db::Row& row : tx.query("SELECT leaf FROM journal_leaves ORDER BY position"))
        out.push_back(row.blob(0));
      return out;
    });
  }
  template <class Work>
  static void look(Work work) {
    const auto database = open(folder_);
    const SystemClock clock;
    SystemRandom random;
    const Sealer sealer = Sealer::from_file(folder_ / "seal.key");
    Changes changes(*database, clock, random, sealer);
    changes.read(Actor::system(), work);
  }

  static inline std::filesystem::path folder_;
  static inline Wanted wanted_;
};

TEST_F(Demo, every_household_that_should_has_but_for_a_broken_plaque_and_one_new_in_the_village) {
  look([](Context& c) {
    const auto town = organisations::find_by_division(c, "230225101");
    ASSERT_TRUE(town);
    const auto coverage = coverage::of(c, organisations::reach(c, town->id, staff_kinds));
    ASSERT_EQ(coverage.measures.size(), 4U);
    EXPECT_EQ(coverage.villages.size(), 6U);
    const auto& hung = coverage.measures.at(0);
    EXPECT_EQ(hung.tally.should + hung.tally.exempt, 299);  // a helper moved away
    EXPECT_EQ(hung.tally.has, hung.tally.should - 1);
    ASSERT_EQ(hung.missing.size(), 1U);
    EXPECT_EQ(hung.missing.front().gap, coverage::Gap::damaged);
    const auto& letters = coverage.measures.at(1);
    EXPECT_EQ(letters.tally.has, letters.tally.should);
    const auto& helped = coverage.measures.at(2);
    EXPECT_EQ(helped.tally.should, 6 * 30 + 1);
    ASSERT_EQ(helped.missing.size(), 1U);
    EXPECT_EQ(helped.missing.front().name, "白演霜");
    EXPECT_EQ(coverage.measures.at(3).missing.size(), 0U);
    std::string stages;
    for (const auto& each : coverage.villages)
      stages += std::string(name_of(each.progress->stage)) + " " +
                std::string(name_of(each.progress->stage_state)) + ";";
    EXPECT_EQ(stages,
              "action running;consolidation confirmed;consolidation confirmed;consolidation running;"
              "consolidation declared;consolidation confirmed;");
  });
}

TEST_F(Demo, what_was_promised_is_done_answered_and_reviewed_each_month) {
  look([](Context& c) {
    const auto yinhe = organisations::find_by_division(c, "230225101204");
    const organisations::Village village = organisations::village(c, yinhe->id, staff_kinds);
    help::Tally done;
    const Date first = *parse_date("2020-08-01"), last = *parse_date("2021-01-10");
    for (const auto& [household, tally] : help::tallies(c, village, first, last)) help::add_to(done, tally);
    EXPECT_GT(done.acknowledged, 80);
    EXPECT_GT(done.disputed, 0);
    const auto reviews = reviews::list(c, village);
    ASSERT_EQ(reviews.size(), 6U);  // five Party days and New Year
    for (const auto& each : reviews) EXPECT_EQ(each.state, reviews::State::published);
    std::int64_t carried = 0;
    for (const auto& each : reviews)
      for (const auto& one : reviews::sheet(c, village, each.id).rectifications) carried += one.cycles;
    EXPECT_GT(carried, 0);
    EXPECT_EQ(meetings::held_in(c, village, *parse_date("2020-07-20"), last).size(), 8U);
    EXPECT_EQ(feedback::counts(c, village).to_do, 1);
    EXPECT_GT(feedback::counts(c, village).closed, 0);
  });
}

TEST_F(Demo, the_journal_proves_what_was_played) {
  const auto database = open(folder_);
  const journal::Report report = journal::verify(*database);
  EXPECT_TRUE(report.holds());
  EXPECT_GT(report.rows, 2000);
}

/// Every entry commits to every row it touched, so the same leaves in the same order are the same data. The
/// play until the middle of September is the beginning of the whole one: hanging, letters, pairing, help, a
/// review.
TEST_F(Demo, the_same_seed_gives_the_same_data_and_another_seed_does_not) {
  Wanted again = wanted_;
  again.data = db::testing::temporary_folder() + "/again";
  again.until = *parse_date("2020-09-16");
  Wanted other = wanted_;
  other.data = db::testing::temporary_folder() + "/other";
  other.until = *parse_date("2020-07-21");
  other.seed = 2;
  for (const Wanted& each : {again, other}) ASSERT_EQ(command(each, Language::zh), 0);
  const std::vector<std::string> whole = leaves(folder_), same = leaves(again.data);
  ASSERT_GT(same.size(), 2000U);
  ASSERT_GT(whole.size(), same.size());
  const auto [differs, in_whole] = std::ranges::mismatch(same, whole);
  EXPECT_EQ(differs - same.begin(), std::ssize(same)) << "the first entry that differs";
  const std::vector<std::string> otherwise = leaves(other.data);
  EXPECT_EQ(
      std::ranges::count_if(
          otherwise, [&](const std::string& each) { return std::ranges::find(same, each) != same.end(); }),
      0);
}

TEST_F(Demo, its_people_are_plainly_made_up) {
  look([](Context& c) {
    const auto yinhe = organisations::find_by_division(c, "230225101204");
    const organisations::Village village = organisations::village(c, yinhe->id, staff_kinds);
    for (const auto& household : households::active_households(c, village))
      EXPECT_NE(household.head_name.find("演"), std::string::npos) << household.head_name;
    EXPECT_EQ(pledges::published_in(c, village).size(), 49U);
  });
}

TEST_F(Demo, a_start_says_who_can_sign_in_and_where_a_plaque_is) {
  std::ostringstream out;
  print_sign_ins(out, folder_, "http://127.0.0.1:8080");
  for (const char* said : {": town / ", ": secretary / ", ": member / ", "http://127.0.0.1:8080/p/"})
    EXPECT_NE(out.str().find(said), std::string::npos) << said << "\n" << out.str();
  std::ostringstream nothing;
  print_sign_ins(nothing, folder_ / "files", "");
  EXPECT_EQ(nothing.str(), "");
}

TEST_F(Demo, it_never_goes_into_a_folder_that_has_something_in_it) {
  EXPECT_EQ(organisations::testing::refused([&] { command(wanted_, Language::zh); }), "demo.not_empty");
  Wanted elsewhere;
  elsewhere.data = db::testing::temporary_folder() + "/nowhere";
  elsewhere.town = "230225";
  EXPECT_EQ(organisations::testing::refused([&] { command(elsewhere, Language::zh); }), "demo.town");
}

}  // namespace
}  // namespace lianghu::demo
