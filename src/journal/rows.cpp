#include "journal/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace lianghu::journal {

namespace {

constexpr std::size_t keys_a_query = 500;
constexpr int rows_a_page = 1000;

using Take = std::function<void(const RowKey&, std::string_view)>;

std::vector<db::Row> rows_of(db::Transaction& tx, const Table& table, std::int64_t village,
                             const db::IdList& ids) {
  const bool of_village = table.key == Table::Key::village_and_id;
  if (ids.ids.size() == 1)
    return of_village ? tx.query(table.one_row, village, ids.ids.front())
                      : tx.query(table.one_row, ids.ids.front());
  return of_village
             ? tx.query(fmt::format("SELECT id, {} FROM {} WHERE village_id = ? AND id IN ?* ORDER BY id",
                                    table.column_list(), table.name),
                        village, ids)
             : tx.query(fmt::format("SELECT id, {} FROM {} WHERE id IN ?* ORDER BY id", table.column_list(),
                                    table.name),
                        ids);
}

void read_some(db::Transaction& tx, const Table& table, std::int64_t village, const db::IdList& ids,
               const Take& take) {
  const auto rows = rows_of(tx, table, village, ids);
  std::set<std::int64_t> gone(ids.ids.begin(), ids.ids.end());
  for (const db::Row& row : rows) {
    take({table.name, village, row.integer(0)}, row_text(table, row, 1));
    gone.erase(row.integer(0));
  }
  for (const std::int64_t id : gone) take({table.name, village, id}, absent_row);
}

std::vector<db::Row> next_page(db::Transaction& tx, const Table& table, const RowKey& after) {
  if (table.key == Table::Key::village_and_id) {
    return tx.query(fmt::format("SELECT village_id, id, {} FROM {} WHERE (village_id, id) > (?, ?) "
                                "ORDER BY village_id, id LIMIT ?",
                                table.column_list(), table.name),
                    after.village, after.id, rows_a_page);
  }
  return tx.query(fmt::format("SELECT 0, id, {} FROM {} WHERE id > ? ORDER BY id LIMIT ?",
                              table.column_list(), table.name),
                  after.id, rows_a_page);
}

}  // namespace

void read_back(db::Transaction& tx, const Tables& tables, const std::vector<RowKey>& keys, const Take& take) {
  std::map<std::pair<std::string, std::int64_t>, std::vector<std::int64_t>> groups;
  for (const RowKey& key : keys) groups[{key.table, key.village}].push_back(key.id);
  for (const auto& [group, ids] : groups) {
    const Table& table = tables.at(group.first);
    for (std::size_t from = 0; from < ids.size(); from += keys_a_query) {
      const auto end = std::min(from + keys_a_query, ids.size());
      const db::IdList some{
          {ids.begin() + static_cast<std::ptrdiff_t>(from), ids.begin() + static_cast<std::ptrdiff_t>(end)}};
      read_some(tx, table, group.second, some, take);
    }
  }
}

void read_all(db::Transaction& tx, const Table& table,
              const std::function<bool(const RowKey&, std::string_view)>& take) {
  constexpr auto before_all = std::numeric_limits<std::int64_t>::min();
  RowKey last{table.name, before_all, before_all};
  for (;;) {
    const auto page = next_page(tx, table, last);
    for (const db::Row& row : page) {
      last.village = row.integer(0);
      last.id = row.integer(1);
      if (!take(last, row_text(table, row, 2))) return;
    }
    if (page.size() < static_cast<std::size_t>(rows_a_page)) return;
  }
}

}  // namespace lianghu::journal
