#include "db/sqlite_checkpointer.h"

namespace lianghu::db {
namespace {

constexpr int pages_from = 3000;  // 12 MB; ADR 17 says why not SQLite's own 1000
// The first takes the longest, and much is committed meanwhile.
constexpr int passes_beside_the_writer = 2;

/// The database's file, through the connection: to open and close it besides would let go of all locks on it.
/// A checkpoint syncs it only when it has carried everything, and the writer should not wait for all these
/// pages. Where it fails, that checkpoint's own sync is told of it.
void sync_file(const SqliteConnection& connection) {
  sqlite3_file* file = nullptr;
  const int found = sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (found == SQLITE_OK && file != nullptr && file->pMethods != nullptr)
    file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(std::string file)
    : file_(std::move(file)), next_at_(pages_from), thread_([this] { work(); }) {}

SqliteCheckpointer::~SqliteCheckpointer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SqliteCheckpointer::follow(const SqliteConnection& writer) {
  const auto hook = [](void* self, sqlite3* connection, const char* database, int pages) {
    static_cast<SqliteCheckpointer*>(self)->committed(connection, database, pages);
    return SQLITE_OK;  // whether a checkpoint gets anywhere is no matter of the commit
  };
  sqlite3_wal_hook(writer.handle(), hook, this);
}

/// `pages` are those in the log.
void SqliteCheckpointer::committed(sqlite3* writer, const char* database, int pages) {
  if (pages < log_pages_.exchange(pages)) next_at_ = pages_from;  // it has begun anew
  const bool is_long = pages >= next_at_;
  if ((!is_long && !has_asked_) || !take_turn(is_long)) return;
  // The thread is at rest, and only this one begins the log anew.
  sqlite3_wal_checkpoint_v2(writer, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  // While somebody reads what the log held before, it goes on; then it is not worth trying at each commit.
  next_at_ = pages + pages_from;
}

bool SqliteCheckpointer::take_turn(bool log_is_long) {
  {
    const std::lock_guard lock(mutex_);
    if (stage_ == Stage::most_carried) {
      stage_ = Stage::idle;
      has_asked_ = false;
      return log_is_long;  // not when the thread has carried everything and the log began anew
    }
    if (!log_is_long || stage_ != Stage::idle) return false;
    stage_ = Stage::wanted;
    has_asked_ = true;
  }
  changed_.notify_one();
  return false;
}

void SqliteCheckpointer::work() {
  std::optional<SqliteConnection> connection;  // a program that writes little needs none
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ending_ || stage_ == Stage::wanted; });
    if (ending_) return;
    stage_ = Stage::carrying;
    lock.unlock();
    carry(connection);
    lock.lock();
    stage_ = Stage::most_carried;
  }
}

void SqliteCheckpointer::carry(std::optional<SqliteConnection>& connection) const {
  try {
    if (!connection) connection.emplace(file_, SqliteConnection::Use::writing);
  } catch (const Error&) {  // out of file handles, say: the writer carries all of it
    return;
  }
  for (int pass = 0; pass < passes_beside_the_writer; ++pass) {
    int carried = 0;
    const int result =
        sqlite3_wal_checkpoint_v2(connection->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, &carried);
    sync_file(*connection);
    // A second one would find nothing, and SQLite before 3.51.3 can damage the file when a commit begins the
    // log anew just then ("WAL-reset"). While something is left to carry, none can.
    if (result != SQLITE_OK || log_pages_ <= carried) return;
  }
}

}  // namespace lianghu::db
