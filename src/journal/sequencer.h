#pragma once
// Gives every committed entry its place in the deployment's one Merkle tree. Requests only append entries;
// this runs beside them, so that villages on different shards never wait for each other. Entries that commit
// out of order simply get their places in another order: a place, once given, stays.
#include <cstdint>

#include "base/time.h"
#include "db/db.h"
#include "journal/journal_store.h"
#include "journal/merkle.h"
#include "journal/public_log.h"
#include "journal/tree.h"

namespace lianghu::journal {

class Sequencer {
 public:
  /// With a log, which outlives it, each checkpoint is signed while the log may sign.
  Sequencer(db::Database& database, const Clock& clock, PublicLog* log = nullptr)
      : database_(database), clock_(clock), log_(log) {}

  /// Places all waiting entries, a batch a transaction, each closed by a checkpoint. The last one, and each
  /// tenth before it, is signed, when it is durable. Says how many it placed.
  /// Called by one thread. Several programs on one database may each have a sequencer: one of them wins a
  /// batch, the others read the tree again and go on at their next call.
  std::int64_t sequence();
  /// The largest tree that it has signed; 0 before the first.
  [[nodiscard]] std::uint64_t signed_size() const { return signed_size_; }

 private:
  std::int64_t place_batch();
  void read_tree();
  /// What was placed without a key, or before another key came, or when this was interrupted.
  void sign_newest();
  void sign_placed();
  void keep_signed();
  /// To sign_newest, at the next call.
  void leave_unsigned();
  void signed_now(const std::optional<std::string>& note, std::uint64_t size);
  [[nodiscard]] std::optional<std::string> note_of(std::uint64_t size, const merkle::Hash& root) const;

  db::Database& database_;
  const Clock& clock_;
  PublicLog* log_;
  std::uint64_t signed_size_ = 0;
  std::optional<std::string> unkept_;  // signed and committed, and not in the log's file yet
  bool signed_newest_ = false;
  std::optional<store::Checkpoint> unsigned_;  // the newest that was placed, durable
  merkle::Frontier tree_;                      // what is committed; empty until the first call has read it
  SubtreeBuilder subtrees_;
};

}  // namespace lianghu::journal
