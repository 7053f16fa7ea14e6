// What only PostgreSQL has: connections that break, transactions that the server asks to rerun.
#include <gtest/gtest.h>

#include <barrier>
#include <set>
#include <thread>

#include "db/postgres_values.h"
#include "db/rerun.h"
#include "db/testing.h"

namespace lianghu::db {
namespace {

const std::vector<Migration> counters{
    {1,
     "0001_counters",
     "counters",
     {},
     {},
     "-- room: counters\n"
     "CREATE TABLE counters (id BIGINT PRIMARY KEY, value BIGINT NOT NULL);\n"
     "INSERT INTO counters VALUES (1, 0), (2, 0);\n"}};

class Postgres : public ::testing::Test {
 protected:
  std::int64_t value(std::int64_t id) {
    return database_->read(
        [&](Transaction& tx) { return tx.one("SELECT value FROM counters WHERE id = ?", id)->integer(0); });
  }
  static void add_one(Transaction& tx, std::int64_t id) {
    tx.execute("UPDATE counters SET value = value + 1 WHERE id = ?", id);
  }

  testing::TestDatabase database_{Engine::postgresql, {counters}};
};

TEST_F(Postgres, a_transaction_whose_connection_breaks_is_run_again) {
  int runs = 0;
  database_->write([&](Transaction& tx) {
    add_one(tx, 1);
    if (++runs > 1) return;
    const auto self = tx.one("SELECT pg_backend_pid()")->integer(0);
    database_->read([&](Transaction& other) {
      EXPECT_TRUE(other.one("SELECT pg_terminate_backend(CAST(? AS INTEGER), 5000)", self)->flag(0));
    });
    tx.query("SELECT value FROM counters");
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(value(1), 1);
}

TEST_F(Postgres, connections_that_broke_while_idle_are_made_anew) {
  EXPECT_EQ(value(1), 0);
  const auto killer = open(database_.options(), counters);
  killer->read([](Transaction& tx) {
    tx.query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()");
  });
  EXPECT_EQ(value(1), 0);
}

TEST_F(Postgres, a_deadlock_is_run_again_and_nothing_is_counted_twice) {
  std::barrier both_hold(2);
  std::atomic<int> runs{0};
  const auto crossing = [&](std::int64_t first, std::int64_t second) {
    bool met = false;
    database_->write([&](Transaction& tx) {
      ++runs;
      add_one(tx, first);
      if (!met) both_hold.arrive_and_wait();
      met = true;
      add_one(tx, second);
    });
  };
  {
    const std::jthread one([&] { crossing(1, 2); });
    const std::jthread two([&] { crossing(2, 1); });
  }
  EXPECT_GE(runs, 3);  // the rerun may overtake the other one's waking up, and cross it once more
  EXPECT_EQ(value(1), 2);
  EXPECT_EQ(value(2), 2);
}

TEST_F(Postgres, a_lock_that_is_not_to_be_had_is_tried_again) {
  int runs = 0;
  database_->write([&](Transaction& tx) {
    if (++runs < 3) tx.execute("DO $$ BEGIN RAISE EXCEPTION 'locked' USING ERRCODE = '55P03'; END $$");
    add_one(tx, 1);
  });
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(value(1), 1);
}

TEST_F(Postgres, a_server_that_became_a_replica_is_left_and_tried_again) {
  std::set<std::int64_t> servers;
  database_->write([&](Transaction& tx) {
    servers.insert(tx.one("SELECT pg_backend_pid()")->integer(0));
    if (servers.size() < 2)
      tx.execute("DO $$ BEGIN RAISE EXCEPTION 'replica' USING ERRCODE = '25006'; END $$");
    add_one(tx, 1);
  });
  EXPECT_EQ(servers.size(), 2U);
  EXPECT_EQ(value(1), 1);
}

TEST_F(Postgres, a_wrong_address_is_told_at_once) {
  const auto started = std::chrono::steady_clock::now();
  EXPECT_THROW((void)open({.postgresql_dsn = "host=/nowhere dbname=none"}, counters), Error);
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(5));
}

TEST_F(Postgres, copies_itself_with_its_own_tools) {
  EXPECT_THROW(database_->backup_to("/tmp/none"), Error);
}

TEST_F(Postgres, a_table_that_another_has_made_stands_already) {
  for (const char* again : {"CREATE TABLE counters (id BIGINT)", "CREATE TYPE counters AS ENUM ('a')"}) {
    try {
      database_->write([&](Transaction& tx) { tx.execute(again); });
      FAIL() << again;
    } catch (const Error& error) {
      EXPECT_EQ(error.code, Code::unique) << error.what();
    }
  }
}

TEST_F(Postgres, leaves_no_state_in_the_session) {
  EXPECT_EQ(value(1), 0);
  database_->read([](Transaction& tx) {
    EXPECT_EQ(tx.one("SELECT count(*) FROM pg_prepared_statements")->integer(0), 0);
  });
}

TEST(Sqlstate, says_what_to_do) {
  for (const char* lost : {"08006", "57P01", "57P03", "40003"}) {
    EXPECT_EQ(reaction_to(code_of_sqlstate(lost)), Reaction::reconnect) << lost;
  }
  EXPECT_EQ(reaction_to(code_of_sqlstate("25006")), Reaction::reconnect);
  for (const char* again : {"40001", "40P01", "55P03", "53300", "57014"}) {
    EXPECT_EQ(reaction_to(code_of_sqlstate(again)), Reaction::rerun) << again;
  }
  for (const char* no : {"23505", "23503", "23514", "42601", "0A000", "53100"}) {
    EXPECT_EQ(reaction_to(code_of_sqlstate(no)), Reaction::give_up) << no;
  }
}

TEST(Patience, waits_longer_each_time_and_never_more_than_a_second) {
  Patience patience;
  EXPECT_LE(*patience.next(), std::chrono::milliseconds(5));
  for (int i = 0; i < 10; ++i) (void)patience.next();
  EXPECT_GE(*patience.next(), std::chrono::milliseconds(500));
  EXPECT_LE(*patience.next(), std::chrono::milliseconds(1000));
}

}  // namespace
}  // namespace lianghu::db
