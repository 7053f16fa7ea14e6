#pragma once
// XLSX workbooks (ECMA-376), as spreadsheet programs save them: the sheet's XML is unpacked and parsed a
// piece at a time, so a table of a million rows needs no more memory than its shared strings.
#include <memory>
#include <string>

#include "documents/sheet_reader.h"

namespace lianghu::documents {

/// Throws Refusal 422 documents.{broken, encrypted, zip_bomb, not_a_workbook, no_sheet, sheet_unknown,
/// empty}.
[[nodiscard]] std::unique_ptr<SheetReader> open_xlsx(std::string bytes, const ReadOptions& options);

}  // namespace lianghu::documents
