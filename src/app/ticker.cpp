#include "app/ticker.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace lianghu::app {

namespace {
// A phone that was offline for a season may still send what it queued; its key must be known then.
constexpr std::int64_t keys_days_max = 90;
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr std::int64_t forget_every_seconds = 3600;
}  // namespace

Ticker::Ticker(Changes& changes, std::function<void()> new_day)
    : changes_(changes),
      sequencer_(changes.database(), changes.clock()),
      new_day_(std::move(new_day)),
      thread_([this] { run(); }) {}

Ticker::~Ticker() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  stopped_.notify_one();
  thread_.join();
}

void Ticker::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    lock.unlock();
    tick();
    lock.lock();
    stopped_.wait_for(lock, std::chrono::seconds(1), [this] { return stop_; });
  }
  lock.unlock();
  tick();
}

void Ticker::tick() {
  // A database that is away for a while must not end the program: the next second tries again.
  try {
    const Date today = china_date(changes_.clock().now());
    if (day_ != today) new_day_();
    day_ = today;
    sequencer_.sequence();
    if (seconds_++ % forget_every_seconds == 0)
      changes_.forget_keys({changes_.clock().now().ms - keys_days_max * day_ms});
  } catch (const std::exception& error) {
    spdlog::warn("what time brings must wait: {}", error.what());
  }
}

}  // namespace lianghu::app
