#include "db/postgres_connection.h"

#include <array>
#include <stdexcept>

#include "db/postgres_values.h"

namespace lianghu::db {
namespace {

constexpr std::size_t translated_max = 2000;
constexpr std::size_t copy_bytes = 64 * 1024;  // sent at once

bool asks_for_rows(std::string_view command_tag) {
  return command_tag.starts_with("SELECT");
}

}  // namespace

void PostgresConnection::connect() {
  if (connection_ && PQstatus(connection_.get()) == CONNECTION_OK) return;
  const std::array<const char*, 4> keys{"dbname", "client_encoding", "fallback_application_name", nullptr};
  const std::array<const char*, 4> values{dsn_.c_str(), "UTF8", "lianghu", nullptr};
  connection_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
  if (!connection_) throw std::bad_alloc();
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    const Error error(Code::connection, PQerrorMessage(connection_.get()));
    connection_.reset();
    throw error;
  }
  // Its details quote the row that was refused, and what an error says goes into the log.
  PQsetErrorVerbosity(connection_.get(), PQERRORS_TERSE);
  PQsetNoticeProcessor(
      connection_.get(), [](void*, const char*) {}, nullptr);
}

void PostgresConnection::fail(const PGresult* result) const {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  auto code = state == nullptr ? Code::other : code_of_sqlstate(state);
  if (PQstatus(connection_.get()) != CONNECTION_OK) code = Code::connection;
  if (code == Code::read_only && use_ == Use::reading) throw std::logic_error("a change within read()");
  throw Error(code, (state == nullptr ? "" : state + std::string(" ")) + PQerrorMessage(connection_.get()));
}

void PostgresConnection::require_good(const PGresult* result) const {
  const auto status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) fail(result);
}

PostgresConnection::Result PostgresConnection::command(const char* sql) {
  Result result(PQexec(connection_.get(), sql));
  require_good(result.get());
  return result;
}

void PostgresConnection::begin(Use use) {
  use_ = use;
  connect();
  // Said in full, since a server may have other defaults. A replica refuses READ WRITE, and that is how we
  // notice.
  command(use == Use::writing ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                              : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void PostgresConnection::commit() {
  const Result result(PQexec(connection_.get(), "COMMIT"));
  const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
  if (state != nullptr && std::string_view(state) == "XX000") {
    throw Error(Code::connection, "nobody knows whether it was committed");
  }
  require_good(result.get());
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw Error(Code::other, "PostgreSQL rolled back instead of committing");
  }
}

void PostgresConnection::rollback() noexcept {
  if (!connection_) return;
  if (PQstatus(connection_.get()) == CONNECTION_OK) {
    const Result result(PQexec(connection_.get(), "ROLLBACK"));
    if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
  }
  disconnect();
}

const Statement& PostgresConnection::translated(std::string_view sql) {
  if (const auto found = translated_.find(sql); found != translated_.end()) return found->second;
  if (translated_.size() >= translated_max) translated_.clear();
  return translated_.emplace(sql, translate(sql, Engine::postgresql)).first->second;
}

Outcome PostgresConnection::run(std::string_view sql, const std::vector<Value>& args) {
  const auto& statement = translated(sql);
  if (statement.parameters != args.size()) {
    throw std::logic_error("the number of values is not that of the ? in: " + std::string(sql));
  }
  const PostgresParameters parameters(args);
  const Result result(PQexecParams(connection_.get(), statement.sql.c_str(), parameters.count(),
                                   parameters.types(), parameters.values(), parameters.lengths(),
                                   parameters.formats(), 0));
  require_good(result.get());
  Outcome outcome;
  const int rows = PQntuples(result.get());
  const int columns = PQnfields(result.get());
  outcome.rows.reserve(static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    std::vector<Value> cells;
    cells.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column)
      cells.push_back(postgres_cell(result.get(), row, column));
    outcome.rows.emplace_back(std::move(cells));
  }
  const std::string_view count = PQcmdTuples(result.get());
  if (!count.empty() && !asks_for_rows(PQcmdStatus(result.get())))
    outcome.changed = std::stoll(std::string(count));
  return outcome;
}

void PostgresConnection::send_copy(std::string_view bytes) {
  if (PQputCopyData(connection_.get(), bytes.data(), static_cast<int>(bytes.size())) != 1) fail(nullptr);
}

void PostgresConnection::bulk(std::string_view table, const std::vector<std::string>& columns,
                              const std::vector<std::vector<Value>>& rows) {
  require_name(table);
  std::string names;
  for (const auto& column : columns) {
    require_name(column);
    names += (names.empty() ? "" : ", ") + column;
  }
  command(("COPY " + std::string(table) + " (" + names + ") FROM STDIN").c_str());
  std::string lines;
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column > 0) lines += '\t';
      append_copy_value(lines, row[column]);
    }
    lines += '\n';
    if (lines.size() >= copy_bytes) {
      send_copy(lines);
      lines.clear();
    }
  }
  send_copy(lines);
  if (PQputCopyEnd(connection_.get(), nullptr) != 1) fail(nullptr);
  const Result result(PQgetResult(connection_.get()));
  const Result end(PQgetResult(connection_.get()));
  require_good(result.get());
}

}  // namespace lianghu::db
