#pragma once
// The SQL of both sides of a witness: what others have signed under this log's checkpoints, and what this
// program has signed of others' logs.
#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "journal/journal_store.h"
#include "journal/note.h"

namespace lianghu::journal::store {

struct Cosignature {
  std::int64_t size = 0;
  std::string verifier;  // the witness's key
  std::string line;
};
/// In the place of an older one by the same witness under the same checkpoint.
void put_cosignature(db::Transaction& tx, const Cosignature& cosignature);
/// By witness.
[[nodiscard]] std::vector<Cosignature> cosignatures_of(db::Transaction& tx, std::int64_t size);
/// The largest checkpoint that a witness has signed.
[[nodiscard]] std::optional<Checkpoint> newest_cosigned(db::Transaction& tx);
/// The size of the largest that this witness has signed; 0 when there is none.
[[nodiscard]] std::int64_t cosigned_by(db::Transaction& tx, const std::string& verifier);

struct SignedCosignature {
  Cosignature cosignature;
  std::string note;  // of the checkpoint; "" when there is none
};
/// The next ones in order of size and witness.
[[nodiscard]] std::vector<SignedCosignature> cosignatures_after(db::Transaction& tx, const Cosignature& last,
                                                                int rows_max);

struct Witnessed {
  std::string origin;
  std::int64_t size = 0;
  std::string root;
  std::string note;  // with the log's signatures and the witness's
  Instant at;
};
[[nodiscard]] std::optional<Witnessed> witnessed(db::Transaction& tx, const std::string& origin);
/// In the place of a row of that size and root, nothing when there was none; false when by now something else
/// stands there.
[[nodiscard]] bool replace_witnessed(db::Transaction& tx, const std::optional<TreeHead>& last,
                                     const Witnessed& now);

}  // namespace lianghu::journal::store
