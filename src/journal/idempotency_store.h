#pragma once
// The SQL of the keys that make a repeated request harmless (storage rule 9).
#include <optional>
#include <string>

#include "db/db.h"
#include "journal/change.h"

namespace lianghu::journal::store {

/// Takes the key for this transaction and says nothing; or says what was answered when it was taken before.
/// On PostgreSQL a key that another transaction is just taking is waited for. Throws Refusal 409
/// idempotency.reused when it was taken with another fingerprint.
[[nodiscard]] std::optional<std::string> take_key(db::Transaction& tx, const Idempotency& key, Instant now);
/// What a repeat of the key gets back.
void keep_answer(db::Transaction& tx, const Idempotency& key, const std::string& answer);
/// Answers may hold personal data, and nobody repeats a request after a day: deletes what is older. Says how
/// many.
std::int64_t forget_keys(db::Transaction& tx, Instant before);

}  // namespace lianghu::journal::store
