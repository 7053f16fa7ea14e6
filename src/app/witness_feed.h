#pragma once
// Brings one witness each new checkpoint of the public log and takes its signature back, on a thread of its
// own: a witness that is slow or away holds up nothing and nobody. It is said once an hour, and asked again.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/witness_files.h"
#include "db/db.h"

namespace lianghu::app {

class WitnessFeed {
 public:
  struct Timing {
    http::RemoteLimits limits = {};
    std::chrono::milliseconds retry = std::chrono::seconds(30);  // after something went wrong
  };
  /// Borrows the database. `cosigned` is called on the feed's thread after each signature that was kept.
  WitnessFeed(db::Database& database, NamedWitness witness, std::function<void()> cosigned, Timing timing);
  WitnessFeed(db::Database& database, NamedWitness witness, std::function<void()> cosigned)
      : WitnessFeed(database, std::move(witness), std::move(cosigned), Timing()) {}
  /// Gives up what is under way.
  ~WitnessFeed();
  WitnessFeed(const WitnessFeed&) = delete;
  WitnessFeed& operator=(const WitnessFeed&) = delete;

  /// There may be a new checkpoint.
  void wake();

 private:
  void run(const std::stop_token& stop);
  /// False when it has to be tried again.
  bool bring(const std::stop_token& stop);
  void well();
  void trouble(const std::string& what);

  db::Database& database_;
  const NamedWitness witness_;
  const std::function<void()> cosigned_;
  const Timing timing_;
  std::optional<std::uint64_t> known_;  // how much of the log the witness knows; nothing: not looked up yet
  std::optional<std::chrono::steady_clock::time_point> told_;  // of a trouble that goes on
  std::mutex mutex_;
  std::condition_variable_any woken_;
  bool wake_ = true;
  std::jthread thread_;  // the last member: it uses the others
};

}  // namespace lianghu::app
