#pragma once
// Replays the journal on one snapshot and compares: every leaf with its entry, the tree with every
// checkpoint, and every journalled row with what its last entry committed to. Says the first difference there
// is. Memory stays bounded at about 100 MB however much there is to compare.
#include <cstdint>
#include <optional>
#include <string>

#include "db/db.h"
#include "journal/tables.h"

namespace lianghu::journal {

enum class Fault {
  row_changed,         // the row is not what its last entry says
  row_missing,         // the row is gone and no entry deleted it
  row_not_journalled,  // the row is there and nothing proves it: no entry, or one whose salt was deleted
  entry_changed,       // the entry does not fit its leaf, or is not where it says it is
  entry_removed,       // a leaf's entry is gone
  tree_differs,        // a stored subtree has another root, or is one too many or too few
  checkpoint_differs,  // the tree up to that size has another root or is smaller, or what was signed of it,
                       // or the checkpoint before it, is not what it was
};

struct Difference {
  Fault fault{};
  std::string table;         // of the row; journal_entries, journal_subtrees, journal_checkpoints or
                             // journal_cosignatures
  std::int64_t village = 0;  // 0 for a row of a reference table, for a checkpoint; a subtree's level
  std::int64_t id = 0;       // of the row or entry; a checkpoint's size; a subtree's position
};

struct Report {
  std::int64_t entries = 0;
  std::int64_t leaves = 0;
  std::int64_t checkpoints = 0;
  std::int64_t rows = 0;
  std::optional<Difference> first;
  [[nodiscard]] bool holds() const { return !first; }
};

[[nodiscard]] Report verify(db::Database& database, const Tables& tables = program_tables());
/// As it stands in this transaction.
[[nodiscard]] Report verify(db::Transaction& tx, const Tables& tables = program_tables());

/// True while nothing was ever changed: a database that is new.
[[nodiscard]] bool is_empty(db::Database& database);

/// "journal.verify.row_changed": the key of its sentence, which has {table}, {village} and {id}.
[[nodiscard]] std::string sentence_key(Fault fault);

}  // namespace lianghu::journal
