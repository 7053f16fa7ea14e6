// Every form says the same round, and what is wrong in a file is said where it stands.
#include "matching/text_forms.h"

#include <gtest/gtest.h>

#include <sstream>

#include "matching/case_files_test.h"
#include "matching/json_io.h"
#include "matching/villages.h"
#include "matching/written_round_test.h"

namespace lianghu::matching {
namespace {

std::string answer(const Instance& instance) {
  return write_json(solve(instance), Explain::yes);
}

Instance read(const std::string& text) {
  std::istringstream in(text);
  return Villages({&in}, Unranked::unacceptable).only().instance;
}
Instance read(const std::string& households, const std::string& helpers) {
  std::istringstream first(households);
  std::istringstream second(helpers);
  return Villages({&first, &second}, Unranked::unacceptable).only().instance;
}

TEST(RoundForms, every_published_case_has_the_same_answer_in_every_form) {
  int numbered = 0;
  int partitioned = 0;
  for (const trial::Case& one : trial::all_cases()) {
    const std::string expected = answer(one.instance);
    EXPECT_EQ(answer(read(trial::in_json(one.instance))), expected) << one.name;
    bool spaces = false;  // names with spaces have no place in that form
    for (const Household& household : one.instance.households)
      spaces = spaces || household.id.find(' ') != std::string::npos;
    if (!spaces) {
      EXPECT_EQ(answer(read(trial::in_partitions(one.instance))), expected) << one.name;
      ++partitioned;
    }
    EXPECT_EQ(answer(read(trial::households_in_table(one.instance), trial::helpers_in_table(one.instance))),
              expected)
        << one.name;
    bool numbers = true;
    for (const Household& household : one.instance.households)
      numbers = numbers && household.id.find_first_not_of("0123456789") == std::string::npos;
    for (const Helper& helper : one.instance.helpers)
      numbers =
          numbers && helper.lower == 0 && helper.id.find_first_not_of("0123456789") == std::string::npos;
    if (!numbers) continue;
    EXPECT_EQ(answer(read(trial::in_glasgow(one.instance))), expected) << one.name;
    ++numbered;
  }
  EXPECT_GE(numbered, 1);
  EXPECT_GE(partitioned, 19);
}

TEST(RoundForms, the_partition_form_knows_quotas_ties_and_comments) {
  const Instance instance = read(
      "# a round\n@PartitionA\na1 (0, 1), a2 (1,2), 王家 ;\n@End\n@PartitionB\nb1(1,3), b2 (2), b3;\n@End\n"
      "@PreferenceListsA\na1 : b1, (b2, b3) ; # the last two alike\na2: "
      "[b3];\n@End\n@PreferenceListsB\n@End");
  ASSERT_EQ(instance.households.size(), 3U);
  EXPECT_EQ(instance.households[0].rank, (Ranking{{"b1"}, {"b2", "b3"}}));
  EXPECT_EQ(instance.households[1].need, 2);
  EXPECT_EQ(instance.households[2].id, "王家");
  EXPECT_EQ(instance.helpers[0].capacity, 3);
  EXPECT_EQ(instance.helpers[0].lower, 1);
  EXPECT_EQ(instance.helpers[1].capacity, 2);
  EXPECT_EQ(instance.unranked, Unranked::unacceptable);
}

TEST(RoundForms, the_glasgow_form_takes_colons_and_empty_lists) {
  const Instance instance = read("3 2\n1 : 1 2\n02 (2 1)\r\n3\n\n1 : 2 : 3 2 1\n2 0 (1 2)\n");
  EXPECT_EQ(instance.households[0].rank, (Ranking{{"1"}, {"2"}}));
  EXPECT_EQ(instance.households[1].id, "2");
  EXPECT_EQ(instance.households[1].rank, (Ranking{{"2", "1"}}));
  EXPECT_TRUE(instance.households[2].rank.empty());
  EXPECT_EQ(instance.helpers[0].capacity, 2);
  EXPECT_EQ(instance.helpers[1].capacity, 0);
  EXPECT_EQ(instance.helpers[1].rank, (Ranking{{"1", "2"}}));
}

TEST(RoundForms, tables_may_be_chinese_and_of_an_old_spreadsheet_program) {
  const Instance instance =
      read("\xEF\xBB\xBF联系户,要几户帮,排除,２,1\r\n王家,,x;y,z,\"u；\nv\"\r\n\r\n,,,\r\n李家,2\r\n",
           // 党员户,最多户数 and u, v, x, y, z in GB18030
           "\xB5\xB3\xD4\xB1\xBB\xA7,\xD7\xEE\xB6\xE0\xBB\xA7\xCA\xFD\nu,3\nv\nx\ny\nz,0\n");
  ASSERT_EQ(instance.households.size(), 2U);
  EXPECT_EQ(instance.households[0].rank, (Ranking{{"u", "v"}, {"z"}}));
  EXPECT_EQ(instance.households[0].veto, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(instance.households[1].need, 2);
  EXPECT_EQ(instance.helpers[0].capacity, 3);
  EXPECT_EQ(instance.helpers[1].capacity, 1);
  EXPECT_EQ(instance.helpers[4].capacity, 0);
}

struct Bad {
  const char* text;
  std::size_t line;
  const char* key;
};

void expect_fault(const ReadError& error, const Bad& bad) {
  EXPECT_EQ(error.faults().front().line, bad.line) << bad.text;
  EXPECT_EQ(error.faults().front().problem.key, std::string("matching.") + bad.key) << bad.text;
}

TEST(RoundForms, what_is_wrong_in_partitions_is_said_with_its_line) {
  const std::string rest =
      "@PartitionB\nx;\n@End\n@PreferenceListsA\n@End\n@PreferenceListsB\n@End\n";  // from line 4 on
  const Bad bads[] = {
      {"@PartitionA\na, a;\n@End\n", 2, "household.duplicate"},
      {"@PartitionA\na b;\n@End\n", 2, "read.expected"},
      {"@PartitionA\na;\n@Done\n", 3, "read.expected"},
      {"@PartitionA\na (2;\n@End\n", 2, "read.expected"},
      {"@PartitionA\na (x);\n@End\n", 2, "read.digits"},
      {"@PartitionA\na (99999999999);\n@End\n", 2, "read.digits"},
      {"@PartitionA\na (2, 3);\n@End\n", 2, "read.household_lower"},
      {"@PartitionA\na (0);\n@End\n", 2, "need"},
      {"@PartitionA\na;\n@End\n@PartitionA\nb;\n@End\n", 4, "read.field_twice"},
      {"@PartitionC\na;\n@End\n", 1, "read.field_unknown"},
      {"@PartitionA\n\xff;\n@End\n", 2, "read.utf8"},
      {"@PartitionA\na;\n@End\nz", 4, "read.expected"},
  };
  for (const Bad& bad : bads) {
    try {
      static_cast<void>(read(bad.text + rest));
      ADD_FAILURE() << bad.text;
    } catch (const ReadError& error) {
      expect_fault(error, bad);
    }
  }
}

TEST(RoundForms, what_is_wrong_in_a_preference_list_is_said_with_its_line) {
  const std::string parts = "@PartitionA\na;\n@End\n@PartitionB\nx (0), y (1, 2);\n@End\n";  // six lines
  const Bad bads[] = {
      {"@PreferenceListsA\na : z;\n@End\n@PreferenceListsB\n@End\n", 8, "helper.unknown"},
      {"@PreferenceListsA\na : x, x;\n@End\n@PreferenceListsB\n@End\n", 8, "rank.twice"},
      {"@PreferenceListsA\na : x;\na: y;\n@End\n@PreferenceListsB\n@End\n", 9, "read.list_twice"},
      {"@PreferenceListsA\nq : x;\n@End\n@PreferenceListsB\n@End\n", 8, "read.list_unknown"},
      {"@PreferenceListsA\na : ((x));\n@End\n@PreferenceListsB\n@End\n", 8, "read.expected"},
      {"@PreferenceListsA\na : (x, y;\n@End\n@PreferenceListsB\n@End\n", 8, "read.expected"},
      {"@PreferenceListsA\na : x", 8, "read.ends"},
      {"@PreferenceListsA\na : x;\n@End\n", 1, "read.missing"},
  };
  for (const Bad& bad : bads) {
    try {
      static_cast<void>(read(parts + bad.text));
      ADD_FAILURE() << bad.text;
    } catch (const ReadError& error) {
      expect_fault(error, bad);
    }
  }
}

TEST(RoundForms, what_is_wrong_in_the_glasgow_form_is_said_with_its_line) {
  const Bad bads[] = {
      {"1\n", 1, "read.glasgow.counts"},
      {"1 1 1\n1 1\n1 1 1\n", 1, "read.glasgow.counts"},
      {"1 -1\n1\n", 1, "read.glasgow.counts"},
      {"1 999999999999\n", 1, "read.digits"},
      {"1 999999999\n1 1\n", 2, "read.glasgow.fewer"},
      {"1 1\n1 1\n1 1 1\n2 2\n", 4, "read.glasgow.more"},
      {"2 1\n1 1\n1 1\n1 1 1\n", 3, "household.duplicate"},
      {"1 1\n1 2\n1 1 1\n", 2, "helper.unknown"},
      {"1 1\n1 1\n1\n", 3, "read.glasgow.capacity"},
      {"1 1\n1 1\n1 -2 1\n", 3, "capacity"},
      {"1 1\nr1 1\n1 1 1\n", 2, "read.digits"},
      {"1 1\n1 (1\n1 1 1\n", 2, "read.tie"},
      {"1 1\n1 1)\n1 1 1\n", 2, "read.tie"},
      {"1 1\n1 ((1))\n1 1 1\n", 2, "read.tie"},
  };
  for (const Bad& bad : bads) {
    try {
      static_cast<void>(read(bad.text));
      ADD_FAILURE() << bad.text;
    } catch (const ReadError& error) {
      expect_fault(error, bad);
    }
  }
}

TEST(RoundForms, what_is_wrong_in_a_table_is_said_with_its_file_and_line) {
  struct BadTables {
    const char* households;
    const char* helpers;
    Bad bad;
    ReadError::File file;
  };
  const char* const good = "helper\nx\ny\n";
  const BadTables bads[] = {
      {"", good, {"", 1, "read.empty"}, ReadError::File::first},
      {"household,wish\na,x\n", good, {"heading", 1, "read.csv.heading"}, ReadError::File::first},
      {"need,1\n1,x\n", good, {"no name", 1, "read.missing"}, ReadError::File::first},
      {"household,need,need\na,1,1\n", good, {"need twice", 1, "read.field_twice"}, ReadError::File::first},
      {"household,1\na,x,y\n", good, {"cells", 2, "read.csv.cells"}, ReadError::File::first},
      {"household,1\na,\"x\n", good, {"open quote", 2, "read.csv.quote"}, ReadError::File::first},
      {"household,1\na,\"x\"y\n", good, {"after quote", 2, "read.csv.quote"}, ReadError::File::first},
      {"household,need\na,two\n", good, {"two", 2, "read.digits"}, ReadError::File::first},
      {"household,need\n\n,2\n", good, {"no id", 3, "id.empty"}, ReadError::File::first},
      {"household,1\na,z\n", good, {"unknown", 2, "helper.unknown"}, ReadError::File::first},
      {"household,1,2\na,x,x\n", good, {"twice", 2, "rank.twice"}, ReadError::File::first},
      {"household\na\n", "", {"no helpers", 1, "read.empty"}, ReadError::File::second},
      {"household\na\n", "helper,need\nx,1\n", {"need", 1, "read.csv.heading"}, ReadError::File::second},
      {"household\na\n", "helper,lower\nx\ny,2\n", {"lower", 3, "lower"}, ReadError::File::second},
      {"household\na\n", "helper,1\nx,b\n", {"unknown", 2, "household.unknown"}, ReadError::File::second},
  };
  for (const BadTables& tables : bads) {
    try {
      static_cast<void>(read(tables.households, tables.helpers));
      ADD_FAILURE() << tables.bad.text;
    } catch (const ReadError& error) {
      expect_fault(error, tables.bad);
      EXPECT_EQ(error.faults().front().file, tables.file) << tables.bad.text;
    }
  }
}

}  // namespace
}  // namespace lianghu::matching
