#pragma once
// Waits for the disk in the writer's place. A commit that is in SQLite's log but not on the disk yet is taken
// over here, with whoever waits for it; while the disk works, the writer runs the next jobs. They are told in
// the order of the commits, and none before its commit is durable.
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lianghu::db {

class SqliteSyncer {
 public:
  /// Returns when what was in the log before it was called is on the disk; throws when it cannot be.
  using Sync = std::function<void()>;
  /// Called once, on the syncer's thread: with nothing, or with why the commit may be lost. Throws nothing.
  using Then = std::function<void(const std::exception_ptr&)>;

  explicit SqliteSyncer(Sync sync);
  /// Finishes what waits.
  ~SqliteSyncer();
  SqliteSyncer(const SqliteSyncer&) = delete;
  SqliteSyncer& operator=(const SqliteSyncer&) = delete;

  /// `then` is of a commit that is in the log.
  void take(Then then);
  /// Nobody waits: what was committed before is durable.
  [[nodiscard]] bool idle();
  /// Why the disk failed. After that nothing can be durable: what was not written then is in no memory of the
  /// system any more, so a later success would say nothing of it.
  [[nodiscard]] std::exception_ptr trouble();
  [[nodiscard]] bool is_this_thread() const { return std::this_thread::get_id() == thread_.get_id(); }

 private:
  void work();
  [[nodiscard]] std::vector<Then> next();
  void sync();

  const Sync sync_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Then> waiting_;   // guarded by mutex_
  std::exception_ptr trouble_;  // guarded by mutex_
  bool busy_ = false;           // guarded by mutex_
  bool ending_ = false;         // guarded by mutex_
  std::thread thread_;          // last: it uses the rest
};

/// A Sync for the write-ahead log of this database, which a transaction has made and a connection keeps.
/// Throws Error disk.
[[nodiscard]] SqliteSyncer::Sync sync_of_log(const std::string& database_file);

}  // namespace lianghu::db
