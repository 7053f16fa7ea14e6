#pragma once
// Reads the tables people send: XLSX, and CSV or TSV in UTF-8, UTF-16 or GB18030, told apart by content and
// never by the file's name. Rows stream in constant memory; a file that is broken, hostile, too large or of
// another kind is refused with a sentence that says what to do (keys documents.*).
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace lianghu::documents {

struct Cell {
  enum class Kind { blank, text, number, date, boolean, error };
  Kind kind = Kind::blank;
  std::string text;  // as a reader would see it: dates as 2020-08-11, whole numbers with all their digits
  std::optional<double> number;  // numbers and dates of a workbook; never set by CSV
  std::optional<Date> date;
  /// A spreadsheet keeps 15 digits of a number: a longer one (an identity number, a bank card) has lost its
  /// end.
  bool precision_lost = false;
};

struct Row {
  std::int64_t number = 0;  // as the spreadsheet program shows it, from 1
  std::vector<Cell> cells;  // the last one is not blank

  /// The cell, or a blank one past the end.
  [[nodiscard]] const Cell& at(std::size_t column) const;
};

struct SheetInfo {
  std::string name;
  bool hidden = false;
};

/// Cells first_row..last_row × first_column..last_column shown as one; rows from 1, columns from 0.
struct MergedArea {
  std::int64_t first_row = 0, last_row = 0;
  std::size_t first_column = 0, last_column = 0;
};

struct ReadLimits {
  std::size_t file_bytes_max = 64U << 20U;
  std::size_t entries_max = 2000;
  std::size_t unpacked_bytes_max = 200U << 20U;
  std::size_t ratio_max = 200;  // asked of entries above ratio_free_bytes only
  std::size_t ratio_free_bytes = 1U << 20U;
  std::size_t columns_max = 500;
  std::int64_t rows_max = 1'000'000;
};

struct ReadOptions {
  std::optional<std::string> sheet;  // nothing: the first visible sheet that holds anything
  /// repeat_down: each row under a merged cell shows its text again (one 户主 merged beside three family
  /// members).
  enum class Merged { as_stored, repeat_down } merged = Merged::as_stored;
  ReadLimits limits;
};

/// One open table. Not thread-safe.
class SheetReader {
 public:
  virtual ~SheetReader() = default;
  /// The next row that holds anything; false at the end. Throws Refusal 422 or 413 documents.* when the rest
  /// cannot be read.
  virtual bool next(Row& row) = 0;
  /// Every sheet, the hidden ones too; one without a name for CSV.
  [[nodiscard]] virtual const std::vector<SheetInfo>& sheets() const = 0;
  /// The sheet being read.
  [[nodiscard]] virtual const std::string& sheet() const = 0;
  /// Merged cells of the sheet; the first call reads through the sheet once.
  [[nodiscard]] virtual const std::vector<MergedArea>& merged() = 0;
};

/// Throws Refusal 422 documents.{xls_not_supported, not_a_workbook, broken, encrypted, zip_bomb, no_sheet,
/// sheet_unknown, empty, encoding, csv_quote} or 413 documents.too_large.
[[nodiscard]] std::unique_ptr<SheetReader> open_sheet(std::string bytes, const ReadOptions& options = {});
/// The same from a file; 404 documents.cannot_open if it cannot be read.
[[nodiscard]] std::unique_ptr<SheetReader> open_sheet_file(const std::filesystem::path& file,
                                                           const ReadOptions& options = {});

/// All rows at once, for small tables.
[[nodiscard]] std::vector<Row> read_rows(SheetReader& reader);

/// 0 → A, 27 → AB: as people name a column.
[[nodiscard]] std::string column_letters(std::size_t column);

}  // namespace lianghu::documents
