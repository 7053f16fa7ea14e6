#include "journal/merkle.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace lianghu::merkle {

namespace {

/// Leaves from `from` to `to` - 1.
struct Range {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  /// Where RFC 6962 splits more than one leaf: after the largest power of two that is less than all.
  [[nodiscard]] std::uint64_t split() const { return from + std::bit_floor(to - from - 1); }
};

void append_path(const RangeRoot& root_of, Range range, std::uint64_t index, Proof& path) {
  if (range.to - range.from == 1) return;
  const std::uint64_t split = range.split();
  const Range left{range.from, split};
  const Range right{split, range.to};
  append_path(root_of, index < split ? left : right, index, path);
  const Range& sibling = index < split ? right : left;
  path.push_back(root_of(sibling.from, sibling.to));
}

/// The earlier tree ends at `end`. `known`: the verifier has the root of just these leaves already.
void append_subproof(const RangeRoot& root_of, Range range, std::uint64_t end, bool known, Proof& proof) {
  if (end == range.to) {
    if (!known) proof.push_back(root_of(range.from, range.to));
    return;
  }
  const std::uint64_t split = range.split();
  if (end <= split) {
    append_subproof(root_of, {range.from, split}, end, known, proof);
    proof.push_back(root_of(split, range.to));
  } else {
    append_subproof(root_of, {split, range.to}, end, false, proof);
    proof.push_back(root_of(range.from, split));
  }
}

RangeRoot in(std::span<const Hash> leaves) {
  return [leaves](std::uint64_t from, std::uint64_t to) { return root(leaves.subspan(from, to - from)); };
}

}  // namespace

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<unsigned char, 65> text{};
  text[0] = 1;
  std::copy(left.begin(), left.end(), text.begin() + 1);
  std::copy(right.begin(), right.end(), text.begin() + 33);
  return sha256({reinterpret_cast<const char*>(text.data()), text.size()});
}

Hash leaf_hash(std::string_view entry) {
  std::string text(1, '\0');
  text += entry;
  return sha256(text);
}

Hash root(std::span<const Hash> leaves) {
  Frontier frontier;
  for (const Hash& leaf : leaves) frontier.add(leaf);
  return frontier.root();
}

Proof inclusion_proof(const RangeRoot& root_of, std::uint64_t index, std::uint64_t size) {
  if (index >= size) throw std::logic_error("inclusion_proof: no such leaf");
  Proof path;
  append_path(root_of, {0, size}, index, path);
  return path;
}

Proof inclusion_proof(std::span<const Hash> leaves, std::uint64_t index) {
  return inclusion_proof(in(leaves), index, leaves.size());
}

Proof consistency_proof(const RangeRoot& root_of, std::uint64_t size1, std::uint64_t size2) {
  if (size1 == 0 || size1 > size2) throw std::logic_error("consistency_proof: no such earlier tree");
  Proof proof;
  append_subproof(root_of, {0, size2}, size1, true, proof);
  return proof;
}

Proof consistency_proof(std::span<const Hash> leaves, std::uint64_t size) {
  return consistency_proof(in(leaves), size, leaves.size());
}

// The algorithm of RFC 9162, 2.1.3.2: `place` and `last` are the leaf's and the last leaf's positions, level
// by level.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Proof& proof,
                      const Hash& root) {
  if (index >= size) return false;
  std::uint64_t place = index;
  std::uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& step : proof) {
    if (last == 0) return false;
    if ((place & 1U) != 0 || place == last) {
      hash = node_hash(step, hash);
      while ((place & 1U) == 0 && place != 0) {
        place >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = node_hash(hash, step);
    }
    place >>= 1U;
    last >>= 1U;
  }
  return last == 0 && hash == root;
}

// The algorithm of RFC 9162, 2.1.4.2.
bool verify_consistency(std::uint64_t size1, std::uint64_t size2, const Hash& root1, const Hash& root2,
                        const Proof& proof) {
  if (size1 == 0 || size1 > size2) return false;
  if (size1 == size2) return proof.empty() && root1 == root2;
  if (proof.empty()) return false;
  std::span<const Hash> steps = proof;
  Hash older = root1;
  if (!std::has_single_bit(size1)) {
    older = steps.front();
    steps = steps.subspan(1);
  }
  Hash newer = older;
  std::uint64_t place = size1 - 1;
  std::uint64_t last = size2 - 1;
  const int complete = std::countr_one(place);
  place >>= static_cast<unsigned>(complete);
  last >>= static_cast<unsigned>(complete);
  for (const Hash& step : steps) {
    if (last == 0) return false;
    if ((place & 1U) != 0 || place == last) {
      older = node_hash(step, older);
      newer = node_hash(step, newer);
      while ((place & 1U) == 0 && place != 0) {
        place >>= 1U;
        last >>= 1U;
      }
    } else {
      newer = node_hash(newer, step);
    }
    place >>= 1U;
    last >>= 1U;
  }
  return last == 0 && older == root1 && newer == root2;
}

void Frontier::add(const Hash& leaf) {
  Hash hash = leaf;
  for (std::uint64_t n = size_; (n & 1U) != 0; n >>= 1U) {
    hash = node_hash(subtrees_.back(), hash);
    subtrees_.pop_back();
  }
  subtrees_.push_back(hash);
  ++size_;
}

Hash Frontier::root() const {
  if (subtrees_.empty()) return sha256("");
  Hash hash = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) hash = node_hash(subtrees_[i], hash);
  return hash;
}

std::string bytes(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

Hash from_bytes(std::string_view text) {
  Hash hash{};
  if (text.size() != hash.size()) throw std::logic_error("a hash has 32 bytes");
  std::copy_n(reinterpret_cast<const unsigned char*>(text.data()), hash.size(), hash.begin());
  return hash;
}

}  // namespace lianghu::merkle
