#pragma once
// Writing files so that they are whole and stay, and the content store: photos and scans by the SHA-256 of
// their bytes, in a folder beside the database (storage rule 12). A file is there whole or not at all; the
// same bytes twice are one file. It is written before the transaction that names it, so a rolled-back change
// leaves at most a file that no row names.
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace lianghu {

/// Durable when it returns, mode 0600. Throws std::runtime_error when there is such a file already: two
/// programs that start at once must not end with two keys.
void write_new_secret(const std::filesystem::path& file, std::string_view bytes);
/// Puts it in the file's place, whole or not at all, and durable.
void replace_file(const std::filesystem::path& file, std::string_view bytes);

class FileStore {
 public:
  /// Makes the folder when something is put in first.
  explicit FileStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Durable when it returns. The 64 hexadecimal digits that name it. Throws std::runtime_error when the disk
  /// refuses.
  [[nodiscard]] std::string put(std::string_view bytes) const;
  /// Nothing when there is no file of that name, or its bytes have another hash.
  [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
  /// What is erased must not lie on as a file: removes those that `is_unwanted` and that nobody has put there
  /// for that long, also not the same bytes anew.
  void remove_rested(std::chrono::seconds rested,
                     const std::function<bool(const std::string& name)>& is_unwanted) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  [[nodiscard]] std::filesystem::path place(std::string_view name) const;
  std::filesystem::path folder_;
};

}  // namespace lianghu
