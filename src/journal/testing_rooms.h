#pragma once
// For this room's own tests: a village table and a reference table of nobody else's, and rules that change
// them.
#include <string>

#include "db/testing.h"
#include "journal/testing.h"

namespace lianghu::journal::testing {

/// The journal's own migration, and doors (of a village) and places (a reference table).
inline db::testing::Setup doors_and_places(bool partition_by_hash = false) {
  db::testing::Setup setup;
  setup.partition_by_hash = partition_by_hash;
  std::erase_if(setup.history, [](const db::Migration& migration) { return migration.room != "journal"; });
  setup.history.push_back(
      db::parse_migration("9001_doors.sql",
                          "-- room: doors\n"
                          "-- journalled: doors, places\n"
                          "CREATE TABLE doors (village_id BIGINT NOT NULL, id BIGINT NOT NULL,"
                          " name TEXT NOT NULL, width REAL, photo BLOB, hung INTEGER NOT NULL,"
                          " PRIMARY KEY (village_id, id));\n"
                          "CREATE TABLE places (id BIGINT PRIMARY KEY, name TEXT NOT NULL);\n"));
  return setup;
}

inline void put_door(Context& c, std::int64_t village, std::int64_t id, const std::string& name) {
  c.tx().execute(
      "INSERT INTO doors (village_id, id, name, width, photo, hung) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (village_id, id) DO UPDATE SET name = EXCLUDED.name",
      village, id, name, 0.9, db::Blob{std::string("\x00\xff", 2)}, true);
  c.touched("doors", village, id);
}

inline void hang(Context& c, std::int64_t village, std::int64_t id, const std::string& name) {
  put_door(c, village, id, name);
  c.record("door.hung", village, id);
}

inline void take_down(Context& c, std::int64_t village, std::int64_t id) {
  c.tx().execute("DELETE FROM doors WHERE village_id = ? AND id = ?", village, id);
  c.touched("doors", village, id);
  c.record("door.taken_down", village, id);
}

inline void name_place(Context& c, std::int64_t id, const std::string& name) {
  c.tx().execute("INSERT INTO places (id, name) VALUES (?, ?)", id, name);
  c.touched("places", 0, id);
  c.record("place.named", 0, id);
}

inline std::int64_t count(db::Database& database, const std::string& table) {
  return database.read(
      [&](db::Transaction& tx) { return tx.one("SELECT COUNT(*) FROM " + table)->integer(0); });
}

}  // namespace lianghu::journal::testing
