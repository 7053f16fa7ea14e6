#include "journal/journal_store.h"

#include "base/present.h"
#include "base/text.h"

#include <algorithm>
#include <limits>
#include <map>

namespace lianghu::journal::store {

namespace {

constexpr std::int64_t subtree_width = 256;
constexpr std::size_t bulk_from = 16;  // below, single inserts are faster than opening a COPY

Checkpoint checkpoint_of(const db::Row& row) {
  Checkpoint checkpoint{row.integer(0), row.blob(1), row.instant(2)};
  if (!row.null(3)) checkpoint.note = row.text(3);
  if (!row.null(4)) checkpoint.link = row.blob(4);
  return checkpoint;
}

/// The size of the checkpoint before; 0 when there is none.
std::int64_t size_before(db::Transaction& tx, std::int64_t size) {
  return present(tx.one("SELECT MAX(size) FROM journal_checkpoints WHERE size < ?", size))
      .maybe_integer(0)
      .value_or(0);
}

}  // namespace

void insert_entries(db::Transaction& tx, const std::vector<Entry>& entries) {
  if (entries.size() < bulk_from) {
    for (const Entry& e : entries) {
      tx.execute(
          "INSERT INTO journal_entries (village_id, id, at, actor_kind, actor_id, action, subject_id, salt, "
          "rows_json, leaf, blind, sequenced) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
          e.village, e.id, e.at, e.actor_kind, e.actor_id, e.action, e.subject, db::Blob{present(e.salt)},
          e.rows, db::Blob{e.leaf}, db::Blob{e.blind});
    }
    return;
  }
  std::vector<std::vector<db::Value>> rows;
  rows.reserve(entries.size());
  for (const Entry& e : entries) {
    rows.push_back({e.village, e.id, e.at.ms, e.actor_kind, e.actor_id, e.action, e.subject,
                    db::Blob{present(e.salt)}, e.rows, db::Blob{e.leaf}, db::Blob{e.blind}, std::int64_t{0}});
  }
  tx.bulk("journal_entries",
          {"village_id", "id", "at", "actor_kind", "actor_id", "action", "subject_id", "salt", "rows_json",
           "leaf", "blind", "sequenced"},
          rows);
}

std::vector<ReadEntry> entries_after(db::Transaction& tx, Place after, int rows_max) {
  const auto rows = tx.query(
      "SELECT e.village_id, e.id, e.at, e.actor_kind, e.actor_id, e.action, e.subject_id, e.salt, "
      "e.rows_json, "
      "e.leaf, e.sequenced, l.position, e.blind FROM journal_entries e "
      "LEFT JOIN journal_leaves l ON l.entry_village = e.village_id AND l.entry_id = e.id "
      "WHERE (e.village_id, e.id) > (?, ?) ORDER BY e.village_id, e.id LIMIT ?",
      after.village, after.id, rows_max);
  std::vector<ReadEntry> entries;
  for (const db::Row& row : rows) {
    Entry entry{row.integer(0),
                row.integer(1),
                row.instant(2),
                row.text(3),
                row.integer(4),
                row.text(5),
                row.integer(6),
                std::nullopt,
                row.text(8),
                row.blob(9),
                {}};
    if (!row.null(7)) entry.salt = row.blob(7);
    if (!row.null(12)) entry.blind = row.blob(12);
    entries.push_back({std::move(entry), row.flag(10), row.maybe_integer(11)});
  }
  return entries;
}

std::optional<Entry> entry_about(db::Transaction& tx, Place after, const std::string& action,
                                 std::int64_t subject) {
  const auto row = tx.one(
      "SELECT id, at, actor_kind, actor_id, rows_json, leaf, blind, salt FROM journal_entries "
      "WHERE village_id = ? AND id > ? AND action = ? AND subject_id = ? ORDER BY id LIMIT 1",
      after.village, after.id, action, subject);
  if (!row || row->null(6)) return std::nullopt;
  Entry entry{after.village, row->integer(0), row->instant(1), row->text(2), row->integer(3), action,
              subject,       std::nullopt,    row->text(4),    row->blob(5), row->blob(6)};
  if (!row->null(7)) entry.salt = row->blob(7);
  return entry;
}

std::vector<Entry> entries_before(db::Transaction& tx, std::int64_t village, std::int64_t before,
                                  int rows_max) {
  const auto rows = tx.query(
      "SELECT id, at, actor_kind, actor_id, action, subject_id FROM journal_entries "
      "WHERE village_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
      village, before, rows_max);
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  for (const db::Row& row : rows) {
    entries.push_back({village,
                       row.integer(0),
                       row.instant(1),
                       row.text(2),
                       row.integer(3),
                       row.text(4),
                       row.integer(5),
                       std::nullopt,
                       {},
                       {},
                       {}});
  }
  return entries;
}

std::int64_t newest_entry(db::Transaction& tx) {
  // The last leaves are in order of id but for those of transactions that overtook each other.
  const auto in_tree = tx.one(
      "SELECT MAX(entry_id) FROM (SELECT entry_id FROM journal_leaves ORDER BY position DESC LIMIT 1000) AS "
      "last");
  const auto waits = tx.one("SELECT MAX(id) FROM journal_entries WHERE sequenced = 0");
  return std::max(present(in_tree).maybe_integer(0).value_or(0), present(waits).maybe_integer(0).value_or(0));
}

std::vector<Leaf> leaves_from(db::Transaction& tx, std::int64_t position, int rows_max) {
  const auto rows = tx.query(
      "SELECT l.position, l.entry_village, l.entry_id, l.leaf, e.leaf FROM journal_leaves l "
      "LEFT JOIN journal_entries e ON e.village_id = l.entry_village AND e.id = l.entry_id "
      "WHERE l.position >= ? ORDER BY l.position LIMIT ?",
      position, rows_max);
  std::vector<Leaf> leaves;
  leaves.reserve(rows.size());
  for (const db::Row& row : rows) {
    Leaf leaf{row.integer(0), row.integer(1), row.integer(2), row.blob(3), std::nullopt};
    if (!row.null(4)) leaf.entry_hash = row.blob(4);
    leaves.push_back(std::move(leaf));
  }
  return leaves;
}

std::int64_t leaf_count(db::Transaction& tx) {
  const auto last = present(tx.one("SELECT MAX(position) FROM journal_leaves"));
  // Whoever alters a position may choose any number.
  constexpr std::int64_t position_max = std::numeric_limits<std::int64_t>::max() - 1;
  return last.null(0) ? 0 : std::min(last.integer(0), position_max) + 1;
}

std::vector<Leaf> waiting(db::Transaction& tx, int rows_max) {
  // Whoever sets `sequenced` back by hand must not stop the sequencer: what has a leaf is not taken again.
  const auto rows = tx.query(
      "SELECT e.village_id, e.id, e.leaf FROM journal_entries e WHERE e.sequenced = 0 AND NOT EXISTS "
      "(SELECT 1 FROM journal_leaves l WHERE l.entry_village = e.village_id AND l.entry_id = e.id) "
      "ORDER BY e.id, e.village_id LIMIT ?",
      rows_max);
  std::vector<Leaf> leaves;
  leaves.reserve(rows.size());
  for (const db::Row& row : rows) {
    leaves.push_back({0, row.integer(0), row.integer(1), row.blob(2), std::nullopt});
  }
  return leaves;
}

void insert_leaves(db::Transaction& tx, const std::vector<Leaf>& leaves) {
  std::vector<std::vector<db::Value>> rows;
  std::map<std::int64_t, db::IdList> by_village;
  for (const Leaf& leaf : leaves) {
    rows.push_back({leaf.position, leaf.village, leaf.entry, db::Blob{leaf.hash}});
    by_village[leaf.village].ids.push_back(leaf.entry);
  }
  tx.bulk("journal_leaves", {"position", "entry_village", "entry_id", "leaf"}, rows);
  for (const auto& [village, entries] : by_village) {
    tx.execute("UPDATE journal_entries SET sequenced = 1 WHERE village_id = ? AND id IN ?*", village,
               entries);
  }
}

std::string link_of(std::int64_t size_before, const Checkpoint& checkpoint) {
  return merkle::bytes(merkle::sha256(
      "lianghu/checkpoint/1\n" + std::to_string(size_before) + "\n" + std::to_string(checkpoint.size) + "\n" +
      std::to_string(checkpoint.at.ms) + "\n" + hex(checkpoint.root) + "\n" + checkpoint.note.value_or("")));
}

void insert_checkpoint(db::Transaction& tx, Checkpoint checkpoint) {
  checkpoint.link = link_of(size_before(tx, checkpoint.size), checkpoint);
  tx.execute("INSERT INTO journal_checkpoints (size, root, at, note, link) VALUES (?, ?, ?, ?, ?)",
             checkpoint.size, db::Blob{checkpoint.root}, checkpoint.at, checkpoint.note,
             db::Blob{*checkpoint.link});
}

void insert_log_key(db::Transaction& tx, const std::string& verifier, Instant at) {
  tx.execute(
      "INSERT INTO journal_log_keys (verifier, at) VALUES (?, ?) "
      "ON CONFLICT (verifier) DO UPDATE SET at = EXCLUDED.at",
      verifier, at);
}

std::vector<std::string> log_keys(db::Transaction& tx) {
  std::vector<std::string> out;
  for (const db::Row& row : tx.query("SELECT verifier FROM journal_log_keys ORDER BY at DESC, verifier"))
    out.push_back(row.text(0));
  return out;
}

std::optional<std::string> newest_log_key(db::Transaction& tx) {
  auto keys = log_keys(tx);
  if (keys.empty()) return std::nullopt;
  return std::move(keys.front());
}

std::optional<Checkpoint> newest_checkpoint(db::Transaction& tx) {
  const auto row =
      tx.one("SELECT size, root, at, note, link FROM journal_checkpoints ORDER BY size DESC LIMIT 1");
  if (!row) return std::nullopt;
  return checkpoint_of(*row);
}

bool set_note(db::Transaction& tx, Checkpoint checkpoint, const std::string& note) {
  checkpoint.note = note;
  const std::string link = link_of(size_before(tx, checkpoint.size), checkpoint);
  return tx.execute("UPDATE journal_checkpoints SET note = ?, link = ? WHERE size = ? AND root = ?", note,
                    db::Blob{link}, checkpoint.size, db::Blob{checkpoint.root}) == 1;
}

std::optional<Checkpoint> newest_signed(db::Transaction& tx) {
  const auto row = tx.one(
      "SELECT size, root, at, note, link FROM journal_checkpoints WHERE note IS NOT NULL "
      "ORDER BY size DESC LIMIT 1");
  if (!row) return std::nullopt;
  return checkpoint_of(*row);
}

std::vector<std::string> leaf_hashes(db::Transaction& tx, std::uint64_t first, std::uint64_t count) {
  std::vector<std::string> out;
  for (const db::Row& row :
       tx.query("SELECT leaf FROM journal_leaves WHERE position >= ? AND position < ? ORDER BY position",
                static_cast<std::int64_t>(first), static_cast<std::int64_t>(first + count)))
    out.push_back(row.blob(0));
  return out;
}

std::vector<Entry> entries_in_tree(db::Transaction& tx, std::uint64_t first, std::uint64_t count) {
  std::vector<Entry> out;
  for (const db::Row& row : tx.query(
           "SELECT e.village_id, e.id, e.at, e.actor_kind, e.actor_id, e.action, e.subject_id, e.rows_json, "
           "e.leaf, e.blind FROM journal_leaves l "
           "JOIN journal_entries e ON e.village_id = l.entry_village AND e.id = l.entry_id "
           "WHERE l.position >= ? AND l.position < ? AND e.blind IS NOT NULL ORDER BY l.position",
           static_cast<std::int64_t>(first), static_cast<std::int64_t>(first + count)))
    out.push_back({row.integer(0), row.integer(1), row.instant(2), row.text(3), row.integer(4), row.text(5),
                   row.integer(6), std::nullopt, row.text(7), row.blob(8), row.blob(9)});
  return out;
}

std::optional<std::int64_t> position_of(db::Transaction& tx, Place entry) {
  const auto row = tx.one("SELECT position FROM journal_leaves WHERE entry_village = ? AND entry_id = ?",
                          entry.village, entry.id);
  if (!row) return std::nullopt;
  return row->integer(0);
}

std::vector<std::string> subtree_roots(db::Transaction& tx, unsigned level, std::uint64_t first,
                                       std::uint64_t count) {
  std::vector<std::string> out;
  for (const db::Row& row :
       tx.query("SELECT root FROM journal_subtrees WHERE level = ? AND position >= ? AND position < ? "
                "ORDER BY position",
                static_cast<std::int64_t>(level), static_cast<std::int64_t>(first),
                static_cast<std::int64_t>(first + count)))
    out.push_back(row.blob(0));
  return out;
}

void insert_subtree(db::Transaction& tx, unsigned level, std::uint64_t position, const std::string& root) {
  tx.execute("INSERT INTO journal_subtrees (level, position, root) VALUES (?, ?, ?)",
             static_cast<std::int64_t>(level), static_cast<std::int64_t>(position), db::Blob{root});
}

std::optional<SubtreePlace> subtree_too_many(db::Transaction& tx, std::int64_t size) {
  std::int64_t levels = 0;
  for (std::int64_t count = size / subtree_width; count > 0; count /= subtree_width) {
    ++levels;
    const auto row = tx.one(
        "SELECT position FROM journal_subtrees WHERE level = ? AND (position < 0 OR position >= ?) "
        "ORDER BY position LIMIT 1",
        levels, count);
    if (row) return SubtreePlace{levels, row->integer(0)};
  }
  const auto row = tx.one(
      "SELECT level, position FROM journal_subtrees WHERE level < 1 OR level > ? ORDER BY level, position "
      "LIMIT 1",
      levels);
  if (!row) return std::nullopt;
  return SubtreePlace{row->integer(0), row->integer(1)};
}

std::vector<Checkpoint> checkpoints_after(db::Transaction& tx, std::int64_t size, int rows_max) {
  std::vector<Checkpoint> checkpoints;
  for (const db::Row& row :
       tx.query("SELECT size, root, at, note, link FROM journal_checkpoints WHERE size > ? ORDER BY size "
                "LIMIT ?",
                size, rows_max)) {
    checkpoints.push_back(checkpoint_of(row));
  }
  return checkpoints;
}

}  // namespace lianghu::journal::store
