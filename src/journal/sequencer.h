#pragma once
// Gives every committed entry its place in the deployment's one Merkle tree. Requests only append entries;
// this runs beside them, so that villages on different shards never wait for each other. Entries that commit
// out of order simply get their places in another order: a place, once given, stays.
#include <cstdint>

#include "base/time.h"
#include "db/db.h"
#include "journal/merkle.h"

namespace lianghu::journal {

class Sequencer {
 public:
  Sequencer(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  /// Places all waiting entries, a batch a transaction, each closed by a checkpoint. Says how many it placed.
  /// Called by one thread. Several programs on one database may each have a sequencer: one of them wins a
  /// batch, the others read the tree again and go on at their next call.
  std::int64_t sequence();

 private:
  std::int64_t place_batch();
  void read_tree();

  db::Database& database_;
  const Clock& clock_;
  merkle::Frontier tree_;  // what is committed; empty until the first call has read it
};

}  // namespace lianghu::journal
