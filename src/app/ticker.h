#pragma once
// What time brings, once a second on a thread of its own: journal entries get their places, old idempotency
// keys go.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "journal/change.h"
#include "journal/sequencer.h"

namespace lianghu::app {

class Ticker {
 public:
  /// `new_day` is called at the first tick and after each midnight in China.
  Ticker(Changes& changes, std::function<void()> new_day);
  /// Places what is still waiting, then ends.
  ~Ticker();
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

 private:
  void run();
  void tick();

  Changes& changes_;
  journal::Sequencer sequencer_;
  std::function<void()> new_day_;
  std::optional<Date> day_;
  std::int64_t seconds_ = 0;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace lianghu::app
