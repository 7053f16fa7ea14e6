#pragma once
// Writes tables for people: XLSX in constant memory and CSV with a UTF-8 mark, so that spreadsheet programs
// show Chinese right. Text that a spreadsheet would run as a formula is made harmless (security rule 7). The
// same rows and the same creation time give the same bytes.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"

namespace lianghu::documents {

/// monostate leaves the cell blank. Identity numbers and telephones are strings: as numbers they lose digits.
using Value = std::variant<std::monostate, std::string, std::int64_t, double, Date>;

struct SheetColumn {
  std::string title;
  double width_characters = 14;  // half-width characters, as spreadsheet programs count
};

struct SheetPlan {
  std::string name;                  // characters a spreadsheet forbids in names are replaced
  std::optional<std::string> title;  // a first row merged over all columns
  std::vector<SheetColumn> columns;  // the header row: bold, kept in sight, with a filter
};

class SheetWriter {
 public:
  virtual ~SheetWriter() = default;
  /// The next row; may be shorter than the columns, and empty.
  virtual void row(const std::vector<Value>& values) = 0;
  /// Ends the file and gives its bytes; nothing may be written afterwards.
  [[nodiscard]] virtual std::string finish() = 0;
};

/// A workbook of one sheet, or of more by `next_sheet`.
class XlsxWriter final : public SheetWriter {
 public:
  XlsxWriter(const SheetPlan& plan, Instant created);
  ~XlsxWriter() override;
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  void row(const std::vector<Value>& values) override;
  void next_sheet(const SheetPlan& plan);
  [[nodiscard]] std::string finish() override;

 private:
  struct Book;
  std::unique_ptr<Book> book_;
};

class CsvWriter final : public SheetWriter {
 public:
  explicit CsvWriter(const SheetPlan& plan);
  void row(const std::vector<Value>& values) override;
  [[nodiscard]] std::string finish() override;

 private:
  std::string text_;
};

/// `'` before text that starts with = + - @ TAB CR or a full-width = + - @, which spreadsheets run too.
[[nodiscard]] std::string guard_formula(std::string_view text);
/// What guard_formula was given; for files of ours that come back.
[[nodiscard]] std::string unguard_formula(std::string_view text);

}  // namespace lianghu::documents
