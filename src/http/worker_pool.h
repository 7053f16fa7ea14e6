#pragma once
// The database threads: handlers run here, one after another each, and a full queue says no at once, so that
// under load a request waits a short known time or is told to come again. A thread is made when there is work
// and nobody free for it, so an idle server has none.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lianghu::http {

class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t queue_max);
  /// As stop().
  ~WorkerPool();

  /// False if the queue is full or the pool was stopped. A job must not throw.
  [[nodiscard]] bool submit(std::function<void()> job);
  [[nodiscard]] std::size_t queued() const;
  /// Lets running jobs end, forgets waiting ones, and joins the threads.
  void stop();

 private:
  void work();
  bool add_thread();

  const std::size_t threads_max_;
  const std::size_t queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::thread> threads_;
  std::size_t free_ = 0;  // threads that wait for a job
  bool stopped_ = false;
};

}  // namespace lianghu::http
