#pragma once
// Carries what was committed from SQLite's write-ahead log into the database file: most of it beside the
// writer, as it costs two fsyncs and all the pages, and whoever writes should not wait for them. What was
// committed meanwhile, some hundred pages, the writer carries over itself between two commits, or the log
// would never be carried over as a whole under a load that does not pause: only then SQLite begins it anew
// (ADR 17).
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "db/sqlite_connection.h"

namespace lianghu::db {

class SqliteCheckpointer {
 public:
  explicit SqliteCheckpointer(std::string file);
  /// Ends after the checkpoint that is on its way.
  ~SqliteCheckpointer();
  SqliteCheckpointer(const SqliteCheckpointer&) = delete;
  SqliteCheckpointer& operator=(const SqliteCheckpointer&) = delete;

  /// From now on this is called after each commit of `writer`, which must not outlive it, instead of SQLite's
  /// own checkpoint. There is one writer.
  void follow(const SqliteConnection& writer);

 private:
  /// `most_carried`: the thread has done what it can, the rest is the writer's.
  enum class Stage { idle, wanted, carrying, most_carried };

  void committed(sqlite3* writer, const char* database, int pages);
  /// Whether it is the writer's turn.
  bool take_turn(bool log_is_long);
  void work();
  void carry(std::optional<SqliteConnection>& connection) const;

  const std::string file_;
  int next_at_;             // pages in the log; on the writer's thread only
  bool has_asked_ = false;  // the same
  std::atomic<int> log_pages_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  Stage stage_ = Stage::idle;  // guarded by mutex_
  bool ending_ = false;        // guarded by mutex_
  std::thread thread_;         // last: it uses the rest
};

}  // namespace lianghu::db
