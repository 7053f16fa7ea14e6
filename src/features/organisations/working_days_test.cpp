#include "features/organisations/working_days.h"

#include <gtest/gtest.h>

#include "base/refusal.h"

namespace lianghu::organisations {
namespace {

Date day(const char* iso) {
  return parse_date(iso).value();
}

TEST(WorkingDays, weekends_and_holidays_are_closed_and_the_days_made_up_for_are_open) {
  const WorkingDays& days = working_days();
  EXPECT_TRUE(days.is_working(day("2020-08-11"))) << "a Tuesday";
  EXPECT_FALSE(days.is_working(day("2020-08-15"))) << "a Saturday";
  EXPECT_FALSE(days.is_working(day("2020-10-01"))) << "the National Day, a Thursday";
  EXPECT_TRUE(days.is_working(day("2020-10-10"))) << "a Saturday that was worked for it";
}

TEST(WorkingDays, a_term_ends_on_the_next_working_day) {
  const WorkingDays& days = working_days();
  EXPECT_EQ(days.from(day("2021-02-09")), day("2021-02-09"));
  EXPECT_EQ(days.from(day("2021-02-11")), day("2021-02-18")) << "over the Spring Festival";
  EXPECT_EQ(days.from(day("2021-02-20")), day("2021-02-20")) << "a Saturday that is worked";
}

TEST(WorkingDays, of_a_year_that_nobody_wrote_down_the_weekends_are_known) {
  const WorkingDays& days = working_days();
  EXPECT_TRUE(days.knows(2026));
  EXPECT_FALSE(days.knows(2035));
  EXPECT_EQ(days.from(day("2035-10-06")), day("2035-10-08")) << "a Saturday";
}

TEST(WorkingDays, a_later_file_replaces_the_years_it_names_and_no_others) {
  WorkingDays days;
  days.add("2020 off 10-01..10-08\n2020 on 10-10\n2021 off 01-01", "one");
  days.add("# made up\n2020 off 10-02  # only this one\n", "two");
  EXPECT_TRUE(days.is_working(day("2020-10-01")));
  EXPECT_FALSE(days.is_working(day("2020-10-02")));
  EXPECT_FALSE(days.is_working(day("2020-10-10")));
  EXPECT_FALSE(days.is_working(day("2021-01-01")));
}

TEST(WorkingDays, a_wrong_file_is_refused_with_its_line_and_changes_nothing) {
  for (const char* wrong :
       {"2020 off 10-01\n2020 shut 10-02", "2020 off 10-01\n20 off 01-01", "2020 off 10-01\n2020 off 02-30",
        "2020 off 10-01\n2020 off 10-08..10-01", "2020 off 10-01\n2020 off 10-01.."}) {
    WorkingDays days;
    try {
      days.add(wrong, "ours.txt");
      ADD_FAILURE() << "was taken in: " << wrong;
    } catch (const Refusal& refusal) {
      const Problem& problem = refusal.problems().front();
      EXPECT_EQ(problem.key, "working_days.line") << wrong;
      EXPECT_EQ(problem.values, (Values{{"file", "ours.txt"}, {"line", "2"}})) << wrong;
    }
    EXPECT_FALSE(days.knows(2020)) << wrong;
  }
}

}  // namespace
}  // namespace lianghu::organisations
