#pragma once
// Reading the journalled rows of every room: once at the end of a change, to commit to what they then say,
// and page by page when the journal is verified.
#include <functional>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "journal/entry.h"
#include "journal/tables.h"

namespace lianghu::journal {

/// What each of these rows says now, absent_row included, in no promised order. `keys` holds no key twice.
/// A bug if a table is not journalled.
void read_back(db::Transaction& tx, const Tables& tables, const std::vector<RowKey>& keys,
               const std::function<void(const RowKey&, std::string_view row_text)>& take);

/// Every row of a table in order of its key, a page in memory at a time, until `take` says false.
/// A reference table's rows belong to village 0.
void read_all(db::Transaction& tx, const Table& table,
              const std::function<bool(const RowKey&, std::string_view row_text)>& take);

}  // namespace lianghu::journal
