#include "documents/xlsx_cell.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace lianghu::documents {
namespace {

constexpr double exact_max = 9007199254740992.0;  // 2^53: whole numbers up to here are exact
constexpr double kept_max = 1e15;                 // spreadsheet programs keep 15 digits of what is typed
constexpr std::size_t columns_of_a_spreadsheet = 16384;

std::optional<double> to_number(std::string_view text) {
  double value = 0;
  auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (trouble != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::string number_text(double value) {
  if (std::trunc(value) == value && std::fabs(value) <= exact_max) {
    return std::to_string(static_cast<std::int64_t>(value));
  }
  if (std::trunc(value) == value && std::fabs(value) < 1e30) return fmt::format("{:.0f}", value);
  return fmt::format("{:.15g}", value);
}

std::string clock_text(double serial) {
  auto minutes = static_cast<int>(std::lround((serial - std::floor(serial)) * 24 * 60)) % (24 * 60);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

void make_number(Cell& cell, double value, Shown shown, bool from_1904) {
  cell.kind = Cell::Kind::number;
  cell.number = value;
  cell.text = number_text(value);
  cell.precision_lost = std::fabs(value) >= kept_max;
  if (shown == Shown::number) return;
  cell.date = serial_date(value, from_1904);
  if (cell.date) {
    cell.kind = Cell::Kind::date;
    cell.text = format_date(*cell.date);
    if (value != std::floor(value)) cell.text += " " + clock_text(value);
  } else if (value >= 0 && value < 1) {
    cell.text = clock_text(value);
  }
}

/// t="d": ISO 8601, with or without a time.
void make_iso_date(Cell& cell) {
  cell.date = parse_date(cell.text.substr(0, 10));
  if (cell.date) cell.kind = Cell::Kind::date;
}

}  // namespace

Cell make_cell(RawCell&& raw, const Workbook& workbook) {
  Cell cell;
  if (raw.type == "s") {
    std::size_t index = workbook.styles.max_size();
    std::from_chars(raw.value.data(), raw.value.data() + raw.value.size(), index);
    if (raw.value.empty()) return cell;
    cell.text = workbook.strings.at(index);
  } else if (raw.type == "inlineStr" || raw.type == "str") {
    cell.text = unescape(std::move(raw.value));
  } else {
    cell.text = std::move(raw.value);
  }
  if (trim(cell.text).empty()) {
    cell.text.clear();
    return cell;
  }
  cell.kind = Cell::Kind::text;
  if (raw.type == "b") {
    cell.kind = Cell::Kind::boolean;
    cell.text = cell.text == "1" || cell.text == "true" ? "TRUE" : "FALSE";
  } else if (raw.type == "e") {
    cell.kind = Cell::Kind::error;
  } else if (raw.type == "d") {
    make_iso_date(cell);
  } else if (raw.type.empty() || raw.type == "n") {
    auto style = static_cast<std::size_t>(raw.style);
    Shown shown = style < workbook.styles.size() ? workbook.styles[style] : Shown::number;
    if (auto value = to_number(cell.text)) make_number(cell, *value, shown, workbook.from_1904);
  }
  return cell;
}

std::optional<CellPlace> parse_place(std::string_view name) {
  CellPlace place;
  std::size_t column = 0;
  std::size_t at = 0;
  for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z' && column < columns_of_a_spreadsheet; ++at) {
    column = column * 26 + static_cast<std::size_t>(name[at] - 'A' + 1);
  }
  auto [end, trouble] = std::from_chars(name.data() + at, name.data() + name.size(), place.row);
  if (column == 0 || column > columns_of_a_spreadsheet || trouble != std::errc() ||
      end != name.data() + name.size() || place.row < 1) {
    return std::nullopt;
  }
  place.column = column - 1;
  return place;
}

std::optional<MergedArea> parse_area(std::string_view name) {
  auto colon = name.find(':');
  auto first = parse_place(name.substr(0, colon));
  auto last = colon == std::string_view::npos ? first : parse_place(name.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) return std::nullopt;
  return MergedArea{first->row, last->row, first->column, last->column};
}

std::optional<Date> serial_date(double serial, bool from_1904) {
  double day = std::floor(serial);
  if (from_1904) {
    if (day < 0 || day > 2957003) return std::nullopt;
    return add_days(Date{std::chrono::year(1904), std::chrono::January, std::chrono::day(1)},
                    static_cast<int>(day));
  }
  if (day < 1 || day > 2958465 || day == 60) return std::nullopt;
  // Lotus 1-2-3 took 1900 for a leap year and every spreadsheet since has kept its numbering.
  int since = static_cast<int>(day) - (day > 60 ? 2 : 1);
  return add_days(Date{std::chrono::year(1900), std::chrono::January, std::chrono::day(1)}, since);
}

}  // namespace lianghu::documents
