#pragma once
// Values on the wire to and from PostgreSQL; dialect.h says how a value's type is chosen.
#include <string>
#include <vector>

#include "db/db.h"
#include "db/late_libpq.h"

namespace lianghu::db {

/// The arguments of PQexecParams; points into `args`, which must outlive it.
class PostgresParameters {
 public:
  explicit PostgresParameters(const std::vector<Value>& args);
  [[nodiscard]] int count() const { return static_cast<int>(values_.size()); }
  [[nodiscard]] const Oid* types() const { return types_.data(); }
  [[nodiscard]] const char* const* values() const { return values_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
  void add(Oid type, const std::string& bytes, bool binary);

  std::vector<std::string> made_;  // text of numbers and lists
  std::vector<Oid> types_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

/// A cell of an answer in text format.
[[nodiscard]] Value postgres_cell(const PGresult* result, int row, int column);

/// Appends the value as COPY's text format has it.
void append_copy_value(std::string& line, const Value& value);

/// What an SQLSTATE means.
[[nodiscard]] Code code_of_sqlstate(std::string_view state);

}  // namespace lianghu::db
