#pragma once
// Reads data/divisions.bin in place (format: data/README.md). A level is a table of records sorted by code,
// in blocks that an index finds, and beside it the same records' positions sorted by folded name. Opening
// only looks at the header; a file of another format is a bug in the build and throws std::logic_error.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lianghu::organisations {

struct DivisionRecord {
  std::uint64_t number = 0;  // the code as a number
  std::string name;
};

class DivisionFile;

class DivisionTable {
 public:
  DivisionTable(const DivisionFile& file, std::size_t header_at);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t digits() const { return digits_; }
  /// The record at a position in the order of codes.
  [[nodiscard]] DivisionRecord at(std::size_t position) const;
  /// The first position whose code is not below `number`; size() if there is none.
  [[nodiscard]] std::size_t from_number(std::uint64_t number) const;
  /// The position, in the order of codes, of the n-th name.
  [[nodiscard]] std::size_t by_name(std::size_t n) const;
  /// The first n whose folded name is not below `folded`; size() if there is none.
  [[nodiscard]] std::size_t from_name(std::string_view folded) const;

 private:
  const DivisionFile& file_;
  std::size_t digits_, size_, index_, records_, order_;
};

class DivisionFile {
 public:
  explicit DivisionFile(std::string_view bytes);

  /// The unsigned number of `width` bytes, least first.
  [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t width) const;
  [[nodiscard]] std::uint8_t byte(std::size_t at) const { return static_cast<std::uint8_t>(bytes_[at]); }
  /// A piece of a name.
  [[nodiscard]] std::string_view token(std::size_t n) const;
  /// 0 is the provinces, 4 the villages.
  [[nodiscard]] DivisionTable table(std::size_t level) const;

 private:
  std::string_view bytes_;
  std::size_t tokens_ = 0;        // how many
  std::size_t token_starts_ = 0;  // where their offsets lie
};

}  // namespace lianghu::organisations
