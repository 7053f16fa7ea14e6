#pragma once
// The parts of an XLSX workbook around its sheets (ECMA-376, SpreadsheetML): which sheets there are, the
// shared strings, and which number formats mean a date.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/sheet_reader.h"
#include "documents/xml_reader.h"
#include "documents/zip_archive.h"

namespace lianghu::documents {

/// What a cell's number format makes of its number.
enum class Shown { number, date, time };

/// Of a built-in format's id, in a Chinese spreadsheet program (ECMA-376 18.8.30). 48 and 49 are no dates.
[[nodiscard]] Shown shown_by_builtin(int id);
/// Of a format's code: y, m or d outside quotes, brackets and escapes make a date, h or s alone a time.
[[nodiscard]] Shown shown_by_code(std::string_view code);

/// Strings beside each other in one buffer: a million of them cost no million allocations.
class SharedStrings {
 public:
  void add(std::string_view text);
  /// Throws Refusal 422 documents.broken if there is no such string.
  [[nodiscard]] std::string_view at(std::size_t index) const;

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};

struct XlsxSheet {
  SheetInfo info;
  std::string part;  // its name in the archive
};

struct Workbook {
  std::vector<XlsxSheet> sheets;
  bool from_1904 = false;
  SharedStrings strings;
  std::vector<Shown> styles;  // by the cell's s attribute
};

/// Throws Refusal 422 documents.{broken, not_a_workbook}.
[[nodiscard]] Workbook read_workbook(const ZipArchive& archive);

/// Feeds a whole part to a reader.
void read_part(const ZipArchive& archive, const std::string& name, XmlReader& reader);

/// `_x000D_` as SpreadsheetML writes characters that XML cannot hold (ECMA-376 22.9.2.19).
[[nodiscard]] std::string unescape(std::string text);

}  // namespace lianghu::documents
