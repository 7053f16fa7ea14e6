#include "http/worker_pool.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace lianghu::http {

WorkerPool::WorkerPool(int threads, std::size_t queue_max)
    : threads_max_(static_cast<std::size_t>(std::max(1, threads))), queue_max_(queue_max) {}

WorkerPool::~WorkerPool() {
  stop();
}

bool WorkerPool::submit(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || queue_.size() >= queue_max_) return false;
    queue_.push_back(std::move(job));
    if (queue_.size() > free_ && threads_.size() < threads_max_ && !add_thread() && threads_.empty()) {
      queue_.pop_back();
      return false;
    }
  }
  changed_.notify_one();
  return true;
}

/// False when the system has no thread to give; those that are there go on.
bool WorkerPool::add_thread() {
  try {
    threads_.emplace_back([this] { work(); });
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

std::size_t WorkerPool::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void WorkerPool::stop() {
  std::deque<std::function<void()>> forgotten;
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    forgotten.swap(queue_);
    threads.swap(threads_);
  }
  changed_.notify_all();
  for (auto& thread : threads) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::work() {
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      ++free_;
      changed_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
      --free_;
      if (stopped_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace lianghu::http
