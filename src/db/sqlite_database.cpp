#include "db/sqlite_database.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "db/pool.h"
#include "db/sqlite_checkpointer.h"
#include "db/sqlite_writer.h"

namespace lianghu::db {
namespace {

using Use = SqliteConnection::Use;

void sync_to_disk(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!synced) throw Error(Code::disk, path.string() + ": cannot be made durable");
}

SqliteConnection migrated(const Options& options, const std::vector<Migration>& history) {
  SqliteConnection connection(options.sqlite_file, Use::writing);
  connection.command("BEGIN IMMEDIATE");
  try {
    SqliteTransaction tx(connection);
    migrate(tx, options, history);
    connection.command("COMMIT");
  } catch (...) {
    connection.rollback();
    throw;
  }
  return connection;
}

/// What a program left in the log that was ended between a commit and its sync is read back from the system's
/// memory, and may be missing on the disk; behind such a hole nothing would be found after a power cut. So it
/// is carried into the file before anybody is told anything of it.
SqliteConnection durable(SqliteConnection connection) {
  connection.run("PRAGMA wal_checkpoint(PASSIVE)", {});
  return connection;
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const Options& options, const std::vector<Migration>& history)
      : file_(options.sqlite_file),
        checkpointer_(file_),
        writer_{followed(durable(migrated(options, history))), sync_of_log(file_)},  // in this order
        readers_([this] { return std::make_unique<SqliteConnection>(file_, Use::reading); },
                 static_cast<std::size_t>(std::max(1, options.readers))) {}

  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

  void require_writable() override {
    if (const auto failed = writer_.trouble()) std::rethrow_exception(failed);
    if (const auto failed = checkpointer_.trouble()) std::rethrow_exception(failed);
  }

  void write_later(Job work, Done done) override { writer_.run_later(std::move(work), std::move(done)); }

  void backup_to(const std::string& file) override {
    std::error_code missing;
    if (std::filesystem::equivalent(file, file_, missing)) {
      throw Error(Code::disk, file + ": is the database itself");
    }
    const auto part = file + ".part";
    std::filesystem::remove(part, missing);
    copy_to(part);
    sync_to_disk(part);
    std::filesystem::rename(part, file);
    sync_to_disk(std::filesystem::absolute(file).parent_path());
  }

 protected:
  void write_job(const Job& job) override { writer_.run(job, SqliteWriter::Seen::when_durable); }
  void write_early_job(const Job& job) override { writer_.run(job, SqliteWriter::Seen::when_committed); }

  void read_job(const Job& job) override {
    const auto reader = readers_.lease();
    reader->command("BEGIN DEFERRED");
    try {
      SqliteTransaction tx(*reader);
      job(tx);
      tx.require_alive();
    } catch (...) {
      reader->rollback();
      throw;
    }
    reader->rollback();
  }

 private:
  // One step copies every page from one snapshot; in WAL mode that keeps nobody from writing.
  void copy_to(const std::string& file) const {
    const SqliteConnection source(file_, Use::reading);
    sqlite3* target = nullptr;
    int result = sqlite3_open_v2(file.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closer(target, sqlite3_close);
    if (result != SQLITE_OK) throw Error(Code::disk, file + ": " + sqlite3_errstr(result));
    auto* const backup = sqlite3_backup_init(target, "main", source.handle(), "main");
    if (backup == nullptr) throw Error(Code::other, file + ": " + sqlite3_errmsg(target));
    result = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (result != SQLITE_DONE) throw Error(Code::disk, file + ": " + sqlite3_errstr(result));
    if (finished != SQLITE_OK) throw Error(Code::disk, file + ": " + sqlite3_errstr(finished));
  }

  SqliteConnection followed(SqliteConnection connection) {
    checkpointer_.follow(connection);
    return connection;
  }

  const std::string file_;
  SqliteCheckpointer checkpointer_;  // before the writer, which calls it
  SqliteWriter writer_;
  Pool<SqliteConnection> readers_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const Options& options, const std::vector<Migration>& history) {
  return std::make_unique<SqliteDatabase>(options, history);
}

}  // namespace lianghu::db
