#pragma once
// One connection to PostgreSQL, made when it is first needed and made anew after it broke. It leaves no state
// in the session: no prepared statements, no settings. Used by one thread at a time.
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/db.h"
#include "db/dialect.h"
#include "db/late_libpq.h"
#include "db/transaction.h"

namespace lianghu::db {

class PostgresConnection {
 public:
  enum class Use { writing, reading };

  explicit PostgresConnection(std::string dsn) : dsn_(std::move(dsn)) {}

  /// Connects if need be. Throws Error connection.
  void begin(Use use);
  void commit();
  /// Leaves the connection ready for the next transaction, or disconnected. Never throws.
  void rollback() noexcept;
  void disconnect() { connection_.reset(); }

  Outcome run(std::string_view sql, const std::vector<Value>& args);
  /// COPY … FROM STDIN.
  void bulk(std::string_view table, const std::vector<std::string>& columns,
            const std::vector<std::vector<Value>>& rows);

 private:
  struct Closer {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct Clearer {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, Clearer>;
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  void connect();
  const Statement& translated(std::string_view sql);
  Result command(const char* sql);
  void require_good(const PGresult* result) const;
  [[noreturn]] void fail(const PGresult* result) const;
  void send_copy(std::string_view bytes);

  const std::string dsn_;
  Use use_ = Use::writing;
  std::unique_ptr<PGconn, Closer> connection_;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> translated_;
};

using PostgresTransaction = TransactionOn<PostgresConnection, Engine::postgresql>;

}  // namespace lianghu::db
