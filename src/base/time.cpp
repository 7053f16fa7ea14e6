#include "base/time.h"

#include <fmt/format.h>

namespace lianghu {

namespace {
using namespace std::chrono;
constexpr auto china_offset = hours{8};

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}
}  // namespace

Date china_date(Instant at) {
  return Date{floor<days>(sys_time<milliseconds>{milliseconds{at.ms}} + china_offset)};
}

Instant china_instant(Date day, int minutes_after) {
  const auto start = sys_time<milliseconds>{sys_days{day}} - china_offset + minutes{minutes_after};
  return {start.time_since_epoch().count()};
}

std::optional<Date> parse_date(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto y = digits(iso.substr(0, 4));
  const auto m = digits(iso.substr(5, 2));
  const auto d = digits(iso.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const Date day{year{*y}, month{static_cast<unsigned>(*m)}, std::chrono::day{static_cast<unsigned>(*d)}};
  if (!day.ok()) return std::nullopt;
  return day;
}

std::string format_date(Date day) {
  return fmt::format("{:04}-{:02}-{:02}", int{day.year()}, unsigned{day.month()}, unsigned{day.day()});
}

std::string format_instant(Instant at) {
  const auto local = sys_time<milliseconds>{milliseconds{at.ms}} + china_offset;
  const auto midnight = floor<days>(local);
  const hh_mm_ss time{floor<seconds>(local - midnight)};
  return fmt::format("{}T{:02}:{:02}:{:02}+08:00", format_date(Date{midnight}), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

std::optional<Instant> parse_instant(std::string_view iso) {
  if (iso.size() != 25 || iso.substr(10, 1) != "T" || iso.substr(19) != "+08:00" || iso[13] != ':' ||
      iso[16] != ':')
    return std::nullopt;
  const auto day = parse_date(iso.substr(0, 10));
  const auto hour = digits(iso.substr(11, 2));
  const auto minute = digits(iso.substr(14, 2));
  const auto second = digits(iso.substr(17, 2));
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  const Instant at = china_instant(*day, *hour * 60 + *minute);
  return Instant{at.ms + *second * 1000};
}

Date add_days(Date day, int count) {
  return Date{sys_days{day} + days{count}};
}

int days_between(Date from, Date to) {
  return static_cast<int>((sys_days{to} - sys_days{from}).count());
}

Instant SystemClock::now() const {
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace lianghu
