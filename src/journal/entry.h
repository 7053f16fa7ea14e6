#pragma once
// What an entry of the journal says, byte for byte. The salt only feeds the commitments to rows, so it can be
// deleted with the personal data it hid and the tree still stands. The leaves are published: without the
// blind, which is not, they tell nothing of who did what. A verifier written by somebody else needs these
// texts and nothing more of this program:
//
//   row text    for each column that is not NULL, by name: "name:i:42\n" an integer, "name:d:" and 16 hex
//   digits of the
//               IEEE 754 bits, "name:t:LENGTH:bytes\n" text, "name:b:hex\n" bytes; or "absent\n" for a row
//               that is not there. NULL is left out so that a column added later changes no commitment made
//               before.
//   row salt    SHA-256(salt || "table\nvillage\nid\n"), the salt being 16 bytes: to show one row of an entry
//   opens no other
//   commitment  SHA-256(row salt || "table\nvillage\nid\n" || row text)
//   rows text   [{"t":"plaques","v":"7","k":"12","c":"hex of the commitment"},…], ordered by t, v, k
//   entry text  "village\nid\nmilliseconds\nactor kind\nactor id\naction\nsubject\n" || rows text
//   leaf text   "lianghu/2\n" || hex of SHA-256(blind || entry text) || "\n", the blind being 16 bytes
//   leaf        RFC 6962's leaf hash of the leaf text
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/db.h"
#include "journal/actor.h"
#include "journal/merkle.h"
#include "journal/tables.h"

namespace lianghu::journal {

inline constexpr std::size_t salt_bytes = 16;
inline constexpr std::size_t blind_bytes = 16;
inline constexpr std::string_view absent_row = "absent\n";

struct RowKey {
  std::string table;
  std::int64_t village = 0;
  std::int64_t id = 0;
  auto operator<=>(const RowKey&) const = default;
};

struct Commitment {
  RowKey row;
  merkle::Hash hash{};
};

struct Entry {
  std::int64_t village = 0;
  std::int64_t id = 0;
  Instant at;
  std::string actor_kind;  // as name_of says it
  std::int64_t actor_id = 0;
  std::string action;
  std::int64_t subject = 0;
  std::optional<std::string> salt;  // nothing: deleted, its rows can no longer be compared
  std::string rows;
  std::string leaf;   // 32 bytes, as they stand in the database
  std::string blind;  // 16 bytes
};

/// `first`: where the table's columns begin in the row.
[[nodiscard]] std::string row_text(const Table& table, const db::Row& row, std::size_t first = 0);
[[nodiscard]] merkle::Hash row_salt(std::string_view salt, const RowKey& key);
/// By the entry's salt, or by the row's own.
[[nodiscard]] merkle::Hash commitment(std::string_view salt, const RowKey& key, std::string_view row_text);
[[nodiscard]] merkle::Hash commitment(const merkle::Hash& row_salt, const RowKey& key,
                                      std::string_view row_text);
[[nodiscard]] std::string rows_text(const std::vector<Commitment>& rows);
/// Nothing if the text is not such a list: somebody altered it.
[[nodiscard]] std::optional<std::vector<Commitment>> parse_rows(std::string_view text);
[[nodiscard]] std::string entry_text(const Entry& entry);
/// What the public log shows of an entry: entry_text behind its blind.
[[nodiscard]] std::string leaf_text(std::string_view blind, std::string_view entry_text);
[[nodiscard]] merkle::Hash leaf_of(const Entry& entry);

/// "visitor", "account", "system".
[[nodiscard]] std::string_view name_of(ActorKind kind);

}  // namespace lianghu::journal
