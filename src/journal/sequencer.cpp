#include "journal/sequencer.h"

#include <utility>

#include "journal/journal_store.h"

namespace lianghu::journal {

namespace {

constexpr int batch_entries_max = 100;   // a transaction: whoever writes waits for no more than these
constexpr int batches_a_signature = 10;  // whoever writes waits for the disk with it

}  // namespace

std::int64_t Sequencer::sequence() {
  std::int64_t placed = 0;
  keep_signed();
  try {
    if (!signed_newest_) sign_newest();
    int batches = 0;
    for (std::int64_t batch = place_batch(); batch > 0; batch = place_batch()) {
      placed += batch;
      if (++batches % batches_a_signature == 0) sign_placed();
    }
    sign_placed();
  } catch (const db::Error& error) {
    leave_unsigned();
    if (error.code != db::Code::unique) throw;  // unique: another program's sequencer took these places
  }
  return placed;
}

/// What others may have seen: before anything else can fail. When the disk refuses, the next call tries
/// again.
void Sequencer::keep_signed() {
  if (!unkept_) return;
  log_->keep(*unkept_);
  unkept_.reset();
}

std::int64_t Sequencer::place_batch() {
  const auto [waits, size] = database_.read(
      [](db::Transaction& tx) { return std::pair(!store::waiting(tx, 1).empty(), store::leaf_count(tx)); });
  if (!waits) return 0;  // the usual case: nothing is written
  if (std::cmp_not_equal(tree_.size(), size)) read_tree();

  struct Placed {
    merkle::Frontier tree;
    SubtreeBuilder subtrees;
    std::int64_t count = 0;
    std::optional<store::Checkpoint> checkpoint;
  };
  // Nobody is promised anything by a tree that is not signed yet.
  Placed placed = database_.write_seen_early([&](db::Transaction& tx) {
    Placed out{tree_, subtrees_, 0, std::nullopt};
    merkle::Frontier& next = out.tree;
    auto leaves = store::waiting(tx, batch_entries_max);
    for (auto& leaf : leaves) {
      leaf.position = static_cast<std::int64_t>(next.size());
      next.add(merkle::from_bytes(leaf.hash));
      for (const SubtreeBuilder::Subtree& each : out.subtrees.add(merkle::from_bytes(leaf.hash)))
        store::insert_subtree(tx, each.level, each.position, merkle::bytes(each.root));
    }
    if (!leaves.empty()) {
      store::insert_leaves(tx, leaves);
      out.count = static_cast<std::int64_t>(leaves.size());
      out.checkpoint = {static_cast<std::int64_t>(next.size()), merkle::bytes(next.root()), clock_.now(),
                        std::nullopt};
      store::insert_checkpoint(tx, *out.checkpoint);
    }
    return out;
  });
  tree_ = std::move(placed.tree);
  subtrees_ = std::move(placed.subtrees);
  if (placed.checkpoint) unsigned_ = std::move(placed.checkpoint);
  return placed.count;
}

void Sequencer::sign_placed() {
  if (!unsigned_) return;
  const auto size = static_cast<std::uint64_t>(unsigned_->size);
  const auto note = note_of(size, merkle::from_bytes(unsigned_->root));
  const bool is_there =
      !note || database_.write([&](db::Transaction& tx) { return store::set_note(tx, *unsigned_, *note); });
  if (!is_there) return leave_unsigned();  // somebody has altered it: to be looked at as a whole
  unsigned_.reset();
  signed_now(note, size);
}

void Sequencer::leave_unsigned() {
  if (unsigned_) signed_newest_ = false;
  unsigned_.reset();
}

void Sequencer::signed_now(const std::optional<std::string>& note, std::uint64_t size) {
  if (!note) return;
  unkept_ = note;
  signed_size_ = size;
  keep_signed();
}

std::optional<std::string> Sequencer::note_of(std::uint64_t size, const merkle::Hash& root) const {
  if (log_ == nullptr || !log_->may_sign()) return std::nullopt;
  return log_->sign(size, root);
}

void Sequencer::sign_newest() {
  if (log_ != nullptr && log_->may_sign()) {
    const auto note = database_.write([&](db::Transaction& tx) -> std::optional<std::string> {
      store::insert_log_key(tx, log_->verifier().text(), clock_.now());
      const auto newest = store::newest_checkpoint(tx);
      if (!newest) return std::nullopt;
      const auto known = parse_note(newest->note.value_or(""));
      if (known && known->is_signed_by(log_->verifier())) return newest->note;
      // Of the tree itself, never of what a row says of it.
      Tree tree(tx);
      const std::uint64_t size = tree.size();
      if (std::cmp_not_equal(newest->size, size) || newest->root != merkle::bytes(tree.root(size)))
        return std::nullopt;
      auto made = note_of(size, tree.root(size));
      if (made && !store::set_note(tx, *newest, *made)) return std::nullopt;
      return made;
    });
    const auto signed_note = parse_note(note.value_or(""));
    const auto head = signed_note ? parse_tree_head(signed_note->text) : std::nullopt;
    if (head) signed_now(note, head->size);
  }
  signed_newest_ = true;
}

void Sequencer::read_tree() {
  leave_unsigned();
  auto [tree, subtrees] = database_.read([](db::Transaction& tx) {
    Tree stored(tx);
    const std::uint64_t size = stored.size();
    return std::pair(stored.frontier(size), SubtreeBuilder(stored, size));
  });
  // The tree is not the one that was left: before anything is signed it must continue what was.
  if (log_ != nullptr) log_->check(database_);
  // Last, so that whoever was interrupted before comes here again.
  tree_ = std::move(tree);
  subtrees_ = std::move(subtrees);
}

}  // namespace lianghu::journal
