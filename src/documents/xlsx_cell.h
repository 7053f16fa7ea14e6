#pragma once
// From what a sheet's XML says about a cell to the Cell a reader of the table would see.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "documents/xlsx_parts.h"

namespace lianghu::documents {

struct RawCell {
  std::string type;   // the t attribute: s, str, inlineStr, b, e, d, n or nothing
  int style = 0;      // the s attribute
  std::string value;  // what <v> or the inline text holds
};

[[nodiscard]] Cell make_cell(RawCell&& raw, const Workbook& workbook);

struct CellPlace {
  std::size_t column = 0;  // from 0
  std::int64_t row = 0;    // from 1
};

/// "C12"; nothing if it is not a cell's name or lies outside a spreadsheet's 16,384 columns.
[[nodiscard]] std::optional<CellPlace> parse_place(std::string_view name);
/// "A1:C3" or "A1".
[[nodiscard]] std::optional<MergedArea> parse_area(std::string_view name);

/// The day of a serial number; nothing outside 1900-01-01 … 9999-12-31. Day 60 of the 1900 system, a 29
/// February that never was, is refused.
[[nodiscard]] std::optional<Date> serial_date(double serial, bool from_1904);

}  // namespace lianghu::documents
