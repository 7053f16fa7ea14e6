#include "journal/forgetting_store.h"

#include <fmt/format.h>

namespace lianghu::journal::store {

namespace {

std::string anywhere(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

std::optional<std::string> salt_in(const db::Row& row, std::size_t column) {
  if (row.null(column)) return std::nullopt;
  return row.blob(column);
}

/// How rows_text names it.
std::string naming(const RowKey& row) {
  return anywhere(fmt::format(R"({{"t":"{}","v":"{}","k":"{}",)", row.table, row.village, row.id));
}

}  // namespace

std::vector<Mentions> mentions_in(db::Transaction& tx, Place after, int rows_max) {
  std::vector<Mentions> out;
  for (const db::Row& row : tx.query("SELECT id, salt, rows_json FROM journal_entries "
                                     "WHERE village_id = ? AND id > ? ORDER BY id LIMIT ?",
                                     after.village, after.id, rows_max))
    out.push_back({{after.village, row.integer(0)}, salt_in(row, 1), row.text(2)});
  return out;
}

std::vector<Mentions> mentions_of_shared(db::Transaction& tx) {
  std::vector<Mentions> out;
  for (const db::Row& row : tx.query(
           "SELECT village_id, id, salt, rows_json FROM journal_entries WHERE rows_json LIKE ? ESCAPE '\\' "
           "ORDER BY id, village_id",
           anywhere(R"("v":"0",)")))
    out.push_back({{row.integer(0), row.integer(1)}, salt_in(row, 2), row.text(3)});
  return out;
}

std::optional<Entry> entry_naming(db::Transaction& tx, Place after, const RowKey& row) {
  const auto found = tx.one(
      "SELECT id, at, actor_kind, actor_id, action, subject_id, salt, rows_json, leaf, blind "
      "FROM journal_entries WHERE village_id = ? AND id > ? AND salt IS NOT NULL AND blind IS NOT NULL "
      "AND rows_json LIKE ? ESCAPE '\\' ORDER BY id LIMIT 1",
      after.village, after.id, naming(row));
  if (!found) return std::nullopt;
  return Entry{after.village,     found->integer(0), found->instant(1), found->text(2),
               found->integer(3), found->text(4),    found->integer(5), found->blob(6),
               found->text(7),    found->blob(8),    found->blob(9)};
}

void forget_salts(db::Transaction& tx, std::int64_t village, const db::IdList& entries) {
  tx.execute("UPDATE journal_entries SET salt = NULL WHERE village_id = ? AND id IN ?*", village, entries);
}

void forget_answers(db::Transaction& tx, std::int64_t village, const std::string& text) {
  tx.execute("DELETE FROM idempotency_keys WHERE village_id = ? AND answer LIKE ? ESCAPE '\\'", village,
             anywhere(text));
}

}  // namespace lianghu::journal::store
