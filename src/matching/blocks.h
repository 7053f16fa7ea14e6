#pragma once
// A stream in blocks of whole lines, so that a file of any length is held a small part at a time and several
// threads can work on different parts. Takes what is there: who waits for an answer before sending the next
// line gets it.
#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace lianghu::matching {

struct Block {
  std::string text;      // whole lines, with their ends; the stream's last may lack it
  std::size_t line = 1;  // the number of the first
};

class Blocks {
 public:
  explicit Blocks(std::istream& in) : in_(in) {}

  /// Nothing at the end. A UTF-8 mark at the beginning of the stream is left out.
  std::optional<Block> next();
  /// What next() will give; null at the end.
  const Block* peek();
  /// False when next() would have to wait for the sender.
  [[nodiscard]] bool ready();

 private:
  bool read_some();
  std::optional<Block> read();

  std::istream& in_;
  std::optional<Block> peeked_;
  std::string rest_;
  std::size_t line_ = 1;
  bool begun_ = false;
};

/// The lines of a block, in turn, with their ends.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  /// Empty after the last.
  std::string_view next();
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
};

}  // namespace lianghu::matching
