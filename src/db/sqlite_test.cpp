// What only SQLite has: the one writer with its group commit, and the online backup.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <latch>
#include <stdexcept>
#include <thread>

#include "db/sqlite_checkpointer.h"
#include "db/sqlite_writer.h"
#include "db/testing.h"

namespace lianghu::db {
namespace {

using Use = SqliteConnection::Use;

const std::vector<Migration> lines{{1,
                                    "0001_lines",
                                    "lines",
                                    {},
                                    {},
                                    "-- room: lines\n"
                                    "CREATE TABLE lines (id BIGINT PRIMARY KEY);\n"
                                    "CREATE TABLE notes (id BIGINT PRIMARY KEY, line_id BIGINT NOT NULL\n"
                                    "  REFERENCES lines (id) DEFERRABLE INITIALLY DEFERRED);\n"
                                    "CREATE TABLE megabytes (bytes BLOB NOT NULL);\n"}};

class SqliteGroup : public ::testing::Test {
 protected:
  // Runs the jobs in one commit: the first job holds the writer until all others wait behind it.
  std::vector<std::string> run_together(const std::vector<SqliteWriter::Job>& jobs) {
    std::vector<std::string> answers(jobs.size());
    std::latch begun(1);
    std::latch held(1);
    std::jthread first([&] {
      writer_.run([&](Transaction&) {
        begun.count_down();
        held.wait();
      });
    });
    begun.wait();
    std::vector<std::jthread> others;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      others.emplace_back([&, i] {
        try {
          writer_.run(jobs[i]);
          answers[i] = "committed";
        } catch (const std::exception& trouble) {
          answers[i] = trouble.what();
        }
      });
      while (writer_.waiting() <= i) std::this_thread::yield();  // so the queue has the order of the jobs
    }
    held.count_down();
    first.join();
    for (auto& other : others) other.join();
    return answers;
  }
  std::int64_t count() {
    return database_->read([](Transaction& tx) { return tx.one("SELECT count(*) FROM lines")->integer(0); });
  }
  static SqliteWriter::Job adds(std::int64_t id) {
    return [=](Transaction& tx) { tx.execute("INSERT INTO lines (id) VALUES (?)", id); };
  }

  testing::TestDatabase database_{Engine::sqlite, {lines}};
  SqliteWriter writer_{SqliteConnection(database_.options().sqlite_file, Use::writing),
                       sync_of_log(database_.options().sqlite_file)};
};

TEST_F(SqliteGroup, jobs_that_wait_share_one_commit) {
  EXPECT_EQ(run_together({adds(1), adds(2), adds(3)}), std::vector<std::string>(3, "committed"));
  EXPECT_EQ(count(), 3);
  EXPECT_EQ(writer_.commits(), 2);  // the one that held the writer, and the three
}

TEST_F(SqliteGroup, a_job_that_throws_hurts_no_other) {
  const auto answers = run_together({adds(1),
                                     [](Transaction& tx) {
                                       tx.execute("INSERT INTO lines (id) VALUES (2)");
                                       throw std::runtime_error("thought better of it");
                                     },
                                     adds(1), adds(3)});
  EXPECT_EQ(answers[0], "committed");
  EXPECT_EQ(answers[1], "thought better of it");
  EXPECT_NE(answers[2].find("UNIQUE"), std::string::npos) << answers[2];
  EXPECT_EQ(answers[3], "committed");
  EXPECT_EQ(count(), 2);
  EXPECT_EQ(writer_.commits(), 2);
}

TEST_F(SqliteGroup, only_a_job_that_changed_something_and_throws_makes_the_others_run_again) {
  int runs = 0;
  const SqliteWriter::Job counted = [&](Transaction& tx) {
    tx.execute("INSERT INTO lines (id) VALUES (1)");
    ++runs;
  };
  const SqliteWriter::Job refused = [](Transaction& tx) {
    if (!tx.query("SELECT id FROM lines WHERE id = 99").empty()) return;
    throw std::runtime_error("refused");
  };
  EXPECT_EQ(run_together({counted, refused, adds(2)}),
            (std::vector<std::string>{"committed", "refused", "committed"}));
  EXPECT_EQ(runs, 1);
  runs = 0;
  const SqliteWriter::Job undone = [](Transaction& tx) {
    tx.execute("UPDATE lines SET id = 3 WHERE id = 2");
    throw std::runtime_error("undone");
  };
  const SqliteWriter::Job again = [&](Transaction& tx) {
    tx.execute("INSERT INTO lines (id) VALUES (4)");
    ++runs;
  };
  EXPECT_EQ(run_together({again, undone, refused}),
            (std::vector<std::string>{"committed", "undone", "refused"}));
  EXPECT_EQ(runs, 2) << "once for nothing";
  EXPECT_EQ(count(), 3);
}

TEST_F(SqliteGroup, a_rule_found_broken_at_the_commit_hurts_no_other) {
  const auto answers = run_together(
      {adds(1), [](Transaction& tx) { tx.execute("INSERT INTO notes (id, line_id) VALUES (1, 99)"); },
       adds(3)});
  EXPECT_EQ(answers[0], "committed");
  EXPECT_NE(answers[1].find("FOREIGN KEY"), std::string::npos) << answers[1];
  EXPECT_EQ(answers[2], "committed");
  EXPECT_EQ(count(), 2);
}

TEST_F(SqliteGroup, a_transaction_that_sqlite_itself_gives_up_takes_only_its_companions) {
  const auto answers = run_together({adds(1), [](Transaction& tx) { tx.execute("ROLLBACK"); }, adds(3)});
  EXPECT_NE(answers[0], "committed");
  EXPECT_NE(answers[1], "committed");
  EXPECT_EQ(answers[2], "committed");
  EXPECT_EQ(count(), 1);
}

TEST_F(SqliteGroup, many_threads_write_and_nothing_is_lost) {
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 50; ++i) writer_.run(adds(thread * 1000 + i));
      });
    }
  }
  EXPECT_EQ(count(), 400);
  EXPECT_LT(writer_.commits(), 400);
}

TEST_F(SqliteGroup, another_program_may_write_beside_it) {
  std::jthread other([&] {
    for (int i = 0; i < 50; ++i) database_->write(adds(1000 + i));
  });
  for (int i = 0; i < 50; ++i) writer_.run(adds(i));
  other.join();
  EXPECT_EQ(count(), 100);
}

TEST(Sqlite, a_commit_is_durable) {
  const testing::TestDatabase database(Engine::sqlite, {lines});
  SqliteConnection connection(database.options().sqlite_file, Use::writing);
  EXPECT_EQ(connection.run("PRAGMA synchronous", {}).rows[0].integer(0), 2);  // FULL
  EXPECT_EQ(connection.run("PRAGMA journal_mode", {}).rows[0].text(0), "wal");
}

TEST(Sqlite, an_index_serves_a_list_and_a_prefix) {
  const testing::TestDatabase database(
      Engine::sqlite, {{{1,
                         "0001_paths",
                         "paths",
                         {},
                         {},
                         "-- room: paths\nCREATE TABLE paths (id BIGINT PRIMARY KEY, path TEXT NOT NULL);\n"
                         "CREATE UNIQUE INDEX paths_by_path ON paths (path);\n"}}});
  database->read([](Transaction& tx) {
    const auto list = tx.one("EXPLAIN QUERY PLAN SELECT path FROM paths WHERE id IN ?*", IdList{{1, 2}});
    EXPECT_NE(list->text(3).find("SEARCH"), std::string::npos) << list->text(3);
    const auto prefix = tx.one("EXPLAIN QUERY PLAN SELECT path FROM paths WHERE path LIKE '/230225/%'");
    EXPECT_NE(prefix->text(3).find("SEARCH"), std::string::npos) << prefix->text(3);
  });
}

TEST(Sqlite, a_backup_taken_while_others_write_is_whole) {
  const testing::TestDatabase database(Engine::sqlite, {lines});
  const auto file = testing::temporary_folder() + "/backup.db";
  std::atomic<bool> ended{false};
  std::atomic<std::int64_t> written{0};
  std::jthread writer([&] {
    while (!ended) {
      database->write([&](Transaction& tx) {  // always two rows together
        tx.execute("INSERT INTO lines (id) VALUES (?), (?)", written * 2, written * 2 + 1);
      });
      ++written;
    }
  });
  while (written < 20) std::this_thread::yield();
  for (int time = 0; time < 5; ++time) {
    const auto before = written.load();
    database->backup_to(file);
    const auto copy = open({.sqlite_file = file}, lines);
    const auto count = copy->read([](Transaction& tx) {
      EXPECT_EQ(tx.one("PRAGMA integrity_check")->text(0), "ok");
      return tx.one("SELECT count(*) FROM lines")->integer(0);
    });
    EXPECT_EQ(count % 2, 0);
    EXPECT_GE(count, before * 2);
  }
  ended = true;
}

TEST(Sqlite, a_backup_never_replaces_the_database) {
  const testing::TestDatabase database(Engine::sqlite, {lines});
  EXPECT_THROW(database->backup_to(database.options().sqlite_file), Error);
  EXPECT_THROW(database->backup_to("/nowhere/at/all.db"), Error);
}

TEST(Sqlite, a_file_that_cannot_be_opened_is_told_so) {
  try {
    (void)open({.sqlite_file = "/nowhere/at/all.db"}, lines);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, Code::disk);
  }
}

/// Bytes that a crash would leave to be read back from the log.
std::uintmax_t log_bytes(const std::string& file) {
  return std::filesystem::file_size(file + "-wal");
}

constexpr auto add_megabyte = "INSERT INTO megabytes VALUES (zeroblob(1000000))";

void commit_megabytes(SqliteConnection& writer, int count) {
  writer.command("BEGIN IMMEDIATE");
  for (int i = 0; i < count; ++i) writer.run(add_megabyte, {});
  writer.command("COMMIT");
}

class FollowedWriter : public ::testing::Test {
 protected:
  const testing::TestDatabase database_{Engine::sqlite, {lines}};
  const std::string file_ = database_.options().sqlite_file;
  SqliteCheckpointer checkpointer_{file_};
  SqliteConnection writer_{file_, Use::writing};

  void SetUp() override { checkpointer_.follow(writer_); }
};

TEST(SqliteCheckpoints, are_the_writers_own_when_the_thread_beside_it_cannot) {
  const testing::TestDatabase database(Engine::sqlite, {lines});
  const std::string file = database.options().sqlite_file;
  SqliteCheckpointer unable("/nowhere/at/all.db");
  SqliteConnection writer(file, Use::writing);
  unable.follow(writer);
  const auto before = std::filesystem::file_size(file);
  commit_megabytes(writer, 8);
  EXPECT_EQ(std::filesystem::file_size(file), before) << "SQLite alone would have carried them over";
  for (int tries = 0; std::filesystem::file_size(file) < before + 20'000'000; ++tries) {
    ASSERT_LT(tries, 100);
    commit_megabytes(writer, 8);
  }
}

TEST_F(FollowedWriter, the_log_begins_anew_under_a_load_that_does_not_pause) {
  for (int i = 0; i < 200; ++i) commit_megabytes(writer_, 1);
  EXPECT_LT(log_bytes(file_), 60U << 20U) << "of 200 MB that were written";
}

/// It changes when the log begins anew.
std::string salt_of_log(const std::string& file) {
  std::ifstream log(file + "-wal", std::ios::binary);
  std::string head(24, '\0');
  log.read(head.data(), static_cast<std::streamsize>(head.size()));
  return head.substr(16);
}

TEST_F(FollowedWriter, whoever_reads_long_only_puts_the_new_log_off) {
  SqliteConnection reader(file_, Use::reading);
  commit_megabytes(writer_, 1);
  reader.command("BEGIN DEFERRED");
  (void)reader.run("SELECT COUNT(*) FROM megabytes", {});
  const std::string salt = salt_of_log(file_);
  for (int i = 0; i < 80; ++i) commit_megabytes(writer_, 1);
  EXPECT_EQ(salt_of_log(file_), salt);
  EXPECT_EQ(reader.run("SELECT COUNT(*) FROM megabytes", {}).rows.at(0).integer(0), 1);
  reader.rollback();
  for (int tries = 0; salt_of_log(file_) == salt; ++tries) {
    ASSERT_LT(tries, 200);
    commit_megabytes(writer_, 1);
  }
}

TEST(SqliteCheckpoints, after_the_file_could_not_be_synced_the_log_keeps_everything) {
  const testing::TestDatabase database(Engine::sqlite, {lines});
  const std::string file = database.options().sqlite_file + "-alone.db";  // nobody else keeps it open
  int megabytes = 0;
  {
    SqliteCheckpointer checkpointer(file, [](const SqliteConnection&) { return SQLITE_IOERR_FSYNC; });
    SqliteConnection writer(file, Use::writing);
    writer.command("CREATE TABLE megabytes (bytes BLOB NOT NULL)");
    checkpointer.follow(writer);
    EXPECT_EQ(checkpointer.trouble(), nullptr);
    for (; !checkpointer.trouble(); ++megabytes) {
      ASSERT_LT(megabytes, 500);
      commit_megabytes(writer, 1);
    }
    EXPECT_THROW(std::rethrow_exception(checkpointer.trouble()), Error);
    const auto carried = std::filesystem::file_size(file);
    for (int i = 0; i < 30; ++i, ++megabytes) commit_megabytes(writer, 1);
    EXPECT_EQ(std::filesystem::file_size(file), carried) << "the disk says that it has what it may not have";
  }
  EXPECT_GT(log_bytes(file), static_cast<std::uintmax_t>(megabytes) * 1'000'000U);
  SqliteConnection again(file, Use::writing);
  EXPECT_EQ(again.run("SELECT COUNT(*) FROM megabytes", {}).rows.at(0).integer(0), megabytes);
}

TEST(SqliteCheckpoints, are_made_beside_the_writer_and_the_log_is_used_again) {
  const testing::TestDatabase database(Engine::sqlite, {lines});
  const std::string file = database.options().sqlite_file;
  std::uintmax_t longest = 0;
  for (int round = 0; round < 90; ++round) {
    database->write([&](Transaction& tx) { tx.execute(add_megabyte); });
    longest = std::max(longest, log_bytes(file));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_LT(longest, 60U << 20U) << "of 90 MB that were written";
  EXPECT_GT(std::filesystem::file_size(file), 30U << 20U) << "what was committed came into the file";
}

}  // namespace
}  // namespace lianghu::db
