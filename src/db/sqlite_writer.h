#pragma once
// The one thread that writes to a SQLite file. Jobs that wait when it comes round go into one transaction and
// are answered together after the one COMMIT: fsync is what costs, so it is shared. Where all of them keep no
// thread waiting, the next group runs while the disk still writes this one. A job that throws is
// undone alone: with nothing changed there is nothing to undo; otherwise all are rolled back and run again,
// each in a savepoint of its own, which would make SQLite keep a copy of each page for each job if it were
// the rule.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "db/sqlite_connection.h"
#include "db/sqlite_syncer.h"

namespace lianghu::db {

class SqliteWriter {
 public:
  using Job = Database::Job;
  using Done = Database::Done;

  /// `connection` may be followed by a checkpointer that outlives the writer. `sync` is for its log.
  SqliteWriter(SqliteConnection connection, SqliteSyncer::Sync sync);
  /// Finishes the jobs that wait.
  ~SqliteWriter();
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  /// When others see the changes. Who asked for them is told when they are durable.
  enum class Seen { when_durable, when_committed };

  /// Returns when the job's changes are durable; throws what it threw. From any thread but those that call
  /// `done`.
  void run(const Job& job, Seen seen = Seen::when_durable);
  /// As Database::write_later: Seen::when_committed.
  void run_later(Job job, Done done);
  /// Commits so far; together with the number of jobs it tells how well they share.
  [[nodiscard]] std::int64_t commits() const { return commits_; }
  /// Why nothing is written any more, if so.
  [[nodiscard]] std::exception_ptr trouble() { return syncer_.trouble(); }
  /// Jobs that have not begun.
  [[nodiscard]] std::size_t waiting();

 private:
  struct Waiting {
    Job job;
    Done done;
    Seen seen;
    std::exception_ptr trouble;
  };
  using Group = std::deque<Waiting>;

  enum class Care { none, savepoints };
  enum class Undone { itself, everything_again };

  void add(Waiting waiting);
  void work();
  Group take();
  void run_group(Group group);
  void run_all(Group& group);
  void commit_for(Seen seen);
  static void tell(Group& group, const std::exception_ptr& lost);
  /// Runs as many of [from, end) as one transaction carries; returns where it ended.
  std::size_t run_together(Group& group, std::size_t from, std::size_t end, Care care);
  void run_job(const Waiting& waiting);
  Undone run_bare(Waiting& waiting);
  Undone run_apart(Waiting& waiting);
  void commit(Group& group, std::size_t from, std::size_t end);

  SqliteConnection connection_;
  Seen commits_for_ = Seen::when_durable;
  std::mutex mutex_;
  std::condition_variable changed_;
  Group queue_;          // guarded by mutex_
  bool ending_ = false;  // guarded by mutex_
  std::atomic<std::int64_t> commits_{0};
  SqliteSyncer syncer_;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace lianghu::db
