#pragma once
// CSV and TSV as RFC 4180 writes them and as people's programs really do: any of , ; tab, quotes that start
// late, CR, LF or CRLF, UTF-8 with or without mark, UTF-16 with mark, GB18030. Every cell is text.
#include <memory>
#include <string>

#include "documents/sheet_reader.h"

namespace lianghu::documents {

/// `bytes` is not empty. Throws Refusal 422 documents.{encoding {row}, empty}.
[[nodiscard]] std::unique_ptr<SheetReader> open_csv(std::string bytes, const ReadOptions& options);

}  // namespace lianghu::documents
