#include "base/id.h"

#include <algorithm>
#include <charconv>

namespace lianghu {

namespace {
constexpr std::int64_t epoch_ms = 1'577'836'800'000;  // 2020-01-01T00:00Z
constexpr int counter_bits = 21;
}  // namespace

std::optional<std::int64_t> parse_id(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

std::int64_t IdMaker::next(std::int64_t now_ms) {
  const std::int64_t from_clock = std::max<std::int64_t>(now_ms - epoch_ms, 0) << counter_bits;
  std::int64_t last = last_.load(std::memory_order_relaxed);
  std::int64_t made = 0;
  do {
    made = std::max(last + 1, from_clock);
  } while (!last_.compare_exchange_weak(last, made, std::memory_order_relaxed));
  return made;
}

void IdMaker::skip_to(std::int64_t id) {
  std::int64_t last = last_.load(std::memory_order_relaxed);
  while (last < id && !last_.compare_exchange_weak(last, id, std::memory_order_relaxed)) {
  }
}

}  // namespace lianghu
