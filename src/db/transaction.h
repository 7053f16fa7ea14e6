#pragma once
// What both engines' transactions share: after an Error nothing more is run, and the Error comes out at the
// end even if the work swallowed it. PostgreSQL is so by nature; SQLite is made to be, so that one store text
// means one thing.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "db/values.h"

namespace lianghu::db {

/// `Connection` has run(sql, args) and bulk(table, columns, rows).
template <class Connection, Engine which>
class TransactionOn final : public Transaction {
 public:
  explicit TransactionOn(Connection& connection) : connection_(connection) {}

  void bulk(std::string_view table, const std::vector<std::string>& columns,
            const std::vector<std::vector<Value>>& rows) override {
    require_shape(columns, rows);
    if (rows.empty()) return;
    guarded([&] {
      for (const auto& row : rows) {
        for (const auto& value : row) require_text(value);
      }
      connection_.bulk(table, columns, rows);
    });
  }
  [[nodiscard]] Engine engine() const override { return which; }

  /// Throws the Error that killed the transaction, if one did.
  void require_alive() const {
    if (died_of_) throw Error(*died_of_);
  }

 protected:
  Outcome run(std::string_view sql, const std::vector<Value>& args) override {
    return guarded([&] {
      for (const auto& value : args) require_text(value);
      return connection_.run(sql, args);
    });
  }

 private:
  template <class Work>
  auto guarded(const Work& work) {
    require_alive();
    try {
      return work();
    } catch (const Error& error) {
      died_of_.emplace(error);
      throw;
    }
  }

  Connection& connection_;
  std::optional<Error> died_of_;
};

}  // namespace lianghu::db
