#pragma once
// How often the same network or account may try something: a bucket of tokens for each key, filled at a
// steady rate. Kept in memory only and bounded: when there are too many keys, the one unused longest is
// forgotten. Safe on every thread.
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/time.h"

namespace lianghu::http {

class RateLimiter {
 public:
  /// `burst` tries at once, then one every `seconds_each`.
  RateLimiter(int burst, int seconds_each, std::size_t keys_max = 100'000);

  /// Takes a token. Nothing: go on; otherwise the whole seconds until there is one.
  [[nodiscard]] std::optional<int> take(const std::string& key, Instant now);
  /// As take; throws Refusal 429 rate.limited {seconds}.
  void require(const std::string& key, Instant now);
  /// What was taken last was no guess after all.
  void give_back(const std::string& key);
  /// After a success: the key starts afresh.
  void forget(const std::string& key);
  [[nodiscard]] std::size_t keys() const;

 private:
  struct Bucket {
    double tokens = 0;
    Instant filled;
    std::list<std::string>::iterator age;
  };

  const double burst_;
  const double seconds_each_;
  const std::size_t keys_max_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::list<std::string> ages_;  // the last used first
};

}  // namespace lianghu::http
