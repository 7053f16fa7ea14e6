#pragma once
// Which tables the journal commits to, and how their rows are read, taken from the text of the migrations: so
// a new column is part of what is committed to as soon as it exists, and no table can be named that was not
// declared.
#include <string>
#include <string_view>
#include <vector>

#include "db/migrations.h"

namespace lianghu::journal {

struct Table {
  enum class Key { village_and_id, id };  // Key::id: a reference table, for example the organisations

  std::string name;
  std::vector<std::string> columns;  // sorted by name
  Key key = Key::village_and_id;
  std::string one_row;  // SQL: the row of a key, its id first; made once, as nearly every change asks for one

  /// The columns as an SQL list.
  [[nodiscard]] std::string column_list() const;
};

class Tables {
 public:
  /// Throws std::logic_error if a journalled table is made by no migration or has no `id`.
  explicit Tables(const std::vector<db::Migration>& history);
  /// A bug (std::logic_error) if the table is not journalled.
  [[nodiscard]] const Table& at(std::string_view name) const;
  /// By name.
  [[nodiscard]] const std::vector<Table>& all() const { return tables_; }

 private:
  std::vector<Table> tables_;
};

/// Those of the program's own migrations.
[[nodiscard]] const Tables& program_tables();

}  // namespace lianghu::journal
