#pragma once
// A fixed number of connections, lent to one thread each. Whoever finds none free waits; the wait ends with
// Error busy, so that an overload is an answer and not a standstill.
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "db/db.h"

namespace lianghu::db {

template <class Connection>
class Pool {
 public:
  static constexpr auto wait_max = std::chrono::seconds(15);

  /// Given back when it goes out of scope.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  explicit Pool(std::vector<std::unique_ptr<Connection>> connections) : free_(std::move(connections)) {
    if (free_.empty()) throw std::logic_error("a pool needs a connection");
  }

  [[nodiscard]] Lease lease() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, wait_max, [&] { return !free_.empty(); })) {
      throw Error(Code::busy, "every connection to the database is in use");
    }
    auto connection = std::move(free_.back());
    free_.pop_back();
    return Lease(*this, std::move(connection));
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(std::move(connection));
    }
    changed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Connection>> free_;  // guarded by mutex_
};

}  // namespace lianghu::db
