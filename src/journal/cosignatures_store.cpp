#include "journal/cosignatures_store.h"

#include "base/present.h"

namespace lianghu::journal::store {

void put_cosignature(db::Transaction& tx, const Cosignature& cosignature) {
  tx.execute(
      "INSERT INTO journal_cosignatures (size, verifier, line) VALUES (?, ?, ?) "
      "ON CONFLICT (size, verifier) DO UPDATE SET line = EXCLUDED.line",
      cosignature.size, cosignature.verifier, cosignature.line);
}

std::vector<Cosignature> cosignatures_of(db::Transaction& tx, std::int64_t size) {
  std::vector<Cosignature> out;
  for (const db::Row& row : tx.query(
           "SELECT size, verifier, line FROM journal_cosignatures WHERE size = ? ORDER BY verifier", size))
    out.push_back({row.integer(0), row.text(1), row.text(2)});
  return out;
}

std::optional<Checkpoint> newest_cosigned(db::Transaction& tx) {
  const auto row = tx.one(
      "SELECT size, root, at, note FROM journal_checkpoints WHERE note IS NOT NULL AND size = "
      "(SELECT MAX(size) FROM journal_cosignatures)");
  if (!row) return std::nullopt;
  return Checkpoint{row->integer(0), row->blob(1), row->instant(2), row->text(3), std::nullopt};
}

std::int64_t cosigned_by(db::Transaction& tx, const std::string& verifier) {
  return present(tx.one("SELECT MAX(size) FROM journal_cosignatures WHERE verifier = ?", verifier))
      .maybe_integer(0)
      .value_or(0);
}

std::vector<SignedCosignature> cosignatures_after(db::Transaction& tx, const Cosignature& last,
                                                  int rows_max) {
  std::vector<SignedCosignature> out;
  for (const db::Row& row :
       tx.query("SELECT s.size, s.verifier, s.line, c.note FROM journal_cosignatures s "
                "LEFT JOIN journal_checkpoints c ON c.size = s.size "
                "WHERE (s.size, s.verifier) > (?, ?) ORDER BY s.size, s.verifier LIMIT ?",
                last.size, last.verifier, rows_max))
    out.push_back({{row.integer(0), row.text(1), row.text(2)}, row.text(3)});
  return out;
}

std::optional<Witnessed> witnessed(db::Transaction& tx, const std::string& origin) {
  const auto row = tx.one("SELECT size, root, note, at FROM journal_witnessed WHERE origin = ?", origin);
  if (!row) return std::nullopt;
  return Witnessed{origin, row->integer(0), row->blob(1), row->text(2), row->instant(3)};
}

bool replace_witnessed(db::Transaction& tx, const std::optional<TreeHead>& last, const Witnessed& now) {
  if (last) {
    return tx.execute(
               "UPDATE journal_witnessed SET size = ?, root = ?, note = ?, at = ? "
               "WHERE origin = ? AND size = ? AND root = ?",
               now.size, db::Blob{now.root}, now.note, now.at, now.origin,
               static_cast<std::int64_t>(last->size), db::Blob{merkle::bytes(last->root)}) == 1;
  }
  return tx.execute(
             "INSERT INTO journal_witnessed (origin, size, root, note, at) VALUES (?, ?, ?, ?, ?) "
             "ON CONFLICT (origin) DO NOTHING",
             now.origin, now.size, db::Blob{now.root}, now.note, now.at) == 1;
}

}  // namespace lianghu::journal::store
