#pragma once
// Carries what was committed from SQLite's write-ahead log into the database file: most of it beside the
// writer, as it costs two fsyncs and all the pages, and whoever writes should not wait for them. What was
// committed meanwhile, some hundred pages, the writer carries over itself between two commits, or the log
// would never be carried over as a whole under a load that does not pause: only then SQLite begins it anew
// (ADR 17).
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "db/sqlite_connection.h"

namespace lianghu::db {

/// Syncs the database's file through a connection to it; SQLite's result code.
using SyncFile = int (*)(const SqliteConnection&);
[[nodiscard]] int sync_file(const SqliteConnection& connection);

class SqliteCheckpointer {
 public:
  explicit SqliteCheckpointer(std::string file, SyncFile sync = sync_file);
  /// Ends after the checkpoint that is on its way.
  ~SqliteCheckpointer();
  SqliteCheckpointer(const SqliteCheckpointer&) = delete;
  SqliteCheckpointer& operator=(const SqliteCheckpointer&) = delete;

  /// From now on this is called after each commit of `writer`, which must not outlive it, instead of SQLite's
  /// own checkpoint. There is one writer.
  void follow(const SqliteConnection& writer);
  /// Why the file could not be written, if so. The system tells it once, and then takes its own copy for what
  /// is on the disk; so nothing is carried any more, also not at the end, and the log keeps all of it for the
  /// next start.
  [[nodiscard]] std::exception_ptr trouble();

 private:
  /// `most_carried`: the thread has done what it can, the rest is the writer's.
  enum class Stage { idle, wanted, carrying, most_carried };

  void committed(sqlite3* writer, const char* database, int pages);
  /// Whether it is the writer's turn.
  bool take_turn(bool log_is_long);
  void work();
  void carry(std::optional<SqliteConnection>& connection);
  /// Looks at a result of SQLite's. Whether all is well.
  bool is_well(sqlite3* connection, int result);

  const std::string file_;
  const SyncFile sync_;
  int next_at_;  // pages in the log; on the writer's thread only
  std::atomic<int> log_pages_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  Stage stage_ = Stage::idle;   // guarded by mutex_
  bool ending_ = false;         // guarded by mutex_
  std::exception_ptr trouble_;  // guarded by mutex_
  std::thread thread_;          // last: it uses the rest
};

}  // namespace lianghu::db
