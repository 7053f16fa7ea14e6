#include "db/sqlite_checkpointer.h"

#include <spdlog/spdlog.h>

namespace lianghu::db {
namespace {

constexpr int pages_from = 3000;  // 12 MB; ADR 17 says why not SQLite's own 1000
// 64 MB, to which journal_size_limit cuts the log back. From here on the short moments are looked for in
// which nobody reads what it held before.
constexpr int pages_many = 16'000;
constexpr int pages_a_try_from_there = 200;
// The first takes the longest, and much is committed meanwhile.
constexpr int passes_beside_the_writer = 2;

void carry_nothing_at_the_end(sqlite3* connection) {
  sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

}  // namespace

/// Not opened besides: to close it would let go of all locks on it.
int sync_file(const SqliteConnection& connection) {
  sqlite3_file* file = nullptr;
  const int found = sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (found != SQLITE_OK || file == nullptr || file->pMethods == nullptr) return SQLITE_IOERR;
  return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

SqliteCheckpointer::SqliteCheckpointer(std::string file, SyncFile sync)
    : file_(std::move(file)), sync_(sync), next_at_(pages_from), thread_([this] { work(); }) {}

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
  if (!take_turn(pages >= next_at_)) return;
  // The thread is at rest, and in this program only this one begins the log anew.
  is_well(writer, sqlite3_wal_checkpoint_v2(writer, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr));
  // While somebody reads what the log held before, it goes on; then it is not worth trying at each commit.
  next_at_ = pages + (pages < pages_many ? pages_from : pages_a_try_from_there);
}

std::exception_ptr SqliteCheckpointer::trouble() {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

bool SqliteCheckpointer::is_well(sqlite3* connection, int result) {
  if ((result & 0xff) != SQLITE_IOERR) return result == SQLITE_OK;
  spdlog::critical(
      "{}: cannot be written ({}). The log keeps what is new until the program is started again.", file_,
      sqlite3_errstr(result));
  carry_nothing_at_the_end(connection);
  const std::lock_guard lock(mutex_);
  trouble_ = std::make_exception_ptr(Error(Code::disk, file_ + ": cannot be written"));
  return false;
}

bool SqliteCheckpointer::take_turn(bool log_is_long) {
  {
    const std::lock_guard lock(mutex_);
    if (trouble_) return false;
    if (stage_ == Stage::most_carried) {
      stage_ = Stage::idle;
      return log_is_long;  // not when the thread has carried everything and the log began anew
    }
    if (!log_is_long || stage_ != Stage::idle) return false;
    stage_ = Stage::wanted;
  }
  changed_.notify_one();
  return false;
}

void SqliteCheckpointer::work() {
  std::optional<SqliteConnection> connection;  // a program that writes little needs none
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ending_ || stage_ == Stage::wanted; });
    if (ending_) break;
    stage_ = Stage::carrying;
    lock.unlock();
    carry(connection);
    lock.lock();
    stage_ = Stage::most_carried;
  }
  if (trouble_ && connection) carry_nothing_at_the_end(connection->handle());  // it is the last to close
}

void SqliteCheckpointer::carry(std::optional<SqliteConnection>& connection) {
  try {
    if (!connection) connection.emplace(file_, SqliteConnection::Use::writing);
  } catch (const std::exception&) {  // out of file handles, say: the writer carries all of it
    return;
  }
  sqlite3* const handle = connection->handle();
  for (int pass = 0; pass < passes_beside_the_writer; ++pass) {
    int carried = 0;
    if (!is_well(handle,
                 sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, &carried)))
      return;
    // SQLite syncs the file only when it has carried everything, and the writer should not wait for all these
    // pages.
    if (!is_well(handle, sync_(*connection))) return;
    // A second one would find nothing, and SQLite before 3.51.3 can damage the file when a commit begins the
    // log anew just then ("WAL-reset"). While something is left to carry, none can.
    if (log_pages_ <= carried) return;
  }
}

}  // namespace lianghu::db
