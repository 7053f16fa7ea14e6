#include "app/deployment.h"

#include "base/refusal.h"
#include "features/households/codes.h"
#include "features/organisations/working_days.h"
#include "journal/verify.h"

namespace lianghu::app {

namespace {

std::filesystem::path ready(std::filesystem::path data, Deployment::Folder folder) {
  if (!std::filesystem::is_directory(data)) {
    if (folder == Deployment::Folder::must_exist)
      throw Refusal(Status::not_found, "data.missing", "data", {{"folder", data.string()}});
    std::filesystem::create_directories(data);
  }
  // What lies here is for the one who runs the program alone.
  std::filesystem::permissions(data, std::filesystem::perms::owner_all);
  return data;
}

db::Options options(const std::filesystem::path& data, std::string postgresql_dsn, int readers) {
  db::Options out;
  if (postgresql_dsn.empty())
    out.sqlite_file = database_file(data).string();
  else
    out.postgresql_dsn = std::move(postgresql_dsn);
  out.readers = readers;
  return out;
}

/// A second key beside data that the first one sealed would open nothing of it, and seal what comes by
/// another.
Sealer key_of(const std::filesystem::path& data, db::Database& database) {
  const std::filesystem::path file = key_file(data);
  if (!std::filesystem::exists(file) && !journal::is_empty(database))
    throw Refusal(Status::conflict, "key.missing", "", {{"file", file.string()}});
  return Sealer::from_file(file);
}

}  // namespace

std::filesystem::path database_file(const std::filesystem::path& data) {
  return data / "lianghu.db";
}
std::filesystem::path key_file(const std::filesystem::path& data) {
  return data / "seal.key";
}
std::filesystem::path log_key_file(const std::filesystem::path& data) {
  return data / "log.key";
}
std::filesystem::path log_head_file(const std::filesystem::path& data) {
  return data / "log.head";
}
std::filesystem::path witnesses_file(const std::filesystem::path& data) {
  return data / "witnesses.txt";
}
std::filesystem::path witness_key_file(const std::filesystem::path& data) {
  return data / "witness.key";
}
std::filesystem::path witnessed_logs_file(const std::filesystem::path& data) {
  return data / "logs.txt";
}
std::filesystem::path codes_folder(const std::filesystem::path& data) {
  return data / "codes";
}
std::filesystem::path files_folder(const std::filesystem::path& data) {
  return data / "files";
}

Deployment::Deployment(std::filesystem::path data, std::string postgresql_dsn, Folder folder, int readers)
    : data_(ready(std::move(data), folder)),
      database_(db::open(options(data_, std::move(postgresql_dsn), readers))),
      sealer_(key_of(data_, *database_)),
      files_(files_folder(data_)),
      changes_(*database_, clock_, random_, sealer_) {
  households::use_code_lists_of(codes_folder(data_));
  organisations::use_working_days_of(codes_folder(data_));
}

}  // namespace lianghu::app
