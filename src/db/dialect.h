#pragma once
// One SQL text for both engines, and what has to be rewritten in it. Quoted text and comments are never
// touched.
//
// Values. `?` becomes $1, $2, … on PostgreSQL. Integers go as int8, doubles as float8, text as text, blobs as
// bytea, and NULL without a type, so that it takes the type of what it meets. Hence, on PostgreSQL: `? IS
// NULL` is rewritten to `$1::text IS NULL`, since nothing else there tells a type; a function that wants a
// 32-bit integer (substr) needs CAST(? AS INTEGER); text is never silently a number. `x IN ?*` takes an
// IdList.
//
// Types in CREATE TABLE and ALTER TABLE … ADD COLUMN. BLOB becomes BYTEA, INTEGER becomes BIGINT and REAL
// becomes DOUBLE PRECISION (SQLite's are 64 bits wide), and TEXT becomes TEXT COLLATE "C", so that both
// engines sort by bytes and `LIKE 'prefix%'` uses an index.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"

namespace lianghu::db {

struct Statement {
  std::string sql;
  std::size_t parameters = 0;
};

/// The text for that engine. Throws std::logic_error for `?1`, and for `?*` that does not stand after IN.
[[nodiscard]] Statement translate(std::string_view sql, Engine engine);

/// The statements of a migration, without the semicolons; comments alone are no statement.
[[nodiscard]] std::vector<std::string> split_statements(std::string_view sql);

struct TableDefinition {
  std::string name;
  std::vector<std::string> columns;
};
/// What a CREATE TABLE makes; nothing if the statement is another one.
[[nodiscard]] std::optional<TableDefinition> created_table(std::string_view statement);

/// Throws std::logic_error unless `name` is a plain lower-case name of a table or column.
void require_name(std::string_view name);

}  // namespace lianghu::db
