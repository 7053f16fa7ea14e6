#pragma once
// Time. An Instant is UTC milliseconds; a Date is a civil date. The programme's days are China's (UTC+8, no
// summer time since 1991), so `china_date` is the one place that turns an instant into a day. *Now* comes
// from the Context.
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lianghu {

using Date = std::chrono::year_month_day;

struct Instant {
  std::int64_t ms = 0;  // since 1970-01-01T00:00Z
  auto operator<=>(const Instant&) const = default;
};

/// The day in China at that instant.
[[nodiscard]] Date china_date(Instant at);
/// Midnight in China at the start of that day, plus `minutes`.
[[nodiscard]] Instant china_instant(Date day, int minutes = 0);
/// "2020-08-11"; nothing if the text is not a real date in just that form.
[[nodiscard]] std::optional<Date> parse_date(std::string_view iso);
[[nodiscard]] std::string format_date(Date day);       // 2020-08-11
[[nodiscard]] std::string format_instant(Instant at);  // 2020-08-11T08:30:00+08:00
/// The inverse of format_instant, to the second; nothing for any other form.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view iso);
[[nodiscard]] Date add_days(Date day, int days);
[[nodiscard]] int days_between(Date from, Date to);

/// Where *now* comes from: the system, a test's, or the demo's.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  [[nodiscard]] Instant now() const override { return now_; }
  void set(Instant at) { now_ = at; }

 private:
  Instant now_;
};

}  // namespace lianghu
