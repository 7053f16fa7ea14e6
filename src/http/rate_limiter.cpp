#include "http/rate_limiter.h"

#include <algorithm>
#include <cmath>

#include "base/refusal.h"

namespace lianghu::http {

RateLimiter::RateLimiter(int burst, int seconds_each, std::size_t keys_max)
    : burst_(burst), seconds_each_(seconds_each), keys_max_(keys_max) {}

std::optional<int> RateLimiter::take(const std::string& key, Instant now) {
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(key);
  if (found == buckets_.end()) {
    if (buckets_.size() >= keys_max_) {
      buckets_.erase(ages_.back());
      ages_.pop_back();
    }
    ages_.push_front(key);
    found = buckets_.emplace(key, Bucket{burst_, now, ages_.begin()}).first;
  }
  Bucket& bucket = found->second;
  ages_.splice(ages_.begin(), ages_, bucket.age);
  // A clock that goes back gives nothing and takes nothing.
  const double passed = static_cast<double>(std::max<std::int64_t>(0, now.ms - bucket.filled.ms)) / 1000;
  bucket.tokens = std::min(burst_, bucket.tokens + passed / seconds_each_);
  bucket.filled = now;
  if (bucket.tokens < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) * seconds_each_)));
  bucket.tokens -= 1;
  return std::nullopt;
}

void RateLimiter::require(const std::string& key, Instant now) {
  if (const auto wait = take(key, now)) {
    throw Refusal(Status::too_many, "rate.limited", {}, {{"seconds", std::to_string(*wait)}});
  }
}

void RateLimiter::give_back(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(key);
  if (found != buckets_.end()) found->second.tokens = std::min(burst_, found->second.tokens + 1);
}

void RateLimiter::forget(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(key);
  if (found == buckets_.end()) return;
  ages_.erase(found->second.age);
  buckets_.erase(found);
}

std::size_t RateLimiter::keys() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace lianghu::http
