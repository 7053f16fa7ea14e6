#include "documents/date_reader.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "documents/xlsx_cell.h"

namespace lianghu::documents {
namespace {

/// Half-width digits; one `-` for each of the signs that people put between year, month and day; spaces as
/// they are.
std::string plain(std::string_view typed) {
  std::string text = trim(typed);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 16> same = {{{"－", "-"},
                                                                                   {"—", "-"},
                                                                                   {"–", "-"},
                                                                                   {"／", "-"},
                                                                                   {"/", "-"},
                                                                                   {"．", "-"},
                                                                                   {"。", "-"},
                                                                                   {"、", "-"},
                                                                                   {".", "-"},
                                                                                   {"年", "-"},
                                                                                   {"月", "-"},
                                                                                   {"号", "日"},
                                                                                   {"：", ":"},
                                                                                   {"　", " "},
                                                                                   {"\xC2\xA0", " "},
                                                                                   {"\n", " "}}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::string_view rest = std::string_view(text).substr(at);
    if (rest.starts_with("\xEF\xBC") && rest.size() >= 3 && rest[2] >= '\x90' && rest[2] <= '\x99') {
      out += static_cast<char>('0' + (rest[2] - '\x90'));  // ０ … ９
      at += 3;
      continue;
    }
    std::string_view put = rest.substr(0, 1);
    std::size_t taken = 1;
    for (const auto& [from, to] : same) {
      if (rest.starts_with(from)) put = to, taken = from.size();
    }
    out += put;
    at += taken;
  }
  return out;
}

/// Takes the digits at the front of `text`, and spaces around them.
std::string take_digits(std::string_view& text) {
  std::string digits;
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    digits += text.front();
    text.remove_prefix(1);
  }
  return digits;
}

bool take(std::string_view& text, std::string_view mark) {
  auto start = text.find_first_not_of(' ');
  if (start == std::string_view::npos || !text.substr(start).starts_with(mark)) return false;
  text.remove_prefix(start + mark.size());
  return true;
}

ReadDate no(DateFault fault) {
  return {std::nullopt, fault};
}

ReadDate civil(int year, int month, int day) {
  if (year < 1900 || year > 2100) return no(DateFault::out_of_range);
  Date date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return no(DateFault::no_such_day);
  return {date, std::nullopt};
}

/// Digits without anything between them.
ReadDate compact(const std::string& digits) {
  int value = digits.size() <= 8 ? std::stoi(digits) : 0;
  switch (digits.size()) {
    case 8:
      return civil(value / 10000, value / 100 % 100, value % 100);
    case 6:  // 202008 is a month; 650302 a day whose year lacks its century
      return no(value / 100 >= 1900 && value / 100 <= 2100 && value % 100 <= 12 ? DateFault::no_day
                                                                                : DateFault::short_year);
    case 5:
      if (auto date = serial_date(value, false)) return {date, std::nullopt};
      return no(DateFault::not_a_date);
    case 4:
      return no(value >= 1900 && value <= 2100 ? DateFault::no_day : DateFault::not_a_date);
    default:
      return no(DateFault::not_a_date);
  }
}

/// A time of day, the offset of a time zone and the like: digits, colons and a few letters.
bool is_time(std::string_view text) {
  return text.find_first_not_of("0123456789:-+ TZ") == std::string_view::npos &&
         text.find(':') != std::string_view::npos && (text.front() == ' ' || text.front() == 'T');
}

}  // namespace

ReadDate read_date(std::string_view typed) {
  std::string text = plain(typed);
  if (text.empty()) return no(DateFault::empty);
  std::string_view rest = text;
  std::string year = take_digits(rest);
  if (year.empty()) return no(DateFault::not_a_date);
  if (rest.empty()) return compact(year);
  if (year.size() == 8 && is_time(rest)) return compact(year);
  if (!take(rest, "-")) return no(DateFault::not_a_date);
  std::string month = take_digits(rest);
  bool more = take(rest, "-");
  std::string day = take_digits(rest);
  take(rest, "日");
  if (!rest.empty() && !is_time(rest)) return no(DateFault::not_a_date);
  if (month.size() > 2 || day.size() > 4) return no(DateFault::not_a_date);
  if (year.size() <= 2)
    return no(day.size() == 4 || day.empty() ? DateFault::not_a_date : DateFault::short_year);
  if (year.size() != 4 || day.size() > 2) return no(DateFault::not_a_date);
  if (month.empty() || day.empty()) return no(DateFault::no_day);
  if (!more) return no(DateFault::not_a_date);
  return civil(std::stoi(year), std::stoi(month), std::stoi(day));
}

ReadDate read_date(const Cell& cell) {
  if (cell.kind == Cell::Kind::blank) return no(DateFault::empty);
  if (cell.kind == Cell::Kind::date && cell.date) {
    int year = static_cast<int>(cell.date->year());
    if (year < 1900 || year > 2100) return no(DateFault::out_of_range);
    return {cell.date, std::nullopt};
  }
  // 2020.8 stored as a number would read as a month; 2020.10 has lost its zero, so no such number can be
  // trusted.
  if (cell.kind == Cell::Kind::number && cell.text.find('.') != std::string::npos)
    return no(DateFault::no_day);
  return read_date(cell.text);
}

std::string_view key(DateFault fault) {
  switch (fault) {
    case DateFault::empty:
      return "documents.date_empty";
    case DateFault::not_a_date:
      return "documents.date_not_a_date";
    case DateFault::short_year:
      return "documents.date_short_year";
    case DateFault::no_day:
      return "documents.date_no_day";
    case DateFault::no_such_day:
      return "documents.date_no_such_day";
    case DateFault::out_of_range:
      return "documents.date_out_of_range";
  }
  return {};
}

}  // namespace lianghu::documents
