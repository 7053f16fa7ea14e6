#include "app/backup.h"

#include <filesystem>
#include <iostream>
#include <optional>

#include "app/deployment.h"
#include "base/refusal.h"
#include "features/households/households.h"
#include "journal/verify.h"

namespace lianghu::app {

namespace {

namespace fs = std::filesystem;

void refuse_unless_empty(const fs::path& folder, const char* key) {
  if (fs::exists(folder) && !fs::is_empty(folder))
    throw Refusal(Status::conflict, key, "", {{"folder", folder.string()}});
}

void copy_files(const fs::path& from, const fs::path& to) {
  if (!fs::exists(from)) return;
  // What is still being written has another name and belongs to no row yet.
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file() || entry.path().filename().string().find(".part-") != std::string::npos)
      continue;
    const fs::path target = to / fs::relative(entry.path(), from);
    fs::create_directories(target.parent_path());
    std::error_code trouble;
    fs::copy_file(entry.path(), target, fs::copy_options::skip_existing, trouble);
    // One that an erasing has taken away meanwhile belongs to nobody.
    if (trouble && fs::exists(entry.path()))
      throw fs::filesystem_error("cannot copy", entry.path(), target, trouble);
  }
}

/// Made beside the target and renamed when whole: an interrupted copy must not look like a good one.
fs::path beside(const fs::path& target) {
  return fs::path(target).concat(".part");
}

}  // namespace

int backup(const Arguments& arguments) {
  const fs::path to = fs::absolute(arguments.need("to")).lexically_normal();
  refuse_unless_empty(to, "backup.target.not_empty");
  Deployment deployment(arguments.need("data"), arguments.get("database"), Deployment::Folder::must_exist, 1);
  const fs::path part = beside(to);
  fs::remove_all(part);
  fs::create_directories(part);
  fs::permissions(part, fs::perms::owner_all);
  deployment.database().backup_to(database_file(part).string());
  // After the database: a row is written after its file, so every file that the copy names is there.
  copy_files(files_folder(deployment.data()), files_folder(part));
  copy_files(codes_folder(deployment.data()), codes_folder(part));
  if (arguments.has("with-key")) fs::copy_file(key_file(deployment.data()), key_file(part));
  fs::remove(to);
  fs::rename(part, to);
  std::cout << say(Arguments::language(),
                   arguments.has("with-key") ? "backup.done.with_key" : "backup.done.without_key",
                   {{"folder", to.string()}, {"key", key_file(deployment.data()).string()}})
            << "\n";
  return 0;
}

int restore(const Arguments& arguments) {
  const fs::path from = arguments.need("from");
  const fs::path data = fs::absolute(arguments.need("data")).lexically_normal();
  const fs::path key = arguments.get("key", key_file(from).string());
  refuse_unless_empty(data, "restore.target.not_empty");
  if (!fs::exists(database_file(from)))
    throw Refusal(Status::not_found, "restore.source.missing", "", {{"folder", from.string()}});
  if (!fs::exists(key)) throw Refusal(Status::not_found, "restore.key.missing", "", {{"file", key.string()}});
  const fs::path part = beside(data);
  fs::remove_all(part);
  fs::create_directories(part);
  fs::permissions(part, fs::perms::owner_all);
  fs::copy_file(database_file(from), database_file(part));
  fs::copy_file(key, key_file(part));
  fs::permissions(key_file(part), fs::perms::owner_read | fs::perms::owner_write);
  copy_files(files_folder(from), files_folder(part));
  copy_files(codes_folder(from), codes_folder(part));
  journal::Report report;
  std::optional<bool> opens;  // nothing while nothing is sealed
  {
    Deployment restored(part, "", Deployment::Folder::must_exist, 1);
    opens = restored.changes().read(Actor::system(), [](Context& c) { return households::key_opens(c); });
    if (opens != false) report = journal::verify(restored.database());
  }
  if (opens == false) {
    fs::remove_all(part);
    throw Refusal(Status::unprocessable, "restore.key.wrong", "key", {{"file", key.string()}});
  }
  if (const auto& first = report.first) {
    std::cerr << say(Arguments::language(), "restore.journal",
                     {{"folder", part.string()}, {"table", first->table}, {"id", std::to_string(first->id)}})
              << "\n";
    return 1;
  }
  fs::remove(data);
  fs::rename(part, data);
  std::cout << say(Arguments::language(), "restore.done",
                   {{"folder", data.string()}, {"rows", std::to_string(report.rows)}})
            << "\n";
  return 0;
}

}  // namespace lianghu::app
