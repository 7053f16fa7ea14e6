#include "http/worker_pool.h"

#include <system_error>
#include <utility>

namespace lianghu::http {

WorkerPool::WorkerPool(int threads_max, std::size_t queue_max)
    : threads_max_(static_cast<std::size_t>(threads_max)), queue_max_(queue_max) {
  threads_.reserve(threads_max_);
}

WorkerPool::~WorkerPool() {
  stop();
}

bool WorkerPool::submit(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || queue_.size() >= queue_max_) return false;
    queue_.push_back(std::move(job));
    if (!has_thread_for_all()) {
      queue_.pop_back();
      return false;
    }
  }
  changed_.notify_one();
  return true;
}

/// Starts one if need be; false when there is none at all. Called with the lock.
bool WorkerPool::has_thread_for_all() {
  if (queue_.size() <= idle_ || threads_.size() >= threads_max_) return true;
  try {
    threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {  // the system has no more: those that are there take it in their turn
    return !threads_.empty();
  }
  return true;
}

std::size_t WorkerPool::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void WorkerPool::stop() {
  std::deque<std::function<void()>> forgotten;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    forgotten.swap(queue_);
  }
  changed_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::work() {
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      ++idle_;
      changed_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
      --idle_;
      if (stopped_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace lianghu::http
