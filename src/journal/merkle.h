#pragma once
// The Merkle tree of RFC 6962, section 2.1: SHA-256, leaves prefixed 0x00, inner nodes 0x01. A root stands
// for every leaf and their order; a short proof shows that one leaf is in it, or that a later tree still
// contains an earlier one. Pure functions, no database; the verifiers trust nothing but their arguments.
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.h"

namespace lianghu::merkle {

using Hash = Sha256;
using Proof = std::vector<Hash>;

using lianghu::sha256;
/// SHA-256(0x00 || entry).
[[nodiscard]] Hash leaf_hash(std::string_view entry);
/// SHA-256(0x01 || left || right).
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);
/// The root of the empty tree is SHA-256 of nothing.
[[nodiscard]] Hash root(std::span<const Hash> leaves);

/// Audit path of leaf `index` in the tree of all `leaves` (RFC 6962, 2.1.1). A bug if index >= leaves.size().
[[nodiscard]] Proof inclusion_proof(std::span<const Hash> leaves, std::uint64_t index);
/// Shows that the tree of the first `size` leaves is a beginning of the whole (RFC 6962, 2.1.2).
/// A bug unless 0 < size <= leaves.size().
[[nodiscard]] Proof consistency_proof(std::span<const Hash> leaves, std::uint64_t size);

/// The root of the tree of leaves `from` to `to` - 1 alone. The proofs ask it for ranges that begin where a
/// subtree of the whole does.
using RangeRoot = std::function<Hash(std::uint64_t from, std::uint64_t to)>;
/// As above, of a tree of `size` leaves that is read in parts.
[[nodiscard]] Proof inclusion_proof(const RangeRoot& root_of, std::uint64_t index, std::uint64_t size);
[[nodiscard]] Proof consistency_proof(const RangeRoot& root_of, std::uint64_t size1, std::uint64_t size2);

[[nodiscard]] bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                    const Proof& proof, const Hash& root);
/// False when `size1` is 0: an empty tree is the beginning of anything, so a proof from it would show
/// nothing.
[[nodiscard]] bool verify_consistency(std::uint64_t size1, std::uint64_t size2, const Hash& root1,
                                      const Hash& root2, const Proof& proof);

/// The roots of the complete subtrees along the right edge: all that is needed to add a leaf and to say the
/// root, 64 hashes at most however large the tree is.
class Frontier {
 public:
  Frontier() = default;
  /// Of a tree of `size` leaves: its complete subtrees' roots, the largest first.
  Frontier(std::uint64_t size, std::vector<Hash> subtrees) : size_(size), subtrees_(std::move(subtrees)) {}
  void add(const Hash& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> subtrees_;  // largest, leftmost first; one for each 1 in size_'s binary digits
};

[[nodiscard]] std::string bytes(const Hash& hash);
/// A bug (std::logic_error) unless `text` is 32 bytes.
[[nodiscard]] Hash from_bytes(std::string_view text);

}  // namespace lianghu::merkle
