#include "matching/blocks.h"

#include <algorithm>
#include <utility>

namespace lianghu::matching {

namespace {
constexpr std::size_t block_bytes = std::size_t{1} << 18;
}  // namespace

bool Blocks::read_some() {
  std::streambuf& from = *in_.rdbuf();
  if (from.sgetc() == std::char_traits<char>::eof()) return false;
  const auto there = std::max<std::streamsize>(1, from.in_avail());
  const std::size_t before = rest_.size();
  rest_.resize(before + std::min(static_cast<std::size_t>(there), block_bytes));
  const std::streamsize got =
      from.sgetn(rest_.data() + before, static_cast<std::streamsize>(rest_.size() - before));
  rest_.resize(before + static_cast<std::size_t>(got));
  return got > 0;
}

std::optional<Block> Blocks::read() {
  std::size_t end = 0;  // of the last whole line
  bool more = true;
  while (more && (end == 0 || (rest_.size() < block_bytes && in_.rdbuf()->in_avail() > 0))) {
    const std::size_t before = rest_.size();
    more = read_some();
    const std::size_t newline = std::string_view(rest_).substr(before).rfind('\n');
    if (newline != std::string_view::npos) end = before + newline + 1;
  }
  if (rest_.empty()) return std::nullopt;
  Block block{std::move(rest_), line_};
  if (more) {
    rest_ = block.text.substr(end);
    block.text.resize(end);
  } else {
    rest_.clear();
  }
  line_ += static_cast<std::size_t>(std::count(block.text.begin(), block.text.end(), '\n'));
  if (!begun_ && block.text.starts_with("\xEF\xBB\xBF")) block.text.erase(0, 3);
  begun_ = true;
  return block;
}

std::optional<Block> Blocks::next() {
  if (peeked_) return std::exchange(peeked_, std::nullopt);
  return read();
}

const Block* Blocks::peek() {
  if (!peeked_) peeked_ = read();
  return peeked_ ? &*peeked_ : nullptr;
}

bool Blocks::ready() {
  return peeked_ || in_.rdbuf()->in_avail() > 0;
}

std::string_view Lines::next() {
  const std::size_t length = std::min(rest_.find('\n'), rest_.size() - 1) + 1;
  const std::string_view line = rest_.substr(0, rest_.empty() ? 0 : length);
  rest_.remove_prefix(line.size());
  return line;
}

}  // namespace lianghu::matching
