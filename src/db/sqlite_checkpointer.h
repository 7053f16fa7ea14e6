#pragma once
// Carries what was committed from SQLite's write-ahead log into the database file, beside the writer: it
// costs two fsyncs and all the pages, and whoever writes should not wait for them. While the log is long the
// writer does it itself, so that under a load that never pauses the log does not grow without end.
#include <condition_variable>
#include <mutex>
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
  /// own checkpoint.
  void follow(const SqliteConnection& writer);

 private:
  static int committed(void* self, sqlite3* writer, const char* database, int pages);
  void wake();
  void work();

  const std::string file_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool wanted_ = false;  // guarded by mutex_
  bool ending_ = false;  // guarded by mutex_
  std::thread thread_;   // last: it uses the rest
};

}  // namespace lianghu::db
