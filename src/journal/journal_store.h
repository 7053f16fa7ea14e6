#pragma once
// The SQL of the journal's own tables. Whatever is read here may have been altered by somebody with SQL, so
// hashes come as the bytes that stand there; nothing is believed before journal/verify.cpp has checked it.
#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "journal/entry.h"
#include "journal/merkle.h"

namespace lianghu::journal::store {

void insert_entries(db::Transaction& tx, const std::vector<Entry>& entries);

struct Place {
  std::int64_t village = 0;
  std::int64_t id = 0;
};
struct ReadEntry {
  Entry entry;
  bool sequenced = false;
  std::optional<std::int64_t> position;  // in the tree
};
/// The next entries after a place, in order of village and id.
[[nodiscard]] std::vector<ReadEntry> entries_after(db::Transaction& tx, Place after, int rows_max);
/// The first entry after a place that is of that village, action and subject.
[[nodiscard]] std::optional<Entry> entry_about(db::Transaction& tx, Place after, const std::string& action,
                                               std::int64_t subject);
/// Of one village, newest first, older than `before`; without salt, rows and leaf.
[[nodiscard]] std::vector<Entry> entries_before(db::Transaction& tx, std::int64_t village,
                                                std::int64_t before, int rows_max);
/// The highest id an entry in the tree or waiting for it has; 0 when there is none.
[[nodiscard]] std::int64_t newest_entry(db::Transaction& tx);

struct Leaf {
  std::int64_t position = 0;
  std::int64_t village = 0;
  std::int64_t entry = 0;
  std::string hash;
  std::optional<std::string> entry_hash;  // the entry's own leaf; nothing: the entry is gone
};
/// The next leaves from a position on.
[[nodiscard]] std::vector<Leaf> leaves_from(db::Transaction& tx, std::int64_t position, int rows_max);
[[nodiscard]] std::int64_t leaf_count(db::Transaction& tx);
/// Entries that wait for their place, in order of id, as leaves without a position.
[[nodiscard]] std::vector<Leaf> waiting(db::Transaction& tx, int rows_max);
/// Puts them at the end of the tree, their positions filled in.
void insert_leaves(db::Transaction& tx, const std::vector<Leaf>& leaves);

/// Hashes of leaves from a position on, as many as are there of `count`.
[[nodiscard]] std::vector<std::string> leaf_hashes(db::Transaction& tx, std::uint64_t first,
                                                   std::uint64_t count);
/// The entries of these leaves, by position; without salt.
[[nodiscard]] std::vector<Entry> entries_in_tree(db::Transaction& tx, std::uint64_t first,
                                                 std::uint64_t count);
/// Where the entry stands in the tree; nothing while it waits.
[[nodiscard]] std::optional<std::int64_t> position_of(db::Transaction& tx, Place entry);

/// Roots of complete subtrees of 256^level leaves, level 1 and up, as many as are there of `count`.
[[nodiscard]] std::vector<std::string> subtree_roots(db::Transaction& tx, unsigned level, std::uint64_t first,
                                                     std::uint64_t count);
void insert_subtree(db::Transaction& tx, unsigned level, std::uint64_t position, const std::string& root);
/// The first stored subtree that a tree of `size` leaves does not have.
struct SubtreePlace {
  std::int64_t level = 0;
  std::int64_t position = 0;
};
[[nodiscard]] std::optional<SubtreePlace> subtree_too_many(db::Transaction& tx, std::int64_t size);

struct Checkpoint {
  std::int64_t size = 0;
  std::string root;
  Instant at;
  std::optional<std::string> note{};  // as it was signed
  std::optional<std::string> link{};  // as it stands there: link_of
};
/// SHA-256("lianghu/checkpoint/1\nsize before\nsize\nmilliseconds\nhex of the root\n" || note), the size
/// before being that of the checkpoint before it, or 0: whoever takes one away or rewrites it has to redo
/// this too.
[[nodiscard]] std::string link_of(std::int64_t size_before, const Checkpoint& checkpoint);
/// Its link is made here.
void insert_checkpoint(db::Transaction& tx, Checkpoint checkpoint);
/// The one that signs from now on.
void insert_log_key(db::Transaction& tx, const std::string& verifier, Instant at);
[[nodiscard]] std::optional<std::string> newest_log_key(db::Transaction& tx);
/// The newest first.
[[nodiscard]] std::vector<std::string> log_keys(db::Transaction& tx);
/// The largest, signed or not.
[[nodiscard]] std::optional<Checkpoint> newest_checkpoint(db::Transaction& tx);
/// `checkpoint` as it was read. Whether it still stands there so.
[[nodiscard]] bool set_note(db::Transaction& tx, Checkpoint checkpoint, const std::string& note);
/// The largest that was signed.
[[nodiscard]] std::optional<Checkpoint> newest_signed(db::Transaction& tx);
/// The next checkpoints of more than `size` leaves.
[[nodiscard]] std::vector<Checkpoint> checkpoints_after(db::Transaction& tx, std::int64_t size, int rows_max);

}  // namespace lianghu::journal::store
