#include "db/migrations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "db/testing.h"

namespace lianghu::db {
namespace {

Migration doors() {
  return parse_migration("0001_doors.sql",
                         "-- room: doors\n-- journalled: doors, door_events\n"
                         "CREATE TABLE doors (village_id BIGINT NOT NULL, id BIGINT NOT NULL, note TEXT,\n"
                         "  PRIMARY KEY (village_id, id));\n"
                         "INSERT INTO doors VALUES (1, 1, 'a;b');\n");
}

Migration locks() {
  return parse_migration("0002_locks.sql",
                         "-- room: doors\n-- global: lock_numbers\n"
                         "ALTER TABLE doors ADD COLUMN seal BLOB;\n"
                         "CREATE TABLE lock_numbers (number TEXT PRIMARY KEY, village_id BIGINT NOT NULL);\n"
                         "CREATE TABLE makers (id BIGINT PRIMARY KEY);\n");
}

Migration bad_key() {
  return parse_migration(
      "0003_keys.sql",
      "-- room: keys\nCREATE TABLE keys (village_id BIGINT NOT NULL, id BIGINT PRIMARY KEY);\n");
}

Code code_of_opening(const Options& options, const std::vector<Migration>& history) {
  try {
    (void)open(options, history);
  } catch (const Error& error) {
    return error.code;
  }
  throw std::runtime_error("it opened");
}

std::string doors_of(Database& database) {
  return database.read(
      [](Transaction& tx) { return tx.one("SELECT note FROM doors WHERE id = 1")->text(0); });
}

class Migrations : public ::testing::TestWithParam<Engine> {
 protected:
  const Options options_ = testing::empty_database(GetParam());
};
LIANGHU_ON_BOTH_ENGINES(Migrations);

TEST_P(Migrations, an_older_database_comes_forward_with_its_rows) {
  EXPECT_EQ(doors_of(*open(options_, {doors()})), "a;b");
  const auto database = open(options_, {doors(), locks()});
  EXPECT_EQ(doors_of(*database), "a;b");
  const auto versions = database->read([](Transaction& tx) {
    return tx.query("SELECT version, name FROM schema_migrations ORDER BY version");
  });
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[1].text(1), "0002_locks");
}

TEST_P(Migrations, a_migration_runs_once) {
  for (int time = 0; time < 3; ++time) EXPECT_EQ(doors_of(*open(options_, {doors()})), "a;b");
}

TEST_P(Migrations, a_newer_database_is_left_alone) {
  (void)open(options_, {doors(), locks()});
  EXPECT_EQ(code_of_opening(options_, {doors()}), Code::newer_schema);
  EXPECT_EQ(doors_of(*open(options_, {doors(), locks()})), "a;b");
}

TEST_P(Migrations, an_applied_file_that_changed_is_refused) {
  (void)open(options_, {doors()});
  auto changed = doors();
  changed.sql += "-- one more word\n";
  EXPECT_EQ(code_of_opening(options_, {changed}), Code::other);
}

TEST_P(Migrations, a_migration_that_fails_leaves_the_database_as_it_was) {
  (void)open(options_, {doors()});
  auto broken = locks();
  broken.sql += "INSERT INTO nowhere VALUES (1);\n";
  EXPECT_EQ(code_of_opening(options_, {doors(), broken}), Code::other);
  EXPECT_EQ(doors_of(*open(options_, {doors(), locks()})), "a;b");
}

TEST_P(Migrations, two_programs_may_start_at_once) {
  std::atomic<int> opened{0};
  {
    std::vector<std::jthread> programs;
    for (int i = 0; i < 4; ++i) {
      programs.emplace_back([&] {
        opened += doors_of(*open(options_, {doors(), locks()})) == "a;b" ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(opened, 4);
}

TEST_P(Migrations, the_programs_own_schema_fits) {
  const testing::TestDatabase database(GetParam());
  const auto applied = database->read(
      [](Transaction& tx) { return tx.one("SELECT count(*) FROM schema_migrations")->integer(0); });
  EXPECT_EQ(applied, static_cast<std::int64_t>(migrations().size()));
}

TEST(PartitionByHash, the_programs_own_schema_can_be_split_by_village) {
  const testing::TestDatabase database(Engine::postgresql, {migrations(), true});
  const auto partitioned = database->read(
      [](Transaction& tx) { return tx.one("SELECT count(*) FROM pg_partitioned_table")->integer(0); });
  EXPECT_EQ(partitioned, static_cast<std::int64_t>(village_tables().size()));
}

TEST(PartitionByHash, a_key_without_the_village_is_refused) {
  auto options = testing::empty_database(Engine::postgresql);
  const std::vector<Migration> history{doors(), locks(), bad_key()};
  options.partition_by_hash = true;
  EXPECT_EQ(code_of_opening(options, history), Code::other);
  EXPECT_EQ(doors_of(*open(options, {doors(), locks()})), "a;b");
  options.partition_by_hash = false;
  EXPECT_NO_THROW((void)open(options, history));
}

TEST(Migration, says_whose_tables_it_has_and_which_are_journalled) {
  const std::vector<Migration> history{doors(), locks()};
  EXPECT_EQ(history[0].version, 1);
  EXPECT_EQ(history[0].name, "0001_doors");
  EXPECT_EQ(history[0].room, "doors");
  EXPECT_EQ(journalled_tables(history), (std::vector<std::string>{"door_events", "doors"}));
  EXPECT_EQ(village_tables(history), (std::vector<std::string>{"doors"}));
}

TEST(Migration, wants_a_number_and_a_room) {
  EXPECT_THROW(parse_migration("1_doors.sql", "-- room: doors\n"), std::logic_error);
  EXPECT_THROW(parse_migration("000x_doors.sql", "-- room: doors\n"), std::logic_error);
  EXPECT_THROW(parse_migration("0001_doors.txt", "-- room: doors\n"), std::logic_error);
  EXPECT_THROW(parse_migration("0001_doors.sql", "CREATE TABLE doors (id BIGINT);"), std::logic_error);
  EXPECT_THROW(parse_migration("0001_doors.sql", "-- room: doors\n-- journalled: a b\n"), std::logic_error);
}

TEST(Migration, of_the_program_names_only_tables_that_exist) {
  const testing::TestDatabase database(Engine::sqlite);
  database->read([](Transaction& tx) {
    for (const auto& migration : migrations()) {
      for (const auto* names : {&migration.journalled, &migration.global}) {
        for (const auto& name : *names) {
          EXPECT_TRUE(tx.one("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?", name))
              << name;
        }
      }
    }
  });
}

}  // namespace
}  // namespace lianghu::db
