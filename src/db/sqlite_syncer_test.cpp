// Commits that others may see before they are durable: who asked for them is told when they are.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

#include "db/sqlite_writer.h"
#include "db/testing.h"

namespace lianghu::db {
namespace {

using Use = SqliteConnection::Use;
using namespace std::chrono_literals;

const std::vector<Migration> lines{
    {1, "0001_lines", "lines", {}, {}, "-- room: lines\nCREATE TABLE lines (id BIGINT PRIMARY KEY);\n"}};

SqliteWriter::Job adds(std::int64_t id) {
  return [id](Transaction& tx) { tx.execute("INSERT INTO lines (id) VALUES (?)", id); };
}

std::set<std::int64_t> lines_in(const std::string& file) {
  SqliteConnection connection(file, Use::reading);
  std::set<std::int64_t> ids;
  for (const Row& row : connection.run("SELECT id FROM lines", {}).rows) ids.insert(row.integer(0));
  return ids;
}

class SqliteSyncing : public ::testing::Test {
 protected:
  /// Lets the disk go on, once and for all.
  void release() {
    if (!released_.exchange(true)) gate_.set_value();
  }
  /// Stands behind a writer, so that it can end however the test does.
  struct Released {
    SqliteSyncing& test;
    ~Released() { test.release(); }
  };

  SqliteWriter writer(SqliteSyncer::Sync sync) {
    return {SqliteConnection(file_, Use::writing), std::move(sync)};
  }
  [[nodiscard]] SqliteSyncer::Sync held() {
    return [this] { opened_.wait(); };
  }
  [[nodiscard]] std::size_t seen() { return lines_in(file_).size(); }
  /// Says when it does not come, and lets the test end.
  void wait_until_seen(std::size_t count) {
    const auto patience = std::chrono::steady_clock::now() + 10s;
    while (seen() < count && std::chrono::steady_clock::now() < patience) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(seen(), count);
  }

  testing::TestDatabase database_{Engine::sqlite, {lines}};
  const std::string file_ = database_.options().sqlite_file;

 private:
  std::promise<void> gate_;
  std::shared_future<void> opened_ = gate_.get_future().share();
  std::atomic<bool> released_ = false;
};

TEST_F(SqliteSyncing, the_next_commit_does_not_wait_for_the_disk_but_whoever_asked_for_it_does) {
  SqliteWriter writes = writer(held());
  const Released in_the_end{*this};
  std::atomic<int> told = 0;
  std::promise<void> all;
  const auto count = [&](const std::exception_ptr& trouble) {
    EXPECT_EQ(trouble, nullptr);
    if (++told == 2) all.set_value();
  };
  writes.run_later(adds(1), count);
  wait_until_seen(1);
  writes.run_later(adds(2), count);
  wait_until_seen(2);
  EXPECT_EQ(told, 0);
  release();
  all.get_future().get();
}

TEST_F(SqliteSyncing, whoever_keeps_a_thread_waiting_is_durable_before_others_see_it) {
  SqliteWriter writes = writer(sync_of_log(file_));
  const auto mode = [](std::int64_t& found) {
    return [&found](Transaction& tx) { found = tx.one("PRAGMA synchronous")->integer(0); };
  };
  std::int64_t of_waiting = -1;
  std::int64_t of_later = -1;
  std::int64_t of_early = -1;
  std::int64_t again = -1;
  writes.run(mode(of_waiting));
  std::promise<void> told;
  writes.run_later(mode(of_later), [&](const std::exception_ptr&) { told.set_value(); });
  told.get_future().get();
  writes.run(mode(of_early), SqliteWriter::Seen::when_committed);
  writes.run(mode(again));
  EXPECT_EQ(of_waiting, 2) << "FULL";
  EXPECT_EQ(of_later, 1) << "NORMAL";
  EXPECT_EQ(of_early, 1);
  EXPECT_EQ(again, 2);
}

TEST_F(SqliteSyncing, whoever_changes_nothing_waits_for_the_disk_behind_what_it_may_have_seen) {
  SqliteWriter writes = writer(held());
  const Released in_the_end{*this};
  writes.run_later(adds(1), [](const std::exception_ptr&) {});
  wait_until_seen(1);
  std::promise<std::int64_t> read;
  auto answered = std::async(std::launch::async, [&] {
    writes.run([&](Transaction& tx) { read.set_value(tx.one("SELECT count(*) FROM lines")->integer(0)); });
  });
  EXPECT_EQ(read.get_future().get(), 1);
  EXPECT_EQ(answered.wait_for(50ms), std::future_status::timeout);
  release();
  answered.get();
}

TEST_F(SqliteSyncing, after_the_disk_failed_nothing_more_is_written) {
  SqliteWriter writes = writer([] { throw Error(Code::disk, "gone"); });
  EXPECT_EQ(writes.trouble(), nullptr);
  std::promise<std::exception_ptr> told;
  writes.run_later(adds(1), [&](std::exception_ptr trouble) { told.set_value(std::move(trouble)); });
  const auto trouble = told.get_future().get();
  ASSERT_NE(trouble, nullptr);
  EXPECT_THROW(std::rethrow_exception(trouble), Error);
  EXPECT_THROW(writes.run(adds(2)), Error);
  EXPECT_THROW(writes.run(adds(3), SqliteWriter::Seen::when_committed), Error);
  EXPECT_EQ(lines_in(file_), (std::set<std::int64_t>{1}));
  EXPECT_NE(writes.trouble(), nullptr);
}

TEST_F(SqliteSyncing, whoever_is_told_may_not_write_at_once) {
  SqliteWriter writes = writer(sync_of_log(file_));
  std::promise<bool> refused;
  writes.run_later(adds(1), [&](const std::exception_ptr&) {
    try {
      writes.run(adds(2));
      refused.set_value(false);
    } catch (const std::logic_error&) {
      refused.set_value(true);
    }
  });
  EXPECT_TRUE(refused.get_future().get());
}

TEST_F(SqliteSyncing, who_waits_when_the_writer_ends_is_told_that_it_is_durable) {
  std::atomic<int> told = 0;
  {
    SqliteWriter writes = writer(sync_of_log(file_));
    for (std::int64_t id = 0; id < 20; ++id) {
      writes.run_later(adds(id), [&](const std::exception_ptr& trouble) {
        if (!trouble) ++told;
      });
    }
  }
  EXPECT_EQ(told, 20);
}

/// The disk holds what was there when it was last synced, and nothing else.
class Disk {
 public:
  explicit Disk(std::string file) : file_(std::move(file)), folder_(testing::temporary_folder()) {}

  void sync() {
    const std::lock_guard lock(mutex_);
    copy(file_, folder_ + "/disk.db");
  }
  /// What is there after a power cut now.
  [[nodiscard]] std::set<std::int64_t> after_a_cut() {
    const std::lock_guard lock(mutex_);
    const std::string found = folder_ + "/cut-" + std::to_string(++cuts_) + ".db";
    copy(folder_ + "/disk.db", found);
    return lines_in(found);
  }

 private:
  static void copy(const std::string& from, const std::string& to) {
    for (const char* const end : {"", "-wal"})
      std::filesystem::copy_file(from + end, to + end, std::filesystem::copy_options::overwrite_existing);
  }

  const std::string file_;
  const std::string folder_;
  std::mutex mutex_;
  int cuts_ = 0;
};

TEST_F(SqliteSyncing, what_was_told_survives_a_power_cut) {
  constexpr std::int64_t lines_in_all = 400;  // far from a checkpoint: database and log are copied in turn
  Disk disk(file_);
  SqliteWriter writes = writer([&] { disk.sync(); });
  std::mutex mutex;
  std::set<std::int64_t> told;
  std::atomic<int> troubles = 0;
  const auto told_so_far = [&] {
    const std::lock_guard lock(mutex);
    return told;
  };
  std::jthread sender([&] {
    for (std::int64_t id = 0; id < lines_in_all; ++id) {
      writes.run_later(adds(id), [&, id](const std::exception_ptr& trouble) {
        const std::lock_guard lock(mutex);
        if (trouble) ++troubles;
        told.insert(id);
      });
      std::this_thread::sleep_for(200us);
    }
  });
  for (std::size_t at_least = 1; at_least < lines_in_all; at_least += 30) {
    while (told_so_far().size() < at_least) std::this_thread::yield();
    const auto promised = told_so_far();
    const auto found = disk.after_a_cut();
    EXPECT_TRUE(std::ranges::includes(found, promised)) << found.size() << " of " << promised.size();
  }
  sender.join();
  EXPECT_EQ(troubles, 0);
}

TEST_F(SqliteSyncing, what_a_killed_program_left_in_the_log_is_in_the_file_before_anything_is_promised) {
  const std::string left = testing::temporary_folder() + "/left.db";
  {
    SqliteWriter writes = writer(sync_of_log(file_));
    writes.run(adds(1), SqliteWriter::Seen::when_committed);
    for (const char* const end : {"", "-wal"}) std::filesystem::copy_file(file_ + end, left + end);
  }
  const auto again = open({.sqlite_file = left}, lines);
  const std::string without_log = left + ".cut";
  std::filesystem::copy_file(left, without_log);
  EXPECT_EQ(lines_in(without_log), (std::set<std::int64_t>{1}));
}

}  // namespace
}  // namespace lianghu::db
