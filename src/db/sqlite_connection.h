#pragma once
// One connection to a SQLite file, with its prepared statements. Used by one thread at a time.
#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/db.h"
#include "db/transaction.h"

namespace lianghu::db {

class SqliteConnection {
 public:
  enum class Use { writing, reading };

  /// Opens the file, or makes it (only for writing). Throws Error disk if it cannot.
  SqliteConnection(const std::string& file, Use use);

  Outcome run(std::string_view sql, const std::vector<Value>& args);
  void bulk(std::string_view table, const std::vector<std::string>& columns,
            const std::vector<std::vector<Value>>& rows);
  /// BEGIN, COMMIT and the like.
  void command(std::string_view sql) { run(sql, {}); }
  /// FULL or NORMAL, from the next transaction on.
  void set_synchronous(const std::string& mode);
  /// ROLLBACK, if there is something to roll back. Never throws.
  void rollback() noexcept;
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }
  /// Rows changed since it was opened, those of what was rolled back too.
  [[nodiscard]] std::int64_t changes() const { return sqlite3_total_changes64(connection_.get()); }
  [[nodiscard]] sqlite3* handle() const { return connection_.get(); }
  /// The Error for what just went wrong on this connection.
  [[nodiscard]] Error error(int result) const;

 private:
  struct Closer {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  struct Finisher {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct Prepared {
    std::unique_ptr<sqlite3_stmt, Finisher> statement;
    std::size_t parameters = 0;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  const Prepared& prepare(std::string_view sql);
  void bind(sqlite3_stmt* statement, int index, const Value& value);

  const Use use_;
  std::unique_ptr<sqlite3, Closer> connection_;
  std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> prepared_;
};

using SqliteTransaction = TransactionOn<SqliteConnection, Engine::sqlite>;

}  // namespace lianghu::db
