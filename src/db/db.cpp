#include "db/db.h"

#include "base/text.h"
#include "db/migrations.h"
#include "db/postgres_database.h"
#include "db/sqlite_database.h"
#include "db/values.h"

namespace lianghu::db {
namespace {

template <class T>
const T& cell_as(const Value& value, const char* wanted) {
  if (const auto* held = std::get_if<T>(&value)) return *held;
  throw std::logic_error(std::string("a column is not ") + wanted);
}

const std::string no_text;

}  // namespace

bool Row::null(std::size_t column) const {
  return std::holds_alternative<std::nullptr_t>(cell(column));
}

std::int64_t Row::integer(std::size_t column) const {
  return cell_as<std::int64_t>(cell(column), "an integer");
}

double Row::number(std::size_t column) const {
  if (const auto* whole = std::get_if<std::int64_t>(&cell(column))) return static_cast<double>(*whole);
  return cell_as<double>(cell(column), "a number");
}

const std::string& Row::text(std::size_t column) const {
  return null(column) ? no_text : cell_as<std::string>(cell(column), "text");
}

const std::string& Row::blob(std::size_t column) const {
  return null(column) ? no_text : cell_as<Blob>(cell(column), "a blob").bytes;
}

Date Row::date(std::size_t column) const {
  const auto day = parse_date(text(column));
  if (!day) throw std::logic_error("a column is not a date");
  return *day;
}

std::optional<Date> Row::maybe_date(std::size_t column) const {
  if (null(column)) return std::nullopt;
  return date(column);
}

std::optional<Instant> Row::maybe_instant(std::size_t column) const {
  if (null(column)) return std::nullopt;
  return instant(column);
}

std::optional<std::int64_t> Row::maybe_integer(std::size_t column) const {
  if (null(column)) return std::nullopt;
  return integer(column);
}

void require_text(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return;
  if (text->find('\0') != std::string::npos) throw Error(Code::check, "text must not hold a NUL byte");
  if (!is_utf8(*text)) throw Error(Code::check, "text must be UTF-8");
}

void require_shape(const std::vector<std::string>& columns, const std::vector<std::vector<Value>>& rows) {
  if (columns.empty()) throw std::logic_error("bulk() without columns");
  for (const auto& row : rows) {
    if (row.size() != columns.size()) throw std::logic_error("bulk() with a row of another length");
  }
}

std::unique_ptr<Database> open(const Options& options) {
  return open(options, migrations());
}

std::unique_ptr<Database> open(const Options& options, const std::vector<Migration>& history) {
  if (options.sqlite_file.empty() == options.postgresql_dsn.empty()) {
    throw std::logic_error("a database is either a SQLite file or a PostgreSQL DSN");
  }
  if (!options.sqlite_file.empty()) return open_sqlite(options, history);
  return open_postgresql(options, history);
}

}  // namespace lianghu::db
