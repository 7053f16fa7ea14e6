#include "db/migrations.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <stdexcept>

#include "base/embedded.h"
#include "base/text.h"
#include "db/dialect.h"

namespace lianghu::db {
namespace {

constexpr int partitions = 4;

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
  crypto_hash_sha256(sum.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex({reinterpret_cast<const char*>(sum.data()), sum.size()});
}

std::vector<std::string> names_in(std::string_view line) {
  std::vector<std::string> names;
  for (const auto& part : split(line, ',')) {
    names.push_back(trim(part));
    require_name(names.back());
  }
  return names;
}

void read_head(Migration& migration) {
  for (const auto& line : split(migration.sql, '\n')) {
    if (!line.starts_with("--")) break;
    const auto value_of = [&](std::string_view key) -> std::optional<std::string> {
      if (!line.starts_with(key)) return std::nullopt;
      return trim(std::string_view(line).substr(key.size()));
    };
    if (const auto room = value_of("-- room:")) migration.room = *room;
    if (const auto tables = value_of("-- journalled:")) migration.journalled = names_in(*tables);
    if (const auto tables = value_of("-- global:")) migration.global = names_in(*tables);
  }
  if (!migration.sql.starts_with("-- room: ") || migration.room.empty()) {
    throw std::logic_error("line 1 of migration " + migration.name + " must be: -- room: NAME");
  }
}

std::vector<Migration> read_embedded() {
  std::vector<Migration> history;
  for (const auto* file = embedded::migrations(); file->name != nullptr; ++file) {
    if (std::string_view(file->name).ends_with(".sql")) {
      history.push_back(parse_migration(file->name, file->bytes()));
    }
  }
  std::ranges::sort(history, {}, &Migration::version);
  const auto twins = std::ranges::adjacent_find(history, {}, &Migration::version);
  if (twins != history.end()) throw std::logic_error("two migrations share the number of " + twins->name);
  return history;
}

bool is_village_table(const Migration& migration, const TableDefinition& table) {
  return std::ranges::find(table.columns, "village_id") != table.columns.end() &&
         std::ranges::find(migration.global, table.name) == migration.global.end();
}

void apply(Transaction& tx, const Options& options, const Migration& migration) {
  for (const auto& statement : split_statements(migration.sql)) {
    const auto table = created_table(statement);
    if (!table || !options.partition_by_hash || !is_village_table(migration, *table)) {
      tx.execute(statement);
      continue;
    }
    tx.execute(statement + " PARTITION BY HASH (village_id)");
    for (int part = 0; part < partitions; ++part) {
      tx.execute("CREATE TABLE " + table->name + "_part" + std::to_string(part) + " PARTITION OF " +
                 table->name + " FOR VALUES WITH (MODULUS " + std::to_string(partitions) + ", REMAINDER " +
                 std::to_string(part) + ")");
    }
  }
}

// Returns the versions that are applied, after checking that this program knows each of them as it was.
std::set<int> check_applied(Transaction& tx, const std::vector<Migration>& history) {
  std::map<int, const Migration*> known;
  for (const auto& migration : history) known[migration.version] = &migration;
  std::set<int> applied;
  for (const auto& row : tx.query("SELECT version, name, sha256 FROM schema_migrations ORDER BY version")) {
    const int version = static_cast<int>(row.integer(0));
    const auto found = known.find(version);
    if (found == known.end()) {
      throw Error(Code::newer_schema,
                  "the database was migrated by a newer program (" + row.text(1) + "); start that one");
    }
    if (row.text(2) != sha256(found->second->sql)) {
      throw Error(Code::other,
                  "migration " + row.text(1) + " is applied here, but its file was changed since");
    }
    applied.insert(version);
  }
  return applied;
}

}  // namespace

Migration parse_migration(std::string_view file, std::string_view text) {
  const auto wrong = [&] { return std::logic_error("not NNNN_room.sql: " + std::string(file)); };
  if (file.size() < 10 || file[4] != '_' || !file.ends_with(".sql")) throw wrong();
  Migration migration;
  const auto [end, error] = std::from_chars(file.data(), file.data() + 4, migration.version);
  if (error != std::errc() || end != file.data() + 4) throw wrong();
  migration.name = file.substr(0, file.size() - 4);
  migration.sql = text;
  read_head(migration);
  return migration;
}

const std::vector<Migration>& migrations() {
  static const auto history = read_embedded();
  return history;
}

std::vector<std::string> journalled_tables(const std::vector<Migration>& history) {
  std::set<std::string> names;
  for (const auto& migration : history)
    names.insert(migration.journalled.begin(), migration.journalled.end());
  return {names.begin(), names.end()};
}

std::vector<std::string> village_tables(const std::vector<Migration>& history) {
  std::set<std::string> names;
  for (const auto& migration : history) {
    for (const auto& statement : split_statements(migration.sql)) {
      const auto table = created_table(statement);
      if (table && is_village_table(migration, *table)) names.insert(table->name);
    }
  }
  return {names.begin(), names.end()};
}

void migrate(Transaction& tx, const Options& options, const std::vector<Migration>& history) {
  if (options.partition_by_hash && tx.engine() != Engine::postgresql) {
    throw std::logic_error("only PostgreSQL has partitions");
  }
  tx.execute(
      "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
      "sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)");
  // Two programs that start at once: the second waits here. On SQLite the transaction itself is the lock.
  if (tx.engine() == Engine::postgresql)
    tx.execute("LOCK TABLE schema_migrations IN SHARE ROW EXCLUSIVE MODE");
  const auto applied = check_applied(tx, history);
  for (const auto& migration : history) {
    if (applied.contains(migration.version)) continue;
    apply(tx, options, migration);
    tx.execute("INSERT INTO schema_migrations (version, name, sha256, applied_at) VALUES (?, ?, ?, ?)",
               migration.version, migration.name, sha256(migration.sql), SystemClock().now());
  }
}

}  // namespace lianghu::db
