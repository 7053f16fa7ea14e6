#include "journal/tree.h"

#include <bit>
#include <stdexcept>

#include "journal/journal_store.h"

namespace lianghu::journal {

namespace {

constexpr unsigned tile_bits = 8;
constexpr unsigned levels_max = 64 / tile_bits;

}  // namespace

std::uint64_t Tree::size() {
  return static_cast<std::uint64_t>(store::leaf_count(tx_));
}

std::vector<merkle::Hash> Tree::hashes(unsigned level, std::uint64_t first, std::uint64_t count) {
  std::vector<merkle::Hash> out;
  for (const std::string& hash :
       level == 0 ? store::leaf_hashes(tx_, first, count) : store::subtree_roots(tx_, level, first, count))
    out.push_back(merkle::from_bytes(hash));
  if (out.size() != count) throw TreeDamaged("journal: a part of the tree is gone");
  return out;
}

/// `from` is where a subtree begins that is at least as large as the largest power of two in the range.
merkle::Hash Tree::range_root(std::uint64_t from, std::uint64_t to) {
  const std::uint64_t count = to - from;
  if (!std::has_single_bit(count)) {
    const std::uint64_t split = from + std::bit_floor(count);
    return merkle::node_hash(range_root(from, split), range_root(split, to));
  }
  const auto bits = static_cast<unsigned>(std::countr_zero(count));
  const unsigned level = bits / tile_bits;
  return merkle::root(hashes(level, from >> (level * tile_bits), std::uint64_t{1} << (bits % tile_bits)));
}

merkle::Frontier Tree::frontier(std::uint64_t size) {
  std::vector<merkle::Hash> subtrees;
  for (std::uint64_t from = 0; from < size;) {
    const std::uint64_t to = from + std::bit_floor(size - from);
    subtrees.push_back(range_root(from, to));
    from = to;
  }
  return {size, std::move(subtrees)};
}

merkle::Hash Tree::root(std::uint64_t size) {
  return frontier(size).root();
}

merkle::Proof Tree::inclusion(std::uint64_t index, std::uint64_t size) {
  return merkle::inclusion_proof(
      [this](std::uint64_t from, std::uint64_t to) { return range_root(from, to); }, index, size);
}

merkle::Proof Tree::consistency(std::uint64_t size1, std::uint64_t size2) {
  return merkle::consistency_proof(
      [this](std::uint64_t from, std::uint64_t to) { return range_root(from, to); }, size1, size2);
}

namespace {

bool has_tile(std::uint64_t there, std::uint64_t number, std::uint64_t width) {
  return width > 0 && width <= tile_width && number <= there / tile_width &&
         number * tile_width + width <= there;
}

}  // namespace

std::optional<std::string> Tree::tile(std::uint64_t size, unsigned level, std::uint64_t number,
                                      std::uint64_t width) {
  if (level >= levels_max || !has_tile(size >> (level * tile_bits), number, width)) return std::nullopt;
  std::string out;
  for (const merkle::Hash& hash : hashes(level, number * tile_width, width)) out += merkle::bytes(hash);
  return out;
}

std::optional<std::string> Tree::entries(std::uint64_t size, std::uint64_t number, std::uint64_t width) {
  if (!has_tile(size, number, width)) return std::nullopt;
  std::string out;
  const auto entries = store::entries_in_tree(tx_, number * tile_width, width);
  if (entries.size() != width) throw TreeDamaged("journal: an entry of the tree is gone");
  for (const Entry& entry : entries) {
    const std::string text = leaf_text(entry.blind, entry_text(entry));
    out += static_cast<char>(text.size() >> 8U);
    out += static_cast<char>(text.size() & 0xffU);
    out += text;
  }
  return out;
}

SubtreeBuilder::SubtreeBuilder(Tree& tree, std::uint64_t size) {
  for (unsigned level = 0; level < levels_max && size >> (level * tile_bits) > 0; ++level) {
    const std::uint64_t there = size >> (level * tile_bits);
    const std::uint64_t open = there % tile_width;
    levels_.push_back({there / tile_width, tree.hashes(level, there - open, open)});
  }
}

std::vector<SubtreeBuilder::Subtree> SubtreeBuilder::add(const merkle::Hash& leaf) {
  std::vector<Subtree> complete;
  merkle::Hash hash = leaf;
  for (unsigned level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    Level& here = levels_[level];
    here.open.push_back(hash);
    if (here.open.size() < tile_width) return complete;
    hash = merkle::root(here.open);
    complete.push_back({level + 1, here.done++, hash});
    here.open.clear();
  }
}

}  // namespace lianghu::journal
