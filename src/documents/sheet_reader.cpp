#include "documents/sheet_reader.h"

#include <fstream>

#include "base/refusal.h"
#include "documents/csv_reader.h"
#include "documents/xlsx_reader.h"

namespace lianghu::documents {
namespace {

constexpr std::string_view ole_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

[[noreturn]] void refuse(std::string key) {
  throw Refusal(Status::unprocessable, std::move(key), "file");
}

/// A workbook with a password is an OLE file too, with a stream of this name (MS-OFFCRYPTO 2.3.4.4).
bool is_encrypted_ole(std::string_view bytes) {
  std::string name;
  for (char letter : std::string_view("EncryptedPackage")) name += {letter, '\0'};
  return bytes.find(name) != std::string_view::npos;
}

/// Many office systems save a web page under the name .xls.
bool is_markup(std::string_view bytes) {
  auto start = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return start != std::string_view::npos && bytes[start] == '<';
}

bool starts_with_utf16_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

}  // namespace

const Cell& Row::at(std::size_t column) const {
  static const Cell blank;
  return column < cells.size() ? cells[column] : blank;
}

std::unique_ptr<SheetReader> open_sheet(std::string bytes, const ReadOptions& options) {
  if (bytes.size() > options.limits.file_bytes_max) {
    throw Refusal(Status::too_large, "documents.too_large", "file",
                  {{"megabytes", std::to_string(options.limits.file_bytes_max >> 20U)}});
  }
  if (bytes.empty()) refuse("documents.empty");
  if (bytes.starts_with(ole_mark)) {
    refuse(is_encrypted_ole(bytes) ? "documents.encrypted" : "documents.xls_not_supported");
  }
  if (bytes.starts_with("PK")) return open_xlsx(std::move(bytes), options);
  if (!starts_with_utf16_mark(bytes) && (is_markup(bytes) || bytes.find('\0') != std::string::npos)) {
    refuse("documents.not_a_workbook");
  }
  return open_csv(std::move(bytes), options);
}

std::unique_ptr<SheetReader> open_sheet_file(const std::filesystem::path& file, const ReadOptions& options) {
  std::error_code trouble;
  bool regular = std::filesystem::is_regular_file(file, trouble);
  std::ifstream in(file, std::ios::binary);
  if (!regular || !in) {
    throw Refusal(Status::not_found, "documents.cannot_open", "file", {{"file", file.string()}});
  }
  // One byte past the limit is enough to know that it is passed.
  std::string bytes(
      std::min<std::uintmax_t>(std::filesystem::file_size(file, trouble), options.limits.file_bytes_max + 1),
      '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return open_sheet(std::move(bytes), options);
}

std::vector<Row> read_rows(SheetReader& reader) {
  std::vector<Row> rows;
  for (Row row; reader.next(row);) rows.push_back(std::move(row));
  return rows;
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

}  // namespace lianghu::documents
