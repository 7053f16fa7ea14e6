#pragma once
// Finds the header of a table as towns keep them: below a title or blank rows, in one row or in two, columns
// in any order and under any of several names. Only guesses: the one who imports sees the result and can
// correct it.
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/sheet_reader.h"

namespace lianghu::documents {

struct WantedColumn {
  std::string name;                   // the caller's name for it
  std::vector<std::string> variants;  // what towns write above it
};

struct FoundColumn {
  std::size_t column = 0;
  std::string header;     // as written
  double confidence = 0;  // 1: the same words; 0.5 and more: one within the other
};

struct Header {
  std::size_t first = 0;                                  // its place in the rows that were given
  std::size_t rows = 1;                                   // 1 or 2
  std::vector<std::string> titles;                        // by column, as written; two rows are joined
  std::map<std::string, FoundColumn, std::less<>> found;  // by WantedColumn::name
};

/// Looks through the first 20 rows. Nothing if no row names at least two wanted columns (or the only one).
[[nodiscard]] std::optional<Header> guess_header(const std::vector<Row>& rows,
                                                 const std::vector<WantedColumn>& wanted);

/// How well a header's words name one of the variants: 0 … 1. Width, case, space, brackets and what they
/// hold, numbers before and marks around do not count: "身份证号（18 位）*" is 身份证号.
[[nodiscard]] double header_match(std::string_view header, const std::vector<std::string>& variants);

enum class RowKind { data, total, note };
/// total: 合计, 总计, 小计 …; note: 填表人, 说明 … in the first cell that holds anything.
[[nodiscard]] RowKind row_kind(const Row& row);

}  // namespace lianghu::documents
