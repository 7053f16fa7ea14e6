#include "journal/idempotency_store.h"

namespace lianghu::journal::store {

std::optional<std::string> take_key(db::Transaction& tx, const Idempotency& key, Instant now) {
  const auto taken = tx.execute(
      "INSERT INTO idempotency_keys (village_id, key, fingerprint, answer, at) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (village_id, key) DO NOTHING",
      key.village, key.key, key.fingerprint, nullptr, now);
  if (taken == 1) return std::nullopt;
  const auto before =
      tx.one("SELECT fingerprint, answer FROM idempotency_keys WHERE village_id = ? AND key = ?", key.village,
             key.key);
  if (!before) throw db::Error(db::Code::serialization, "the idempotency key was forgotten just now");
  if (before->text(0) != key.fingerprint) throw Refusal(Status::conflict, "idempotency.reused");
  return before->text(1);
}

void keep_answer(db::Transaction& tx, const Idempotency& key, const std::string& answer) {
  tx.execute("UPDATE idempotency_keys SET answer = ? WHERE village_id = ? AND key = ?", answer, key.village,
             key.key);
}

std::int64_t forget_keys(db::Transaction& tx, Instant before) {
  return tx.execute("DELETE FROM idempotency_keys WHERE at < ?", before);
}

}  // namespace lianghu::journal::store
