// SQLite's log written a frame at a time: what a crash would leave can be read back, whatever SQLite does to
// frames that it wrote before, and what the disk refuses is told.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "db/sqlite_connection.h"
#include "db/sqlite_log_file.h"
#include "db/testing.h"

namespace lianghu::db {
namespace {

using Use = SqliteConnection::Use;

class SqliteLogFile : public ::testing::Test {
 protected:
  void SetUp() override {
    connection_.command("PRAGMA wal_autocheckpoint = 0");  // the log is what is looked at
    connection_.command("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  }

  void keep(std::int64_t id, const std::string& text) {
    connection_.run("INSERT OR REPLACE INTO notes (id, text) VALUES (?, ?)", {id, text});
    notes_[id] = text;
  }
  void keep_many(std::int64_t from, std::int64_t to, char letter) {
    for (std::int64_t id = from; id < to; ++id) keep(id, std::string(700, letter));
  }

  /// What another start would find if the program were killed now: SQLite reads the log back as far as its
  /// checksums hold.
  void expect_all_after_a_crash() {
    const std::string found = folder_ + "/found.db";
    for (const std::string end : {"", "-wal"})
      std::filesystem::copy_file(file_ + end, found + end, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(found + "-shm");
    SqliteConnection reader(found, Use::reading);
    EXPECT_EQ(reader.run("PRAGMA integrity_check", {}).rows.at(0).text(0), "ok");
    std::map<std::int64_t, std::string> read;
    for (const Row& row : reader.run("SELECT id, text FROM notes", {}).rows)
      read.emplace(row.integer(0), row.text(1));
    EXPECT_TRUE(read == notes_) << read.size() << " of " << notes_.size();
  }

  static std::string fresh_folder() {
    static int count = 0;
    std::string folder = testing::temporary_folder() + "/log-" + std::to_string(++count);
    std::filesystem::create_directory(folder);
    return folder;
  }

  const std::string folder_ = fresh_folder();
  const std::string file_ = folder_ + "/notes.db";
  SqliteConnection connection_{file_, Use::writing};
  std::map<std::int64_t, std::string> notes_;
};

/// How often this process has called the system to write, by its own count.
long write_calls() {
  std::ifstream io("/proc/self/io");
  std::string name;
  long value = 0;
  while (io >> name >> value)
    if (name == "syscw:") return value;
  throw std::runtime_error("/proc/self/io says nothing of syscw");
}

TEST_F(SqliteLogFile, holds_every_commit_when_it_is_there) {
  for (std::int64_t id = 0; id < 200; ++id) {
    keep(id, "note " + std::to_string(id));
    if (id % 50 == 0) expect_all_after_a_crash();
  }
  expect_all_after_a_crash();
}

TEST_F(SqliteLogFile, holds_what_sqlite_wrote_over_and_gave_new_checksums) {
  connection_.set_synchronous("NORMAL");          // no sync comes behind the commit
  connection_.command("PRAGMA cache_size = 10");  // pages: the rest goes into the log before the commit
  connection_.command("BEGIN IMMEDIATE");
  keep_many(0, 500, 'a');
  keep_many(0, 500, 'b');  // the same frames once more
  keep_many(0, 20, 'c');
  connection_.command("COMMIT");
  expect_all_after_a_crash();
  keep(7, "afterwards");
  expect_all_after_a_crash();
}

TEST_F(SqliteLogFile, is_continued_behind_what_was_rolled_back) {
  connection_.command("PRAGMA cache_size = 10");
  keep_many(0, 10, 'a');
  const auto before = notes_;
  connection_.command("BEGIN IMMEDIATE");
  keep_many(0, 500, 'b');
  connection_.rollback();
  notes_ = before;
  expect_all_after_a_crash();
  keep(3, "afterwards");
  expect_all_after_a_crash();
}

TEST_F(SqliteLogFile, begins_anew_after_it_was_carried_over) {
  for (int round = 0; round < 3; ++round) {
    keep_many(0, 50, static_cast<char>('a' + round));
    connection_.command("PRAGMA wal_checkpoint(RESTART)");
    keep(round, "first of its log");
    expect_all_after_a_crash();
  }
}

TEST_F(SqliteLogFile, takes_one_call_a_frame) {
  keep(1, "always one page");
  const long before = write_calls();
  for (int i = 0; i < 100; ++i) keep(1, std::string(20, static_cast<char>('a' + i % 2)));
  const long calls = write_calls() - before;
  EXPECT_GE(calls, 100);
  EXPECT_LE(calls, 110) << "SQLite alone takes 200";
}

TEST_F(SqliteLogFile, tells_what_the_disk_refused_and_goes_on_when_it_takes_it) {
  keep(1, "before");
  ASSERT_NE(std::signal(SIGXFSZ, SIG_IGN), SIG_ERR);
  rlimit usual{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &usual), 0);
  const auto full = std::filesystem::file_size(file_ + "-wal") + 10'000;  // within the third frame
  const rlimit small{full, usual.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  connection_.command("BEGIN IMMEDIATE");
  const auto before = notes_;
  keep_many(2, 100, 'a');
  try {
    connection_.command("COMMIT");
    ADD_FAILURE() << "it was told that all is kept";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, Code::disk);
  }
  connection_.rollback();
  notes_ = before;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &usual), 0);
  expect_all_after_a_crash();
  keep(2, "there is room again");
  expect_all_after_a_crash();
}

}  // namespace
}  // namespace lianghu::db
