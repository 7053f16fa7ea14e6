#include "journal/tree.h"

#include <gtest/gtest.h>

#include "journal/journal_store.h"
#include "journal/testing.h"
#include "journal/testing_rooms.h"

namespace lianghu::journal {
namespace {

class StoredTree : public ::testing::TestWithParam<db::Engine> {
 protected:
  /// Puts leaves without entries behind what is there, as the sequencer does.
  void grow(std::uint64_t to) {
    bench_.database().write([&](db::Transaction& tx) {
      Tree tree(tx);
      SubtreeBuilder builder(tree, leaves_.size());
      std::vector<store::Leaf> added;
      while (leaves_.size() < to) {
        const auto number = static_cast<std::int64_t>(leaves_.size());
        leaves_.push_back(merkle::leaf_hash(std::to_string(number)));
        added.push_back({number, 7, number + 1, merkle::bytes(leaves_.back()), std::nullopt});
        for (const SubtreeBuilder::Subtree& each : builder.add(leaves_.back()))
          store::insert_subtree(tx, each.level, each.position, merkle::bytes(each.root));
      }
      store::insert_leaves(tx, added);
    });
  }
  template <class Work>
  auto read(Work work) {
    return bench_.database().read([&](db::Transaction& tx) {
      Tree tree(tx);
      return work(tree);
    });
  }
  std::span<const merkle::Hash> first(std::uint64_t size) { return std::span(leaves_).first(size); }

  testing::Bench bench_{GetParam(), testing::doors_and_places()};
  std::vector<merkle::Hash> leaves_;
};
LIANGHU_ON_BOTH_ENGINES(StoredTree);

TEST_P(StoredTree, has_the_root_and_proofs_of_each_earlier_tree) {
  for (const std::uint64_t step : {1U, 2U, 255U, 256U, 257U, 700U}) grow(step);
  for (const std::uint64_t size : {1U, 3U, 255U, 256U, 257U, 511U, 512U, 600U, 700U}) {
    const merkle::Hash root = merkle::root(first(size));
    EXPECT_EQ(read([&](Tree& tree) { return tree.root(size); }), root) << size;
    EXPECT_EQ(read([&](Tree& tree) { return tree.frontier(size); }).root(), root);
    for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1})
      EXPECT_EQ(read([&](Tree& tree) { return tree.inclusion(index, size); }),
                merkle::inclusion_proof(first(size), index));
    for (const std::uint64_t earlier : {std::uint64_t{1}, (size + 1) / 2, size})
      EXPECT_EQ(read([&](Tree& tree) { return tree.consistency(earlier, size); }),
                merkle::consistency_proof(first(size), earlier));
  }
}

TEST_P(StoredTree, gives_tiles_as_tlog_tiles_has_them) {
  grow(70'000);
  const auto tile = [&](unsigned level, std::uint64_t number, std::uint64_t width) {
    return read([&](Tree& tree) { return tree.tile(70'000, level, number, width); });
  };
  // The specification's example: 273 full tiles and one of 112, one full and one of 17, and one of 1.
  EXPECT_EQ(tile(0, 272, 256)->size(), 256 * 32U);
  EXPECT_EQ(tile(0, 273, 112)->size(), 112 * 32U);
  EXPECT_FALSE(tile(0, 273, 113));
  EXPECT_FALSE(tile(0, 273, 256));
  EXPECT_EQ(tile(1, 0, 256)->size(), 256 * 32U);
  EXPECT_EQ(tile(1, 1, 17)->size(), 17 * 32U);
  EXPECT_FALSE(tile(1, 1, 18));
  EXPECT_EQ(*tile(2, 0, 1), merkle::bytes(merkle::root(first(65'536))));
  EXPECT_FALSE(tile(2, 0, 2));
  EXPECT_FALSE(tile(3, 0, 1));
  EXPECT_FALSE(tile(0, 0, 0));
  EXPECT_FALSE(tile(0, 0, 257));
  EXPECT_FALSE(tile(64, 0, 1));
  EXPECT_FALSE(tile(0, ~std::uint64_t{0}, 1));
  EXPECT_EQ(tile(0, 2, 3),
            merkle::bytes(leaves_[512]) + merkle::bytes(leaves_[513]) + merkle::bytes(leaves_[514]));
  EXPECT_EQ(tile(1, 0, 256)->substr(32, 32),
            merkle::bytes(merkle::root(std::span(leaves_).subspan(256, 256))));
  EXPECT_EQ(read([&](Tree& tree) { return tree.root(70'000); }), merkle::root(leaves_));
  EXPECT_EQ(read([&](Tree& tree) { return tree.inclusion(66'000, 70'000); }),
            merkle::inclusion_proof(leaves_, 66'000));
}

TEST_P(StoredTree, a_part_that_is_gone_is_an_error_and_not_another_root) {
  grow(600);
  bench_.database().write(
      [](db::Transaction& tx) { tx.execute("DELETE FROM journal_subtrees WHERE position = 1"); });
  EXPECT_THROW(read([](Tree& tree) { return tree.root(600); }), std::runtime_error);
}

}  // namespace
}  // namespace lianghu::journal
