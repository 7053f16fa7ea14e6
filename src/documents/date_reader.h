#pragma once
// Dates as towns type them: 2020-8-1, 2020/08/01, 2020.8.1, 2020年8月1日, 20200801, a spreadsheet's serial
// number, full-width digits, with a time behind that is dropped. Never guesses: a year of two digits, a month
// without a day or 8/1/2020 come back with the reason.
#include <optional>
#include <string_view>

#include "base/time.h"
#include "documents/sheet_reader.h"

namespace lianghu::documents {

enum class DateFault {
  empty,
  not_a_date,   // words, or an order of day, month and year that could mean two things
  short_year,   // 20.8.1
  no_day,       // 2020年8月
  no_such_day,  // 2020-2-30
  out_of_range  // before 1900 or after 2100
};

struct ReadDate {
  std::optional<Date> date;
  std::optional<DateFault> fault;  // set when there is no date
};

[[nodiscard]] ReadDate read_date(std::string_view typed);
[[nodiscard]] ReadDate read_date(const Cell& cell);
/// The key of the sentence about it: documents.date_*.
[[nodiscard]] std::string_view key(DateFault fault);

}  // namespace lianghu::documents
