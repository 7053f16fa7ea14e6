#include "db/rerun.h"

#include <algorithm>
#include <random>

namespace lianghu::db {

Reaction reaction_to(Code code) {
  switch (code) {
    case Code::serialization:
    case Code::busy:
      return Reaction::rerun;
    case Code::connection:
    case Code::read_only:
      return Reaction::reconnect;
    default:
      return Reaction::give_up;
  }
}

std::optional<std::chrono::milliseconds> Patience::next() {
  // Only spreads load; nothing that is stored depends on it.
  thread_local std::minstd_rand chance{std::random_device{}()};
  const auto now = std::chrono::steady_clock::now();
  if (!first_failure_) first_failure_ = now;
  const int longest_ms = std::min(1000, 5 << std::min(failures_, 8));
  ++failures_;
  std::uniform_int_distribution<int> between(longest_ms / 2, longest_ms);
  const std::chrono::milliseconds wait(between(chance));
  if (now + wait > *first_failure_ + total_max) return std::nullopt;
  return wait;
}

}  // namespace lianghu::db
