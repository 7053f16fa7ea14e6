#pragma once
// What time brings, once a second on a thread of its own, first a moment after the start: journal entries get
// their places in the public log, old idempotency keys go.
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
  struct Calls {
    std::function<void()> new_day;  // at the first tick and after each midnight in China
    std::function<void()> placed;   // after more of the journal was signed
  };
  /// `log` outlives it.
  Ticker(Changes& changes, journal::PublicLog& log, Calls calls);
  /// Places what is still waiting, then ends.
  ~Ticker();
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

 private:
  void run();
  void tick();

  Changes& changes_;
  journal::Sequencer sequencer_;
  const journal::PublicLog& log_;
  Calls calls_;
  std::optional<Date> day_;
  std::int64_t seconds_ = 0;
  bool signs_ = true;       // at the last tick
  std::uint64_t told_ = 0;  // how many signed entries the pages know of
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace lianghu::app
