#include "journal/sequencer.h"

#include <utility>

#include "journal/journal_store.h"

namespace lianghu::journal {

namespace {

constexpr int batch_entries_max = 500;
constexpr int leaves_a_page = 5000;

}  // namespace

std::int64_t Sequencer::sequence() {
  std::int64_t placed = 0;
  try {
    for (std::int64_t batch = place_batch(); batch > 0; batch = place_batch()) placed += batch;
  } catch (const db::Error& error) {
    if (error.code != db::Code::unique) throw;  // unique: another program's sequencer took these places
  }
  return placed;
}

std::int64_t Sequencer::place_batch() {
  const auto [waits, size] = database_.read(
      [](db::Transaction& tx) { return std::pair(!store::waiting(tx, 1).empty(), store::leaf_count(tx)); });
  if (!waits) return 0;  // the usual case: nothing is written
  if (std::cmp_not_equal(tree_.size(), size)) read_tree();

  auto [tree, placed] = database_.write([&](db::Transaction& tx) {
    merkle::Frontier next = tree_;
    auto leaves = store::waiting(tx, batch_entries_max);
    for (auto& leaf : leaves) {
      leaf.position = static_cast<std::int64_t>(next.size());
      next.add(merkle::from_bytes(leaf.hash));
    }
    if (!leaves.empty()) {
      store::insert_leaves(tx, leaves);
      const store::Checkpoint checkpoint{static_cast<std::int64_t>(next.size()), merkle::bytes(next.root())};
      store::insert_checkpoint(tx, checkpoint, clock_.now());
    }
    return std::pair(std::move(next), static_cast<std::int64_t>(leaves.size()));
  });
  tree_ = std::move(tree);
  return placed;
}

void Sequencer::read_tree() {
  tree_ = database_.read([](db::Transaction& tx) {
    merkle::Frontier tree;
    for (;;) {
      const auto page = store::leaves_from(tx, static_cast<std::int64_t>(tree.size()), leaves_a_page);
      if (page.empty()) return tree;
      for (const auto& leaf : page) tree.add(merkle::from_bytes(leaf.hash));
    }
  });
}

}  // namespace lianghu::journal
