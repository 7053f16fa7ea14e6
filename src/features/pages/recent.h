#pragma once
// What was looked up a moment ago: when many speak at one door, or at the doors of one village, or one form
// comes again and again, to whom it goes is not worked out anew for each. A second is far less than passes
// between a form and its sending; and what comes to concern a secretary later goes past the branch on the
// next day (feedback::pass_by_concerned).
#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "base/time.h"

namespace lianghu::pages {

/// Safe on every thread. Two that ask at once may both look.
template <class Key, class Value>
class Recent {
 public:
  explicit Recent(std::int64_t kept_ms) : kept_ms_(kept_ms) {}
  /// `look` is asked when nobody did within the time that is kept. What it throws comes out and is not kept.
  template <class Look>
  [[nodiscard]] Value at(const Key& key, Instant now, const Look& look) {
    // A clock that was set back must not make an old one a new one.
    const auto is_recent = [&](const Seen& seen) {
      return now.ms >= seen.at.ms && now.ms - seen.at.ms < kept_ms_;
    };
    {
      const std::lock_guard lock(mutex_);
      const auto found = seen_.find(key);
      if (found != seen_.end() && is_recent(found->second)) return found->second.value;
    }
    Value value = look();
    const std::lock_guard lock(mutex_);
    if (seen_.size() >= kept_max) seen_.clear();
    seen_.insert_or_assign(key, Seen{value, now});
    return value;
  }

 private:
  static constexpr std::size_t kept_max = 10'000;
  struct Seen {
    Value value;
    Instant at;
  };
  const std::int64_t kept_ms_;
  std::mutex mutex_;
  std::unordered_map<Key, Seen> seen_;
};

}  // namespace lianghu::pages
