#pragma once
// One running Lianghu's things: the data folder with database, key and files, and the door for changes.
//
//   DIR/lianghu.db    the database, unless --database names a PostgreSQL
//   DIR/seal.key      opens what is sealed in it; keep a copy elsewhere
//   DIR/log.key       signs the public log; as secret as seal.key
//   DIR/log.head      what it signed last: the log never goes back behind it
//   DIR/witnesses.txt who signs the public log too: app/witness_files.h
//   DIR/witness.key   signs others' logs, and DIR/logs.txt says which: only of `lianghu witness`
//   DIR/files/        photos and scans
//   DIR/codes/        categories.tsv, needs.tsv, working-days.txt, where they stand in for the built-in
//   DIR/demo.json     only in a demo: who can sign in
#include <filesystem>
#include <memory>
#include <string>

#include "base/files.h"
#include "base/random.h"
#include "base/seal.h"
#include "base/time.h"
#include "db/db.h"
#include "journal/change.h"

namespace lianghu::app {

class Deployment {
 public:
  enum class Folder { must_exist, may_be_new };
  /// A new database gets a new key; for one with data in it, the key must be there. Throws Refusal
  /// data.missing when the folder must exist and does not, key.missing, codes.* for a code list that cannot
  /// be used; db::Error, std::runtime_error.
  Deployment(std::filesystem::path data, std::string postgresql_dsn, Folder folder, int readers = 4);

  [[nodiscard]] const std::filesystem::path& data() const { return data_; }
  [[nodiscard]] db::Database& database() { return *database_; }
  [[nodiscard]] Changes& changes() { return changes_; }
  [[nodiscard]] const FileStore& files() const { return files_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  std::filesystem::path data_;
  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<db::Database> database_;
  Sealer sealer_;
  FileStore files_;
  Changes changes_;
};

/// DIR/lianghu.db and the like.
[[nodiscard]] std::filesystem::path database_file(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path key_file(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path log_key_file(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path log_head_file(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path witnesses_file(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path witness_key_file(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path witnessed_logs_file(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path codes_folder(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path files_folder(const std::filesystem::path& data);

}  // namespace lianghu::app
