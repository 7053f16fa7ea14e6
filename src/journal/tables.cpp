#include "journal/tables.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "db/dialect.h"
#include "db/sql_tokens.h"

namespace lianghu::journal {

namespace {

using Columns = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Follows ALTER TABLE table ADD COLUMN column. Rows committed to name their columns, so one that was dropped
/// or renamed would break every commitment made before.
void follow_alteration(std::string_view statement, Columns& columns) {
  std::vector<db::Token> words;
  for (const db::Token& token : db::tokens(statement)) {
    if (token.kind != db::TokenKind::gap) words.push_back(token);
  }
  if (words.size() < 6 || !words[0].is("ALTER") || !words[1].is("TABLE")) return;
  const auto table = columns.find(words[2].text);
  if (table == columns.end()) return;
  if (!words[3].is("ADD") || !words[4].is("COLUMN")) {
    throw std::logic_error("a journalled table only ever gets columns more: " + std::string(statement));
  }
  table->second.emplace_back(words[5].text);
}

}  // namespace

std::string Table::column_list() const {
  std::string list;
  for (const auto& column : columns) list += (list.empty() ? "" : ", ") + column;
  return list;
}

Tables::Tables(const std::vector<db::Migration>& history) {
  const auto names = db::journalled_tables(history);
  Columns columns;
  for (const auto& migration : history) {
    for (const auto& statement : db::split_statements(migration.sql)) {
      const auto made = db::created_table(statement);
      if (made && std::ranges::binary_search(names, made->name)) columns[made->name] = made->columns;
      if (!made) follow_alteration(statement, columns);
    }
  }
  for (const auto& name : names) {
    Table table{name, columns[name], Table::Key::id, {}};
    const auto has = [&](std::string_view column) { return std::ranges::count(table.columns, column) > 0; };
    if (!has("id")) throw std::logic_error("a journalled table needs an id: " + name);
    if (has("village_id")) table.key = Table::Key::village_and_id;
    std::ranges::sort(table.columns);
    const bool of_village = table.key == Table::Key::village_and_id;
    table.one_row = "SELECT id, " + table.column_list() + " FROM " + name + " WHERE " +
                    (of_village ? "village_id = ? AND id = ?" : "id = ?");
    tables_.push_back(std::move(table));
  }
}

const Table& Tables::at(std::string_view name) const {
  const auto found = std::ranges::lower_bound(tables_, name, {}, &Table::name);
  if (found == tables_.end() || found->name != name) {
    throw std::logic_error("not a journalled table: " + std::string(name));
  }
  return *found;
}

const Tables& program_tables() {
  static const Tables tables(db::migrations());
  return tables;
}

}  // namespace lianghu::journal
