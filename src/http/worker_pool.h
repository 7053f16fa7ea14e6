#pragma once
// The database threads: handlers run here, one after another each, and a full queue says no at once, so that
// under load a request waits a short known time or is told to come again. A thread is started when a job
// finds none that waits for one, and stays.
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
  WorkerPool(int threads_max, std::size_t queue_max);
  /// As stop().
  ~WorkerPool();

  /// False if the queue is full or the pool was stopped. A job must not throw.
  [[nodiscard]] bool submit(std::function<void()> job);
  [[nodiscard]] std::size_t queued() const;
  /// Lets running jobs end, forgets waiting ones, and joins the threads.
  void stop();

 private:
  bool has_thread_for_all();
  void work();

  const std::size_t threads_max_;
  const std::size_t queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;  // threads that wait for a job
  bool stopped_ = false;
};

}  // namespace lianghu::http
