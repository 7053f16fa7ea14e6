#pragma once
// The database, the same for SQLite and PostgreSQL: one SQL text, `?` for a value, `IN ?*` for a list of
// integers (docs/architecture.md has the rules that keep it one dialect). A write returns after its COMMIT is
// durable.
//
// Threading: Database may be used from any thread. A Transaction belongs to the function it is given to and
// dies with it. On SQLite every write function runs on the one writer thread, several of them in one commit,
// so nothing slow may stand in it: no hashing of passwords, no solving, no rendering.
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace lianghu::db {

enum class Engine { sqlite, postgresql };

/// What went wrong, the same on both engines.
enum class Code {
  unique,         // a unique or primary key stands already
  foreign_key,    // the row referred to is missing
  check,          // a CHECK or NOT NULL says no
  busy,           // try the whole transaction again later
  serialization,  // the database asks for a rerun (40001, 40P01, 55P03)
  connection,     // the connection broke: nobody knows whether it was committed
  read_only,      // this server became a replica
  disk,           // full, or not writable
  newer_schema,   // migrated by a newer program
  other,
};

class Error : public std::runtime_error {
 public:
  Error(Code what_kind, const std::string& what) : std::runtime_error(what), code(what_kind) {}
  const Code code;
};

struct Blob {
  std::string bytes;
};
/// For `IN ?*`.
struct IdList {
  std::vector<std::int64_t> ids;
};
using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string, Blob, IdList>;

// What a store may pass as an argument.
inline Value to_value(std::nullptr_t) {
  return nullptr;
}
inline Value to_value(bool flag) {
  return std::int64_t{flag};
}
inline Value to_value(int number) {
  return std::int64_t{number};
}
inline Value to_value(std::int64_t number) {
  return number;
}
inline Value to_value(double number) {
  return number;
}
inline Value to_value(std::string_view text) {
  return std::string(text);
}
inline Value to_value(const std::string& text) {
  return text;
}
inline Value to_value(const char* text) {
  return std::string(text);
}
inline Value to_value(Blob blob) {
  return blob;
}
inline Value to_value(IdList list) {
  return list;
}
inline Value to_value(Instant at) {
  return at.ms;
}
inline Value to_value(Date day) {
  return format_date(day);
}  // dates are ISO text: they sort and compare
template <class Thing>
Value to_value(Id<Thing> id) {
  return id.value;
}
template <class T>
Value to_value(const std::optional<T>& maybe) {
  return maybe ? to_value(*maybe) : Value(nullptr);
}

/// One row of an answer; columns count from 0. A wrong type is a bug (std::logic_error), not an expected
/// outcome.
class Row {
 public:
  explicit Row(std::vector<Value> cells) : cells_(std::move(cells)) {}
  [[nodiscard]] bool null(std::size_t column) const;
  [[nodiscard]] std::int64_t integer(std::size_t column) const;
  [[nodiscard]] double number(std::size_t column) const;
  [[nodiscard]] const std::string& text(std::size_t column) const;  // "" when NULL
  [[nodiscard]] const std::string& blob(std::size_t column) const;  // "" when NULL
  [[nodiscard]] bool flag(std::size_t column) const { return integer(column) != 0; }
  [[nodiscard]] Instant instant(std::size_t column) const { return {integer(column)}; }
  [[nodiscard]] Date date(std::size_t column) const;  // throws if NULL
  [[nodiscard]] std::optional<Date> maybe_date(std::size_t column) const;
  [[nodiscard]] std::optional<Instant> maybe_instant(std::size_t column) const;
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::size_t column) const;
  template <class Thing>
  [[nodiscard]] Id<Thing> id(std::size_t column) const {
    return {null(column) ? 0 : integer(column)};
  }
  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] const Value& cell(std::size_t column) const { return cells_.at(column); }

 private:
  std::vector<Value> cells_;
};

struct Outcome {
  std::vector<Row> rows;
  std::int64_t changed = 0;
};

/// An initializer list would copy each of them once more.
template <class... Args>
std::vector<Value> values_of(const Args&... args) {
  std::vector<Value> values;
  values.reserve(sizeof...(args));
  (values.push_back(to_value(args)), ...);
  return values;
}

/// One transaction. After an Error it is dead, on both engines: every later statement throws that Error
/// again, and so does write() even if `work` caught it. To insert what may be there already, use ON CONFLICT.
/// Text is UTF-8 without NUL bytes, or the statement throws Error check.
class Transaction {
 public:
  virtual ~Transaction() = default;
  template <class... Args>
  std::vector<Row> query(std::string_view sql, const Args&... args) {
    return run(sql, values_of(args...)).rows;
  }
  /// The first row, if there is one.
  template <class... Args>
  std::optional<Row> one(std::string_view sql, const Args&... args) {
    auto rows = query(sql, args...);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
  }
  /// How many rows were inserted, changed or deleted.
  template <class... Args>
  std::int64_t execute(std::string_view sql, const Args&... args) {
    return run(sql, values_of(args...)).changed;
  }
  /// Many rows into one table, the fastest way the engine has. Every row has columns.size() values.
  virtual void bulk(std::string_view table, const std::vector<std::string>& columns,
                    const std::vector<std::vector<Value>>& rows) = 0;
  [[nodiscard]] virtual Engine engine() const = 0;

 protected:
  virtual Outcome run(std::string_view sql, const std::vector<Value>& args) = 0;
};

struct Options {
  std::string sqlite_file{};       // either this …
  std::string postgresql_dsn{};    // … or this
  int readers = 4;                 // connections for reading (SQLite) or for everything (PostgreSQL)
  bool partition_by_hash = false;  // PostgreSQL only: PARTITION BY HASH every village table to check keys
};

class Database {
 public:
  virtual ~Database() = default;
  /// Runs `work` in a transaction and returns its result after the commit. Whatever `work` throws rolls
  /// everything back and comes out again. Reruns `work` when the engine asks for it, so `work` changes
  /// nothing but the database and what it returns.
  template <class Work>
  auto write(Work work) -> std::invoke_result_t<Work, Transaction&> {
    return with_result([this](const Job& job) { write_job(job); }, std::move(work));
  }
  using Job = std::function<void(Transaction&)>;
  /// As write, but on SQLite readers may see the change some milliseconds before it is durable, which it is
  /// when this returns: not for what is a promise to whoever reads it. Others need not wait for the disk
  /// then.
  template <class Work>
  auto write_seen_early(Work work) -> std::invoke_result_t<Work, Transaction&> {
    return with_result([this](const Job& job) { write_early_job(job); }, std::move(work));
  }
  /// As write_seen_early, for whoever keeps no thread waiting for it: `done` is called once, with nothing
  /// when the commit is durable or else with what came out of it. That is on a thread that others wait for
  /// (on PostgreSQL on the caller's, before this returns), so it is brief, and it throws nothing.
  using Done = std::function<void(std::exception_ptr)>;
  virtual void write_later(Job work, Done done) = 0;
  /// A consistent snapshot, read only: a statement that changes something is a bug (std::logic_error).
  template <class Work>
  auto read(Work work) -> std::invoke_result_t<Work, Transaction&> {
    return with_result([this](const Job& job) { read_job(job); }, std::move(work));
  }
  /// Throws Error disk once the disk has failed under a write or a checkpoint (SQLite): then the program has
  /// to be started again.
  virtual void require_writable() {}
  [[nodiscard]] virtual Engine engine() const = 0;
  /// Copies the whole database into one file while others write (SQLite: the online backup API); the file is
  /// on the disk when it returns, and replaces an older one. PostgreSQL has its own tools for this: Error
  /// other.
  virtual void backup_to(const std::string& file) = 0;

 protected:
  virtual void write_job(const Job& job) = 0;
  virtual void write_early_job(const Job& job) { write_job(job); }
  virtual void read_job(const Job& job) = 0;

 private:
  template <class Run, class Work>
  static auto with_result(const Run& run, Work work) -> std::invoke_result_t<Work, Transaction&> {
    using Result = std::invoke_result_t<Work, Transaction&>;
    if constexpr (std::is_void_v<Result>) {
      run([&](Transaction& tx) { work(tx); });
    } else {
      std::optional<Result> result;
      run([&](Transaction& tx) { result.emplace(work(tx)); });
      if (!result) throw std::logic_error("a driver returned without running the transaction's work");
      return std::move(*result);
    }
  }
};

/// Opens or makes the database and migrates it forward to the newest version the program has.
/// Throws Error newer_schema when a newer program migrated it. Tests hand in their own history:
/// db/migrations.h.
[[nodiscard]] std::unique_ptr<Database> open(const Options& options);

}  // namespace lianghu::db
