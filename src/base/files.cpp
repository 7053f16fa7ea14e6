#include "base/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "base/random.h"
#include "base/sha256.h"
#include "base/text.h"

namespace lianghu {

namespace {

std::string name_of_bytes(std::string_view bytes) {
  const Sha256 hash = sha256(bytes);
  return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

bool is_name(std::string_view name) {
  return name.size() == 2 * Sha256{}.size() && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

void write_durably(const std::filesystem::path& file, std::string_view bytes) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) throw std::runtime_error("cannot make " + file.string());
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t count = ::write(descriptor, bytes.data() + written, bytes.size() - written);
    if (count <= 0) break;
    written += static_cast<std::size_t>(count);
  }
  const bool durable = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (written != bytes.size() || !durable) throw std::runtime_error("cannot write " + file.string());
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

void write_new_secret(const std::filesystem::path& file, std::string_view bytes) {
  write_durably(file, bytes);
  sync_folder(file.parent_path());
}

void replace_file(const std::filesystem::path& file, std::string_view bytes) {
  // Under a name of its own first: a reader never sees half a file, and two writers do not meet.
  const std::filesystem::path part = file.string() + ".part-" + hex(SystemRandom().bytes(8));
  write_durably(part, bytes);
  std::filesystem::rename(part, file);
  sync_folder(file.parent_path());
}

std::filesystem::path FileStore::place(std::string_view name) const {
  return folder_ / std::string(name.substr(0, 2)) / std::string(name.substr(2));
}

std::string FileStore::put(std::string_view bytes) const {
  std::string name = name_of_bytes(bytes);
  const std::filesystem::path file = place(name);
  // Whoever looks for files that no row names must see that one is on its way to this.
  std::error_code absent;
  std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now(), absent);
  if (!absent) return name;
  std::filesystem::create_directories(file.parent_path());
  replace_file(file, bytes);
  return name;
}

std::optional<std::string> FileStore::get(std::string_view name) const {
  if (!is_name(name)) return std::nullopt;
  std::ifstream in(place(name), std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  std::string out = std::move(bytes).str();
  if (name_of_bytes(out) != name) return std::nullopt;
  return out;
}

void FileStore::remove_rested(std::chrono::seconds rested,
                              const std::function<bool(const std::string& name)>& is_unwanted) const {
  std::error_code none;
  std::vector<std::filesystem::path> found;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder_, none))
    if (each.is_regular_file(none)) found.push_back(each.path());
  const auto is_rested = [&](const std::filesystem::path& file) {
    const auto put = std::filesystem::last_write_time(file, none);
    return !none && put + rested <= std::filesystem::file_time_type::clock::now();
  };
  for (const std::filesystem::path& each : found) {
    const std::string name = each.parent_path().filename().string() + each.filename().string();
    if (!is_name(name) || !is_unwanted(name) || !is_rested(each)) continue;
    if (std::filesystem::remove(each, none)) sync_folder(each.parent_path());
  }
}

}  // namespace lianghu
