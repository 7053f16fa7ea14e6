#include "app/ticker.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace lianghu::app {

namespace {
// A phone that was offline for a season may still send what it queued; its key must be known then.
constexpr std::int64_t keys_days_max = 90;
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr std::int64_t seconds_an_hour = 3600;
// Whoever waited for the start gets a page first.
constexpr auto first_tick_after = std::chrono::milliseconds(200);
}  // namespace

Ticker::Ticker(Changes& changes, journal::PublicLog& log, Calls calls)
    : changes_(changes),
      sequencer_(changes.database(), changes.clock(), &log),
      log_(log),
      calls_(std::move(calls)),
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
  stopped_.wait_for(lock, first_tick_after, [this] { return stop_; });
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
    if (day_ != today) calls_.new_day();
    day_ = today;
    sequencer_.sequence();
    const bool is_new_hour = seconds_++ % seconds_an_hour == 0;
    // At once when it happens, and every hour from then on.
    if (!log_.may_sign() && (is_new_hour || signs_))
      spdlog::error("the public log is not signed: this database does not continue what was signed last");
    signs_ = log_.may_sign();
    if (is_new_hour) changes_.forget_keys({changes_.clock().now().ms - keys_days_max * day_ms});
  } catch (const std::exception& error) {
    spdlog::warn("what time brings must wait: {}", error.what());
  }
  // Also when something failed behind the signature.
  if (told_ != sequencer_.signed_size()) calls_.placed();
  told_ = sequencer_.signed_size();
}

}  // namespace lianghu::app
