#include "db/sqlite_connection.h"

#include <algorithm>
#include <stdexcept>

#include "db/dialect.h"
#include "db/sqlite_log_file.h"

namespace lianghu::db {
namespace {

// How long a writer waits for another process (an import beside the server) to finish its transaction.
constexpr int busy_wait_ms = 15000;
// Statements are literals in the program, so this is only reached by bulk inserts of many shapes.
constexpr std::size_t prepared_max = 1000;
// Values a multi-row INSERT: more gains nothing and takes longer to prepare.
constexpr std::size_t bulk_values_max = 800;

Code code_of(int result) {
  switch (result) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Code::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
    case SQLITE_CONSTRAINT_TRIGGER:  // ON DELETE RESTRICT; there are no triggers
      return Code::foreign_key;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
    case SQLITE_CONSTRAINT_DATATYPE:
      return Code::check;
    default:
      break;
  }
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Code::busy;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return Code::disk;
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return Code::check;
    default:
      return Code::other;
  }
}

std::string json_of(const IdList& list) {
  std::string json = "[";
  for (const auto id : list.ids) {
    if (json.size() > 1) json += ',';
    json += std::to_string(id);
  }
  return json + "]";
}

Value cell_of(sqlite3_stmt* statement, int column) {
  const auto size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement, column)); };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(text, size());
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return bytes == nullptr ? Blob{} : Blob{std::string(bytes, size())};
    }
    default:
      return nullptr;
  }
}

// So that the statement is ready for the next one, however this use of it ends.
class StatementUse {
 public:
  explicit StatementUse(sqlite3_stmt* statement) : statement_(statement) {}
  ~StatementUse() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;

 private:
  sqlite3_stmt* statement_;
};

/// SQLite counts every allocation under one lock; nobody asks for the sum.
void configure_once() {
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  if (configured != SQLITE_OK) throw std::logic_error("SQLite was used before it was configured");
}

std::string insert_text(std::string_view table, const std::vector<std::string>& columns, std::size_t rows) {
  std::string names;
  std::string values;
  for (const auto& column : columns) {
    require_name(column);
    names += names.empty() ? "" : ", ";
    names += column;
    values += values.empty() ? "(?" : ", ?";
  }
  values += ")";
  std::string sql = "INSERT INTO " + std::string(table) + " (" + names + ") VALUES ";
  for (std::size_t row = 0; row < rows; ++row) sql += (row == 0 ? "" : ", ") + values;
  return sql;
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& file, Use use) : use_(use) {
  configure_once();
  sqlite3* opened = nullptr;
  const int create = use == Use::writing ? SQLITE_OPEN_CREATE : 0;
  const int result =
      sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | create,
                      use == Use::writing ? whole_frames_file_system() : nullptr);
  connection_.reset(opened);
  if (result != SQLITE_OK) throw Error(Code::disk, file + ": " + sqlite3_errstr(result));
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, busy_wait_ms);
  // "name" is a name, never text: as PostgreSQL reads it.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  const auto mode = run("PRAGMA journal_mode = WAL", {});
  if (mode.rows.at(0).text(0) != "wal") throw Error(Code::disk, file + ": this disk does not allow WAL");
  // FULL: an acknowledged commit survives a power cut. NORMAL lost hundreds of them when that was tried.
  command("PRAGMA synchronous = FULL");
  command("PRAGMA foreign_keys = ON");
  command("PRAGMA secure_delete = ON");  // what is destroyed does not lie on in free pages and their backups
  command("PRAGMA case_sensitive_like = ON");  // as on PostgreSQL, and a prefix can then use an index
  command("PRAGMA temp_store = MEMORY");
  command("PRAGMA journal_size_limit = 67108864");
  // Pages that this connection remembers, at most. With SQLite's own 2 MB the indexes of 100,000 households
  // are read from the file again and again.
  command(use == Use::reading ? "PRAGMA cache_size = -8000" : "PRAGMA cache_size = -16000");
  if (use == Use::reading) command("PRAGMA query_only = ON");
}

Error SqliteConnection::error(int result) const {
  if (use_ == Use::reading && (result & 0xff) == SQLITE_READONLY) {
    throw std::logic_error("a change within read()");
  }
  return {code_of(result), sqlite3_errmsg(connection_.get())};
}

const SqliteConnection::Prepared& SqliteConnection::prepare(std::string_view sql) {
  if (const auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
  if (prepared_.size() >= prepared_max) prepared_.clear();
  const auto statement = translate(sql, Engine::sqlite);
  sqlite3_stmt* made = nullptr;
  const char* rest = nullptr;
  const int result =
      sqlite3_prepare_v3(connection_.get(), statement.sql.data(), static_cast<int>(statement.sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &made, &rest);
  Prepared prepared{std::unique_ptr<sqlite3_stmt, Finisher>(made), statement.parameters};
  if (result != SQLITE_OK) throw Error(code_of(result), error(result).what() + (" in: " + statement.sql));
  if (made == nullptr || !split_statements(rest).empty()) {
    throw std::logic_error("not exactly one statement: " + std::string(sql));
  }
  return prepared_.emplace(sql, std::move(prepared)).first->second;
}

void SqliteConnection::bind(sqlite3_stmt* statement, int index, const Value& value) {
  // The value outlives the step, and StatementUse lets go of it: no copy is needed.
  const auto text = [&](const std::string& bytes, sqlite3_destructor_type life = SQLITE_STATIC) {
    return sqlite3_bind_text64(statement, index, bytes.data(), bytes.size(), life, SQLITE_UTF8);
  };
  const int result = std::visit(
      [&](const auto& held) {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::nullptr_t>) return sqlite3_bind_null(statement, index);
        if constexpr (std::is_same_v<Held, std::int64_t>) return sqlite3_bind_int64(statement, index, held);
        if constexpr (std::is_same_v<Held, double>) return sqlite3_bind_double(statement, index, held);
        if constexpr (std::is_same_v<Held, std::string>) return text(held);
        if constexpr (std::is_same_v<Held, IdList>) return text(json_of(held), SQLITE_TRANSIENT);
        if constexpr (std::is_same_v<Held, Blob>) {
          return sqlite3_bind_blob64(statement, index, held.bytes.data(), held.bytes.size(), SQLITE_STATIC);
        }
      },
      value);
  if (result != SQLITE_OK) throw error(result);
}

Outcome SqliteConnection::run(std::string_view sql, const std::vector<Value>& args) {
  const auto& prepared = prepare(sql);
  if (prepared.parameters != args.size()) {
    throw std::logic_error("the number of values is not that of the ? in: " + std::string(sql));
  }
  auto* const statement = prepared.statement.get();
  const StatementUse use(statement);
  int index = 0;
  for (const auto& value : args) bind(statement, ++index, value);
  // sqlite3_changes() keeps the number of the last change when a statement changes nothing by its nature.
  const auto changes_before = sqlite3_total_changes64(connection_.get());
  Outcome outcome;
  const auto columns = static_cast<std::size_t>(sqlite3_column_count(statement));
  int result = sqlite3_step(statement);
  for (; result == SQLITE_ROW; result = sqlite3_step(statement)) {
    std::vector<Value> cells;
    cells.reserve(columns);
    for (std::size_t column = 0; column < columns; ++column) {
      cells.push_back(cell_of(statement, static_cast<int>(column)));
    }
    outcome.rows.emplace_back(std::move(cells));
  }
  if (result != SQLITE_DONE) throw error(result);
  if (sqlite3_total_changes64(connection_.get()) != changes_before) {
    outcome.changed = sqlite3_changes64(connection_.get());
  }
  return outcome;
}

void SqliteConnection::bulk(std::string_view table, const std::vector<std::string>& columns,
                            const std::vector<std::vector<Value>>& rows) {
  require_name(table);
  const std::size_t at_once = std::max<std::size_t>(1, bulk_values_max / columns.size());
  const auto full = insert_text(table, columns, at_once);
  std::vector<Value> values;
  for (std::size_t from = 0; from < rows.size(); from += at_once) {
    const auto count = std::min(at_once, rows.size() - from);
    values.clear();
    for (std::size_t row = from; row < from + count; ++row) {
      values.insert(values.end(), rows[row].begin(), rows[row].end());
    }
    run(count == at_once ? full : insert_text(table, columns, count), values);
  }
}

/// Such a PRAGMA takes effect when it is prepared: one that is kept prepared would do nothing.
void SqliteConnection::set_synchronous(const std::string& mode) {
  const int result =
      sqlite3_exec(connection_.get(), ("PRAGMA synchronous = " + mode).c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) throw error(result);
}

void SqliteConnection::rollback() noexcept {
  if (!in_transaction()) return;
  try {
    command("ROLLBACK");
  } catch (const std::exception&) {
    // SQLite has then rolled back by itself; in_transaction() tells.
  }
}

}  // namespace lianghu::db
