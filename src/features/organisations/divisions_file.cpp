#include "features/organisations/divisions_file.h"

#include <algorithm>
#include <ranges>
#include <stdexcept>

#include "base/text.h"

namespace lianghu::organisations {
namespace {

constexpr std::size_t records_in_block = 32;
constexpr std::size_t index_entry_bytes = 9;  // 5 of the block's first code, 4 of its place among the records
constexpr std::size_t order_entry_bytes = 3;
constexpr std::size_t header_bytes = 16;
constexpr std::size_t table_header_bytes = 20;
constexpr std::size_t short_tokens = 192;   // tokens below take one byte, the others two
constexpr std::uint8_t nibble_escape = 15;  // the number did not fit into half a byte and follows

// Walks the records of one block.
class Cursor {
 public:
  Cursor(const DivisionFile& file, std::uint64_t first_number, std::size_t at)
      : file_(file), at_(at), number_(first_number) {}

  // Reads one record's head: its code is then number(), and either skip_name or read_name must follow.
  void next() {
    const std::uint8_t head = file_.byte(at_++);
    name_tokens_ = head >> 4;
    if (name_tokens_ == nibble_escape) name_tokens_ = file_.byte(at_++);
    std::uint64_t step = head & nibble_escape;
    if (step == nibble_escape) step = read_step();
    number_ += step;
  }
  void skip_name() {
    for (std::size_t i = 0; i < name_tokens_; ++i) at_ += file_.byte(at_) < short_tokens ? 1 : 2;
  }
  std::string read_name() {
    std::string name;
    for (std::size_t i = 0; i < name_tokens_; ++i) {
      std::size_t token = file_.byte(at_++);
      if (token >= short_tokens) token = short_tokens + ((token - short_tokens) << 8) + file_.byte(at_++);
      name += file_.token(token);
    }
    return name;
  }
  [[nodiscard]] std::uint64_t number() const { return number_; }

 private:
  // Seven bits a byte, least first; the high bit says that more follow.
  std::uint64_t read_step() {
    std::uint64_t step = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t part = file_.byte(at_++);
      step |= static_cast<std::uint64_t>(part & 127) << shift;
      if (part < 128) return step;
    }
  }

  const DivisionFile& file_;
  std::size_t at_;
  std::uint64_t number_;
  std::size_t name_tokens_ = 0;
};

// The first of 0 … count-1 for which `below` is false.
template <class Below>
std::size_t first_not(std::size_t count, Below below) {
  const auto all = std::views::iota(std::size_t{0}, count);
  return static_cast<std::size_t>(std::ranges::partition_point(all, below) - all.begin());
}

}  // namespace

DivisionTable::DivisionTable(const DivisionFile& file, std::size_t header_at)
    : file_(file),
      digits_(file.number(header_at, 4)),
      size_(file.number(header_at + 4, 4)),
      index_(file.number(header_at + 8, 4)),
      records_(file.number(header_at + 12, 4)),
      order_(file.number(header_at + 16, 4)) {}

DivisionRecord DivisionTable::at(std::size_t position) const {
  if (position >= size_) throw std::logic_error("no such place in the table of places");
  const std::size_t entry = index_ + position / records_in_block * index_entry_bytes;
  Cursor cursor(file_, file_.number(entry, 5), records_ + file_.number(entry + 5, 4));
  cursor.next();
  for (std::size_t i = 0; i < position % records_in_block; ++i) {
    cursor.skip_name();
    cursor.next();
  }
  return {cursor.number(), cursor.read_name()};
}

std::size_t DivisionTable::from_number(std::uint64_t number) const {
  const std::size_t blocks = (size_ + records_in_block - 1) / records_in_block;
  const std::size_t block = first_not(
      blocks, [&](std::size_t i) { return file_.number(index_ + i * index_entry_bytes, 5) < number; });
  if (block == 0) return 0;
  // The block before is the only one that can hold a smaller and then a fitting code.
  const std::size_t entry = index_ + (block - 1) * index_entry_bytes;
  Cursor cursor(file_, file_.number(entry, 5), records_ + file_.number(entry + 5, 4));
  std::size_t position = (block - 1) * records_in_block;
  const std::size_t end = std::min(size_, block * records_in_block);
  for (; position < end; ++position) {
    cursor.next();
    if (cursor.number() >= number) break;
    cursor.skip_name();
  }
  return position;
}

std::size_t DivisionTable::by_name(std::size_t n) const {
  if (n >= size_) throw std::logic_error("no such name in the table of places");
  return file_.number(order_ + n * order_entry_bytes, order_entry_bytes);
}

std::size_t DivisionTable::from_name(std::string_view folded) const {
  return first_not(size_, [&](std::size_t n) { return fold(at(by_name(n)).name) < folded; });
}

DivisionFile::DivisionFile(std::string_view bytes) : bytes_(bytes) {
  if (!bytes.starts_with("LHPLACE1")) throw std::logic_error("data/divisions.bin has another format");
  tokens_ = number(8, 4);
  token_starts_ = number(12, 4);
}

std::uint64_t DivisionFile::number(std::size_t at, std::size_t width) const {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value |= static_cast<std::uint64_t>(byte(at + i)) << (8 * i);
  return value;
}

std::string_view DivisionFile::token(std::size_t n) const {
  const std::size_t texts = token_starts_ + 4 * (tokens_ + 1);
  const std::size_t start = number(token_starts_ + 4 * n, 4);
  return bytes_.substr(texts + start, number(token_starts_ + 4 * (n + 1), 4) - start);
}

DivisionTable DivisionFile::table(std::size_t level) const {
  return {*this, header_bytes + level * table_header_bytes};
}

}  // namespace lianghu::organisations
