#pragma once
// The SQL of forgetting salts and answers.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "journal/journal_store.h"

namespace lianghu::journal::store {

struct Mentions {
  Place entry;
  std::optional<std::string> salt;
  std::string rows;
};
/// What the village's entries after one of them say, in order of id.
[[nodiscard]] std::vector<Mentions> mentions_in(db::Transaction& tx, Place after, int rows_max);
/// Entries of any village that name a row of none. Reads all entries.
[[nodiscard]] std::vector<Mentions> mentions_of_shared(db::Transaction& tx);
/// The first entry of the village after a place that has its salt and names the row.
[[nodiscard]] std::optional<Entry> entry_naming(db::Transaction& tx, Place after, const RowKey& row);

void forget_salts(db::Transaction& tx, std::int64_t village, const db::IdList& entries);
/// Stored answers that contain the text.
void forget_answers(db::Transaction& tx, std::int64_t village, const std::string& text);

}  // namespace lianghu::journal::store
