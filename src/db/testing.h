#pragma once
// For the tests of every room that stores something: a fresh, migrated database on either engine. PostgreSQL
// is a real server, started once a test program in a temporary folder and gone with it, however the program
// ends. Where there is no PostgreSQL the test fails; it is never skipped.
//
//   class Plaques : public testing::TestWithParam<db::Engine> {
//    protected:
//     db::testing::TestDatabase database_{GetParam()};
//   };
//   LIANGHU_ON_BOTH_ENGINES(Plaques);
//   TEST_P(Plaques, a_plaque_hangs_on_one_door) { database_->write([&](db::Transaction& tx) { … }); }
#include <memory>
#include <string>
#include <vector>

#include "db/db.h"
#include "db/migrations.h"

namespace lianghu::db::testing {

[[nodiscard]] std::vector<Engine> engines();
/// "SQLite" or "PostgreSQL", as the name of a test's variant.
[[nodiscard]] std::string engine_name(Engine engine);

struct Setup {
  std::vector<Migration> history = migrations();
  bool partition_by_hash = false;  // PostgreSQL only
};

/// A database of one's own, removed with the object. The first of a Setup is migrated, the next are copies of
/// it.
class TestDatabase {
 public:
  explicit TestDatabase(Engine engine, const Setup& setup = {});
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  Database& operator*() const { return *database_; }
  Database* operator->() const { return database_.get(); }
  /// To open the same database once more.
  [[nodiscard]] const Options& options() const { return options_; }
  /// Closes and opens it again, as a restart of the program would.
  void reopen();

 private:
  Setup setup_;
  Options options_;
  std::unique_ptr<Database> database_;
};

/// An empty database, not migrated: for tests of db::open itself. The caller opens it; it goes with the
/// program.
[[nodiscard]] Options empty_database(Engine engine);

/// A folder that is removed when the program ends.
[[nodiscard]] std::string temporary_folder();

}  // namespace lianghu::db::testing

#define LIANGHU_ON_BOTH_ENGINES(Suite)                                        \
  INSTANTIATE_TEST_SUITE_P(                                                   \
      Engines, Suite, ::testing::ValuesIn(::lianghu::db::testing::engines()), \
      [](const auto& tried) { return ::lianghu::db::testing::engine_name(tried.param); })
