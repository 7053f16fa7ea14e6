#include "features/pages/recent_doors.h"

namespace lianghu::pages {

namespace {

constexpr std::int64_t kept_ms = 1000;
constexpr std::size_t doors_max = 10'000;

}  // namespace

feedback::Door RecentDoors::at(const std::string& token, Instant now,
                               const std::function<feedback::Door()>& look) {
  // A clock that was set back must not make an old door a new one.
  const auto is_recent = [&](const Seen& seen) {
    return now.ms >= seen.at.ms && now.ms - seen.at.ms < kept_ms;
  };
  {
    const std::lock_guard lock(mutex_);
    const auto found = seen_.find(token);
    if (found != seen_.end() && is_recent(found->second)) return found->second.door;
  }
  feedback::Door door = look();
  const std::lock_guard lock(mutex_);
  if (seen_.size() >= doors_max) seen_.clear();
  seen_.insert_or_assign(token, Seen{door, now});
  return door;
}

}  // namespace lianghu::pages
