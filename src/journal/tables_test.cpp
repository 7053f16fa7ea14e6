#include "journal/tables.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "journal/testing.h"

namespace lianghu::journal {
namespace {

db::Migration doors(const std::string& head = "-- journalled: doors\n") {
  return db::parse_migration("0001_doors.sql",
                             "-- room: doors\n" + head +
                                 "CREATE TABLE doors (village_id BIGINT NOT NULL, id BIGINT NOT "
                                 "NULL, name TEXT, PRIMARY KEY (village_id, id));\n"
                                 "CREATE TABLE knocks (knock TEXT PRIMARY KEY);\n");
}
db::Migration later(const std::string& sql) {
  return db::parse_migration("0002_doors.sql", "-- room: doors\n" + sql);
}

TEST(Tables, columns_come_sorted_from_the_migration) {
  const Tables tables({doors()});
  EXPECT_EQ(tables.at("doors").column_list(), "id, name, village_id");
  EXPECT_EQ(tables.at("doors").key, Table::Key::village_and_id);
  EXPECT_EQ(tables.all().size(), 1U);
}

TEST(Tables, a_column_added_later_is_committed_to) {
  const Tables tables({doors(), later("ALTER TABLE doors ADD COLUMN height REAL;\n"
                                      "ALTER TABLE knocks ADD COLUMN loud INTEGER;\n")});
  EXPECT_EQ(tables.at("doors").column_list(), "height, id, name, village_id");
}

TEST(Tables, a_journalled_column_cannot_be_dropped_or_renamed) {
  for (const char* change : {"DROP COLUMN name", "RENAME COLUMN name TO title"}) {
    EXPECT_THROW(Tables({doors(), later("ALTER TABLE doors " + std::string(change) + ";")}),
                 std::logic_error);
    EXPECT_NO_THROW(Tables({doors(), later("ALTER TABLE knocks " + std::string(change) + ";")}));
  }
}

TEST(Tables, a_journalled_table_must_exist_and_have_an_id) {
  EXPECT_THROW(Tables({doors("-- journalled: doors, windows\n")}), std::logic_error);
  EXPECT_THROW(Tables({doors("-- journalled: knocks\n")}), std::logic_error);
  EXPECT_THROW((void)Tables({doors()}).at("knocks"), std::logic_error);
}

class ProgramTables : public ::testing::TestWithParam<db::Engine> {};
LIANGHU_ON_BOTH_ENGINES(ProgramTables);

TEST_P(ProgramTables, every_journalled_table_of_the_program_can_be_verified) {
  testing::Bench bench(GetParam());
  const Report report = verify(bench.database());
  EXPECT_TRUE(report.holds());
  EXPECT_EQ(program_tables().all().size(), db::journalled_tables().size());
}

}  // namespace
}  // namespace lianghu::journal
