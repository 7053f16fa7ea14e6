#pragma once
// A bounded number of connections, lent to one thread each, and made when somebody finds none free: each
// reads the whole schema first, so an idle program has few. Whoever may make no more waits; the wait ends
// with Error busy, so that an overload is an answer and not a standstill.
#include <chrono>
#include <condition_variable>
#include <functional>
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

  using Make = std::function<std::unique_ptr<Connection>()>;

  Pool(Make make, std::size_t connections_max) : make_(std::move(make)), connections_max_(connections_max) {
    if (connections_max == 0) throw std::logic_error("a pool needs a connection");
  }

  /// Throws what making a connection throws.
  [[nodiscard]] Lease lease() {
    std::unique_lock lock(mutex_);
    const auto is_served = [&] { return !free_.empty() || made_ < connections_max_; };
    if (!changed_.wait_for(lock, wait_max, is_served)) {
      throw Error(Code::busy, "every connection to the database is in use");
    }
    if (free_.empty()) {
      ++made_;
      lock.unlock();
      return Lease(*this, made());
    }
    auto connection = std::move(free_.back());
    free_.pop_back();
    return Lease(*this, std::move(connection));
  }

 private:
  std::unique_ptr<Connection> made() {
    try {
      return make_();
    } catch (...) {
      {
        const std::lock_guard lock(mutex_);
        --made_;
      }
      changed_.notify_one();
      throw;
    }
  }

  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(std::move(connection));
    }
    changed_.notify_one();
  }

  const Make make_;
  const std::size_t connections_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Connection>> free_;  // guarded by mutex_, as the next
  std::size_t made_ = 0;
};

}  // namespace lianghu::db
