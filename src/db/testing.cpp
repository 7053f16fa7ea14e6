#include "db/testing.h"

#include <unistd.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <stdexcept>

#include "db/testing_postgres.h"

namespace lianghu::db::testing {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : path_((fs::temp_directory_path() / "lianghu-test-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  }
  ~Folder() {
    std::error_code ignored;
    if (getpid() == owner_) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  const pid_t owner_ = getpid();  // a death test's child leaves the folder alone
  std::string path_;
};

// "name_7", another one each time.
std::string fresh_name(const std::string& kind) {
  static std::atomic<int> count{0};
  return kind + "_" + std::to_string(++count);
}

Options options_of(Engine engine, const std::string& name) {
  Options options;
  if (engine == Engine::sqlite) {
    options.sqlite_file = temporary_folder() + "/" + name + ".db";
  } else {
    options.postgresql_dsn = PostgresServer::instance().dsn(name);
  }
  return options;
}

// What makes two setups the same.
std::string key_of(Engine engine, const Setup& setup) {
  std::string key = engine_name(engine) + (setup.partition_by_hash ? "/hash" : "");
  for (const auto& migration : setup.history) key += "/" + migration.name + "/" + migration.sql;
  return key;
}

// The name of a migrated database that nobody is connected to.
std::string migrated_template(Engine engine, const Setup& setup) {
  static std::mutex mutex;
  static std::map<std::string, std::string> templates;
  const std::lock_guard lock(mutex);
  auto& name = templates[key_of(engine, setup)];
  if (!name.empty()) return name;
  const auto made = fresh_name("template");
  if (engine == Engine::postgresql) PostgresServer::instance().administer("CREATE DATABASE " + made);
  auto options = options_of(engine, made);
  options.partition_by_hash = setup.partition_by_hash;
  const auto database = open(options, setup.history);
  return name = made;
}

}  // namespace

std::vector<Engine> engines() {
  return {Engine::sqlite, Engine::postgresql};
}

std::string engine_name(Engine engine) {
  return engine == Engine::sqlite ? "SQLite" : "PostgreSQL";
}

std::string temporary_folder() {
  static const Folder folder;
  return folder.path();
}

Options empty_database(Engine engine) {
  const auto name = fresh_name("empty");
  if (engine == Engine::postgresql) PostgresServer::instance().administer("CREATE DATABASE " + name);
  return options_of(engine, name);
}

TestDatabase::TestDatabase(Engine engine, const Setup& setup) : setup_(setup) {
  const auto original = migrated_template(engine, setup);
  const auto name = fresh_name("test");
  options_ = options_of(engine, name);
  options_.partition_by_hash = setup.partition_by_hash;
  if (engine == Engine::sqlite) {
    fs::copy_file(options_of(engine, original).sqlite_file, options_.sqlite_file);
  } else {
    PostgresServer::instance().administer("CREATE DATABASE " + name + " TEMPLATE " + original);
  }
  reopen();
}

TestDatabase::~TestDatabase() {
  database_.reset();
  if (options_.sqlite_file.empty()) return;
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(options_.sqlite_file + ending, ignored);
}

void TestDatabase::reopen() {
  database_.reset();
  database_ = open(options_, setup_.history);
}

}  // namespace lianghu::db::testing
