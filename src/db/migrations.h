#pragma once
// The history of the schema: migrations/NNNN_room.sql, part of the program, applied once each in the order of
// their numbers. An applied file never changes; a database that has a version this program does not know is
// left alone.
//
// The head of a file is comment lines:
//   -- room: plaques                          whose tables these are
//   -- journalled: plaques, plaque_events     tables whose rows the journal commits to (may be missing)
//   -- global: phone_numbers                  tables with a village_id that are yet keyed by a value unique
//   across
//                                             villages, so not split by village (may be missing; storage rule
//                                             7)
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"

namespace lianghu::db {

struct Migration {
  int version = 0;
  std::string name;  // 0003_plaques
  std::string room;
  std::vector<std::string> journalled;
  std::vector<std::string> global;
  std::string sql;  // the whole file
};

/// The program's own, in order. Throws std::logic_error if a file is named or headed wrongly or two share a
/// number.
[[nodiscard]] const std::vector<Migration>& migrations();
/// `file` is NNNN_room.sql.
[[nodiscard]] Migration parse_migration(std::string_view file, std::string_view text);

/// The tables whose rows the journal commits to, by name.
[[nodiscard]] std::vector<std::string> journalled_tables(
    const std::vector<Migration>& history = migrations());
/// The tables that are split by village: they have a village_id and are not said to be global. By name.
[[nodiscard]] std::vector<std::string> village_tables(const std::vector<Migration>& history = migrations());

/// Brings the schema forward inside this transaction.
/// Throws Error newer_schema for an unknown version, Error other if an applied file was changed since.
void migrate(Transaction& tx, const Options& options, const std::vector<Migration>& history);

/// As db::open, with another history than the program's.
[[nodiscard]] std::unique_ptr<Database> open(const Options& options, const std::vector<Migration>& history);

}  // namespace lianghu::db
