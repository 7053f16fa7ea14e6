#pragma once
// The tree as it is stored: each leaf, and the root of each complete subtree of 256^level leaves. With these
// the root of any earlier tree, a proof and a tile of the public log (C2SP tlog-tiles) take a few short
// reads, however many leaves there are. What is read may have been altered by somebody with SQL: a proof made
// of it does then not fit the checkpoint.
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "db/db.h"
#include "journal/merkle.h"

namespace lianghu::journal {

inline constexpr std::uint64_t tile_width = 256;

/// A leaf or a subtree that must be there is gone.
struct TreeDamaged : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Tree {
 public:
  explicit Tree(db::Transaction& tx) : tx_(tx) {}

  [[nodiscard]] std::uint64_t size();
  /// Of the tree of the first `size` leaves; `size` at most size().
  [[nodiscard]] merkle::Hash root(std::uint64_t size);
  [[nodiscard]] merkle::Frontier frontier(std::uint64_t size);
  [[nodiscard]] merkle::Proof inclusion(std::uint64_t index, std::uint64_t size);
  [[nodiscard]] merkle::Proof consistency(std::uint64_t size1, std::uint64_t size2);

  /// Subtrees of 256^level leaves from number `first` on, all of which are complete.
  /// Throws TreeDamaged, as all that read parts of the tree do.
  [[nodiscard]] std::vector<merkle::Hash> hashes(unsigned level, std::uint64_t first, std::uint64_t count);

  /// Tile `number` of `level` in the tree of the first `size` leaves, cut to `width` hashes; nothing unless
  /// that tree has all of them.
  [[nodiscard]] std::optional<std::string> tile(std::uint64_t size, unsigned level, std::uint64_t number,
                                                std::uint64_t width);
  /// The leaf texts of a level-0 tile, each behind its length in two bytes; nothing unless all are there.
  [[nodiscard]] std::optional<std::string> entries(std::uint64_t size, std::uint64_t number,
                                                   std::uint64_t width);

 private:
  merkle::Hash range_root(std::uint64_t from, std::uint64_t to);

  db::Transaction& tx_;
};

/// Adds leaves to the end of a tree and says which subtrees they complete.
class SubtreeBuilder {
 public:
  struct Subtree {
    unsigned level = 1;
    std::uint64_t position = 0;
    merkle::Hash root{};
  };
  SubtreeBuilder() = default;
  /// Goes on from the first `size` leaves.
  SubtreeBuilder(Tree& tree, std::uint64_t size);

  [[nodiscard]] std::vector<Subtree> add(const merkle::Hash& leaf);

 private:
  struct Level {
    std::uint64_t done = 0;  // full tiles
    std::vector<merkle::Hash> open;
  };
  std::vector<Level> levels_;
};

}  // namespace lianghu::journal
