#include "db/sqlite_syncer.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <memory>
#include <utility>

#include "db/db.h"

namespace lianghu::db {
namespace {

/// SQLite holds its locks on other files, so that closing this one lets go of none.
class LogFile {
 public:
  explicit LogFile(std::string path)
      : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) throw Error(Code::disk, path_ + ": cannot be opened");
  }
  ~LogFile() { ::close(descriptor_); }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void sync() const {
    if (::fdatasync(descriptor_) != 0) throw Error(Code::disk, path_ + ": cannot be made durable");
  }

 private:
  const std::string path_;
  const int descriptor_;
};

}  // namespace

SqliteSyncer::SqliteSyncer(Sync sync) : sync_(std::move(sync)), thread_([this] { work(); }) {}

SqliteSyncer::~SqliteSyncer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SqliteSyncer::take(Then then) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(then));
  }
  changed_.notify_one();
}

bool SqliteSyncer::idle() {
  const std::lock_guard lock(mutex_);
  return waiting_.empty() && !busy_;
}

std::exception_ptr SqliteSyncer::trouble() {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

std::vector<SqliteSyncer::Then> SqliteSyncer::next() {
  std::unique_lock lock(mutex_);
  busy_ = false;
  changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
  busy_ = true;
  return std::exchange(waiting_, {});
}

void SqliteSyncer::work() {
  for (auto waiting = next(); !waiting.empty(); waiting = next()) {
    sync();
    const auto lost = trouble();
    for (const Then& then : waiting) then(lost);
  }
}

void SqliteSyncer::sync() {
  if (trouble()) return;
  try {
    sync_();
  } catch (const std::exception& error) {
    spdlog::critical("{}. Nothing more is written until the program is started again.", error.what());
    const std::lock_guard lock(mutex_);
    trouble_ = std::current_exception();
  }
}

SqliteSyncer::Sync sync_of_log(const std::string& database_file) {
  // Opened now and not when needed: what failed on it before is only told to who had it open then.
  return [file = std::make_shared<const LogFile>(database_file + "-wal")] { file->sync(); };
}

}  // namespace lianghu::db
