#include "journal/verify.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <stdexcept>
#include <utility>

#include "journal/cosignatures_store.h"
#include "journal/latest.h"
#include "journal/merkle.h"
#include "journal/note.h"
#include "journal/rows.h"
#include "journal/tree.h"

namespace lianghu::journal {

namespace {

constexpr int rows_a_page = 1000;
constexpr std::int64_t mentions_a_part = 500'000;

class Verifier {
 public:
  Verifier(db::Transaction& tx, const Tables& tables) : tx_(tx), tables_(tables) {}

  Report run() {
    check_entries();
    if (!report_.first) check_tree();
    if (!report_.first) check_cosignatures();
    const auto parts = static_cast<std::uint64_t>(mentions_ / mentions_a_part + 1);
    for (std::uint64_t part = 0; part < parts && !report_.first; ++part) check_rows(part, parts);
    return report_;
  }

 private:
  void differ(Fault fault, std::string table, std::int64_t village, std::int64_t id) {
    if (!report_.first) report_.first = Difference{fault, std::move(table), village, id};
  }

  /// Calls `take` for every entry until there is a difference.
  template <class Take>
  void each_entry(Take take) {
    constexpr auto before_all = std::numeric_limits<std::int64_t>::min();
    store::Place last{before_all, before_all};
    for (;;) {
      const auto page = store::entries_after(tx_, last, rows_a_page);
      for (const auto& read : page) {
        take(read);
        if (report_.first) return;
        last = {read.entry.village, read.entry.id};
      }
      if (page.size() < static_cast<std::size_t>(rows_a_page)) return;
    }
  }

  void check_entries() {
    each_entry([&](const store::ReadEntry& read) {
      const Entry& entry = read.entry;
      const auto rows = parse_rows(entry.rows);
      const bool fits_leaf = rows && entry.leaf == merkle::bytes(leaf_of(entry));
      // An entry that says it is in the tree and is not would stay outside for ever.
      if (!fits_leaf || read.sequenced != read.position.has_value()) {
        differ(Fault::entry_changed, "journal_entries", entry.village, entry.id);
        return;
      }
      ++report_.entries;
      mentions_ += static_cast<std::int64_t>(rows->size());
    });
  }

  void check_tree() {
    constexpr auto before_all = std::numeric_limits<std::int64_t>::min();
    const auto first = store::checkpoints_after(tx_, before_all, 1);
    if (!first.empty() && first.front().size < 1)
      return differ(Fault::checkpoint_differs, "journal_checkpoints", 0, first.front().size);
    for (;;) {
      const auto page =
          store::leaves_from(tx_, report_.leaves == 0 ? before_all : report_.leaves, rows_a_page);
      for (const auto& leaf : page) {
        if (!leaf.entry_hash)
          return differ(Fault::entry_removed, "journal_entries", leaf.village, leaf.entry);
        if (leaf.hash != *leaf.entry_hash || leaf.position < 0) {
          return differ(Fault::entry_changed, "journal_entries", leaf.village, leaf.entry);
        }
        if (leaf.position != report_.leaves) break;  // a hole: the next checkpoint cannot be reached
        tree_.add(merkle::from_bytes(leaf.hash));
        check_subtrees(merkle::from_bytes(leaf.hash));
        ++report_.leaves;
        check_checkpoint();
        if (report_.first) return;
      }
      if (page.empty() || page.back().position >= report_.leaves) break;
    }
    const auto beyond = next_checkpoint();
    if (beyond) differ(Fault::checkpoint_differs, "journal_checkpoints", 0, beyond->size);
    const auto size = store::leaf_count(tx_);
    if (const auto extra = store::subtree_too_many(tx_, size))
      differ(Fault::tree_differs, "journal_subtrees", extra->level, extra->position);
    // Leaves come with a checkpoint, so the newest one is of all of them.
    if (size != report_.leaves || size != last_checkpoint_)
      differ(Fault::checkpoint_differs, "journal_checkpoints", 0, size);
  }

  /// What is stored of the subtrees that the leaf completes.
  void check_subtrees(const merkle::Hash& leaf) {
    for (const SubtreeBuilder::Subtree& each : subtrees_.add(leaf)) {
      const auto stored = store::subtree_roots(tx_, each.level, each.position, 1);
      if (stored.size() != 1 || stored.front() != merkle::bytes(each.root))
        differ(Fault::tree_differs, "journal_subtrees", static_cast<std::int64_t>(each.level),
               static_cast<std::int64_t>(each.position));
    }
  }

  /// The checkpoint of the tree as it is, if there is one.
  void check_checkpoint() {
    const auto next = next_checkpoint();
    if (!next || next->size != report_.leaves) return;
    if (next->root != merkle::bytes(tree_.root()) || !says(next->note, *next) || !is_linked(*next)) {
      return differ(Fault::checkpoint_differs, "journal_checkpoints", 0, next->size);
    }
    last_checkpoint_ = next->size;
    ++report_.checkpoints;
    checkpoints_.pop_front();
  }

  bool is_linked(const store::Checkpoint& checkpoint) const {
    return checkpoint.link == store::link_of(last_checkpoint_, checkpoint);
  }

  /// What was signed must be this, by a key that the log has had. Which of them is true is for who knows it.
  bool says(const std::optional<std::string>& text, const store::Checkpoint& checkpoint) {
    if (!text) return true;
    const auto note = parse_note(*text);
    if (!note) return false;
    const auto head = parse_tree_head(note->text);
    if (!head || std::cmp_not_equal(head->size, checkpoint.size) ||
        merkle::bytes(head->root) != checkpoint.root)
      return false;
    if (keys_.empty())
      for (const std::string& each : store::log_keys(tx_))
        if (auto key = NoteVerifier::from_text(each)) keys_.push_back(std::move(*key));
    return std::ranges::any_of(
        keys_, [&](const NoteVerifier& key) { return key.name == head->origin && note->is_signed_by(key); });
  }

  void check_cosignatures() {
    store::Cosignature last{std::numeric_limits<std::int64_t>::min(), {}, {}};
    for (;;) {
      const auto page = store::cosignatures_after(tx_, last, rows_a_page);
      for (const auto& [cosignature, text] : page) {
        const auto key = NoteVerifier::from_text(cosignature.verifier);
        const auto note = parse_note(text + cosignature.line);
        if (!key || key->kind != KeyKind::cosignature || !note || !note->is_signed_by(*key))
          return differ(Fault::checkpoint_differs, "journal_cosignatures", 0, cosignature.size);
        last = cosignature;
      }
      if (page.size() < static_cast<std::size_t>(rows_a_page)) return;
    }
  }

  std::optional<store::Checkpoint> next_checkpoint() {
    if (checkpoints_.empty() && !no_more_checkpoints_) {
      const auto page = store::checkpoints_after(tx_, last_checkpoint_, rows_a_page);
      checkpoints_.assign(page.begin(), page.end());
      no_more_checkpoints_ = page.empty();
    }
    if (checkpoints_.empty()) return std::nullopt;
    return checkpoints_.front();
  }

  void check_rows(std::uint64_t part, std::uint64_t parts) {
    Latest latest(tables_, part, parts);
    each_entry([&](const store::ReadEntry& read) { latest.add(read.entry, *parse_rows(read.entry.rows)); });
    for (const Table& table : tables_.all()) {
      read_all(tx_, table, [&](const RowKey& row, std::string_view text) {
        if (latest.has_part(row)) check_row(latest, row, text);
        return !report_.first;
      });
      if (report_.first) return;
    }
    if (const auto row = latest.first_unseen()) differ(Fault::row_missing, row->table, row->village, row->id);
  }

  void check_row(Latest& latest, const RowKey& row, std::string_view text) {
    const Latest::Last* last = latest.take(row);
    if (last == nullptr || last->salt_deleted)
      return differ(Fault::row_not_journalled, row.table, row.village, row.id);
    if (!fits(*last, row, text)) return differ(Fault::row_changed, row.table, row.village, row.id);
    ++report_.rows;
  }

  db::Transaction& tx_;
  const Tables& tables_;
  Report report_;
  std::int64_t mentions_ = 0;
  merkle::Frontier tree_;
  SubtreeBuilder subtrees_;
  std::vector<NoteVerifier> keys_;
  std::deque<store::Checkpoint> checkpoints_;
  std::int64_t last_checkpoint_ = 0;
  bool no_more_checkpoints_ = false;
};

}  // namespace

bool is_empty(db::Database& database) {
  return database.read([](db::Transaction& tx) { return store::newest_entry(tx) == 0; });
}

Report verify(db::Transaction& tx, const Tables& tables) {
  return Verifier(tx, tables).run();
}

Report verify(db::Database& database, const Tables& tables) {
  return database.read([&](db::Transaction& tx) { return verify(tx, tables); });
}

std::string sentence_key(Fault fault) {
  switch (fault) {
    case Fault::row_changed:
      return "journal.verify.row_changed";
    case Fault::row_missing:
      return "journal.verify.row_missing";
    case Fault::row_not_journalled:
      return "journal.verify.row_not_journalled";
    case Fault::entry_changed:
      return "journal.verify.entry_changed";
    case Fault::entry_removed:
      return "journal.verify.entry_removed";
    case Fault::tree_differs:
      return "journal.verify.tree_differs";
    case Fault::checkpoint_differs:
      return "journal.verify.checkpoint_differs";
  }
  throw std::logic_error("a fault of no kind");
}

}  // namespace lianghu::journal
