// The rival of feedback: the very rows that Lianghu wrote, written again with nothing but SQLite. It takes
// the database as it stood before, reads from the one that stood after what was added to each table, and
// writes that with prepared statements, WAL and synchronous=FULL, a number of submissions a commit.
//
//   raw_sqlite BEFORE AFTER SUBMISSIONS-A-COMMIT TABLE…
//
// A submission has a row in the first table. Of every table its i-th new row goes with the i-th submission.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace {

struct Blob {
  std::string bytes;
};
using Cell = std::variant<std::nullptr_t, std::int64_t, double, std::string, Blob>;
using Row = std::vector<Cell>;

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

struct Table {
  std::vector<Row> rows;
  Statement insert;
};

void require(sqlite3* database, bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what + ": " + sqlite3_errmsg(database));
}

void execute(sqlite3* database, const std::string& sql) {
  require(database, sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, sql);
}

Statement prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* made = nullptr;
  require(database, sqlite3_prepare_v2(database, sql.c_str(), -1, &made, nullptr) == SQLITE_OK, sql);
  return Statement(made);
}

Cell cell_of(sqlite3_stmt* statement, int column) {
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT:
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, column)), size);
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return bytes == nullptr ? Blob{} : Blob{std::string(bytes, size)};
    }
    default:
      return nullptr;
  }
}

void bind(sqlite3_stmt* statement, int index, const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    sqlite3_bind_int64(statement, index, *number);
  } else if (const auto* real = std::get_if<double>(&cell)) {
    sqlite3_bind_double(statement, index, *real);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<Blob>(&cell)) {
    sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
  } else {
    sqlite3_bind_null(statement, index);
  }
}

std::size_t size_of(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return text->size();
  if (const auto* blob = std::get_if<Blob>(&cell)) return blob->bytes.size();
  return std::holds_alternative<std::nullptr_t>(cell) ? 0 : sizeof(std::int64_t);
}

/// Rows are only ever added to these tables, so a new one has a rowid above all that were there before.
Table read_new_rows(sqlite3* database, const std::string& name) {
  Table table;
  const Statement rows = prepare(database, "SELECT * FROM after." + name +
                                               " WHERE rowid > (SELECT COALESCE(MAX(rowid), 0) FROM main." +
                                               name + ") ORDER BY rowid");
  const int columns = sqlite3_column_count(rows.get());
  while (sqlite3_step(rows.get()) == SQLITE_ROW) {
    Row row;
    for (int column = 0; column < columns; ++column) row.push_back(cell_of(rows.get(), column));
    table.rows.push_back(std::move(row));
  }
  std::string places = "?";
  for (int column = 1; column < columns; ++column) places += ", ?";
  table.insert = prepare(database, "INSERT INTO main." + name + " VALUES (" + places + ")");
  return table;
}

void insert(sqlite3* database, const Table& table, std::size_t at) {
  int index = 0;
  for (const Cell& cell : table.rows[at]) bind(table.insert.get(), ++index, cell);
  require(database, sqlite3_step(table.insert.get()) == SQLITE_DONE, "insert");
  sqlite3_reset(table.insert.get());
}

double write_all(sqlite3* database, const std::vector<Table>& tables, std::size_t a_commit) {
  const std::size_t submissions = tables.front().rows.size();
  const Statement begin = prepare(database, "BEGIN IMMEDIATE");
  const Statement commit = prepare(database, "COMMIT");
  const auto run = [&](const Statement& statement) {
    require(database, sqlite3_step(statement.get()) == SQLITE_DONE, "transaction");
    sqlite3_reset(statement.get());
  };
  const auto began = std::chrono::steady_clock::now();
  for (std::size_t from = 0; from < submissions; from += a_commit) {
    run(begin);
    for (std::size_t i = from; i < std::min(from + a_commit, submissions); ++i) {
      for (const Table& table : tables)
        if (i < table.rows.size()) insert(database, table, i);
    }
    run(commit);
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

void report(const std::vector<Table>& tables, double seconds) {
  std::size_t rows = 0;
  std::size_t bytes = 0;
  for (const Table& table : tables) {
    rows += table.rows.size();
    for (const Row& row : table.rows)
      for (const Cell& cell : row) bytes += size_of(cell);
  }
  std::printf("{\"submissions\": %zu, \"rows\": %zu, \"bytes\": %zu, \"seconds\": %.6f}\n",
              tables.front().rows.size(), rows, bytes, seconds);
}

void run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 4) throw std::runtime_error("BEFORE AFTER SUBMISSIONS-A-COMMIT TABLE…");
  sqlite3* opened = nullptr;
  const bool is_open = sqlite3_open(arguments[0].c_str(), &opened) == SQLITE_OK;
  const Database database(opened);
  require(opened, is_open, arguments[0]);
  execute(opened, "PRAGMA journal_mode = WAL");
  execute(opened, "PRAGMA synchronous = FULL");
  execute(opened, "ATTACH '" + arguments[1] + "' AS after");
  std::vector<Table> tables;
  for (std::size_t i = 3; i < arguments.size(); ++i) tables.push_back(read_new_rows(opened, arguments[i]));
  report(tables, write_all(opened, tables, std::stoul(arguments[2])));
}

}  // namespace

int main(int count, char** arguments) {
  try {
    run({arguments + 1, arguments + count});
    return 0;
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "raw_sqlite: %s\n", trouble.what());
    return 1;
  }
}
