#include "db/sqlite_checkpointer.h"

#include <optional>

namespace lianghu::db {
namespace {

constexpr int pages_from = 1000;   // SQLite's own default: 4 MB
constexpr int pages_max = 16'000;  // 64 MB, to which journal_size_limit cuts the log back

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(std::string file)
    : file_(std::move(file)), thread_([this] { work(); }) {}

SqliteCheckpointer::~SqliteCheckpointer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SqliteCheckpointer::follow(const SqliteConnection& writer) {
  sqlite3_wal_hook(writer.handle(), &SqliteCheckpointer::committed, this);
}

/// `pages` are those in the log.
int SqliteCheckpointer::committed(void* self, sqlite3* writer, const char* database, int pages) {
  // Then the thread is left alone, so that it does not hold the lock when the writer wants it. Whether that
  // gets anywhere now is no matter of the commit: the next one asks again.
  if (pages >= pages_max)
    sqlite3_wal_checkpoint_v2(writer, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  else if (pages >= pages_from)
    static_cast<SqliteCheckpointer*>(self)->wake();
  return SQLITE_OK;
}

void SqliteCheckpointer::wake() {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  changed_.notify_one();
}

void SqliteCheckpointer::work() {
  std::optional<SqliteConnection> connection;  // a program that writes little needs none
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || wanted_; });
      if (ending_) return;
      wanted_ = false;
    }
    try {
      if (!connection) connection.emplace(file_, SqliteConnection::Use::writing);
    } catch (const Error&) {  // out of file handles, say: the writer does it at pages_max
      continue;
    }
    int pages = 0;
    int carried = 0;
    const int result =
        sqlite3_wal_checkpoint_v2(connection->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &carried);
    if (result != SQLITE_OK || pages != carried) continue;
    // Who committed meanwhile asks again while the log is long. A second one at once would find nothing, and
    // SQLite before 3.51.3 can damage the file when a commit begins the log anew just then ("WAL-reset").
    const std::lock_guard lock(mutex_);
    wanted_ = false;
  }
}

}  // namespace lianghu::db
