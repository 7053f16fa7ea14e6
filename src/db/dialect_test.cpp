#include "db/dialect.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace lianghu::db {
namespace {

std::string postgresql(std::string_view sql) {
  return translate(sql, Engine::postgresql).sql;
}
std::string sqlite(std::string_view sql) {
  return translate(sql, Engine::sqlite).sql;
}

TEST(Dialect, values_are_numbered_for_postgresql) {
  const auto statement = translate("SELECT a FROM t WHERE a = ? AND b > ?", Engine::postgresql);
  EXPECT_EQ(statement.sql, "SELECT a FROM t WHERE a = $1 AND b > $2");
  EXPECT_EQ(statement.parameters, 2U);
  EXPECT_EQ(sqlite("SELECT ?"), "SELECT ?");
}

TEST(Dialect, quoted_text_and_comments_stay_as_they_are) {
  const std::string sql = "SELECT 'it''s ? \"IN ?*\"', \"od''d ?\" -- why ? IN ?*\n, /* ? 'x */ ";
  EXPECT_EQ(postgresql(sql + "?"), sql + "$1");
  EXPECT_EQ(sqlite(sql + "?"), sql + "?");
}

TEST(Dialect, text_that_never_ends_is_kept_to_its_end) {
  EXPECT_EQ(postgresql("SELECT 'a ?"), "SELECT 'a ?");
  EXPECT_EQ(postgresql("SELECT 1 /* ?"), "SELECT 1 /* ?");
}

TEST(Dialect, a_list_becomes_what_the_engine_can_bind) {
  EXPECT_EQ(sqlite("a IN ?*"), "a IN (SELECT value FROM json_each(?))");
  EXPECT_EQ(sqlite("a not in ?*"), "a NOT IN (SELECT value FROM json_each(?))");
  EXPECT_EQ(postgresql("b = ? AND a in ?* AND c = ?"), "b = $1 AND a = ANY($2::bigint[]) AND c = $3");
  EXPECT_EQ(postgresql("a NOT  IN ?*"), "a <> ALL($1::bigint[])");
  EXPECT_EQ(postgresql("a NOT IN (1, ?)"), "a NOT IN (1, $1)");
}

TEST(Dialect, a_value_without_a_type_is_given_one) {
  EXPECT_EQ(postgresql("a = ? OR ? IS NULL OR ? is not null"),
            "a = $1 OR $2::text IS NULL OR $3::text is not null");
}

TEST(Dialect, what_only_one_engine_understands_is_a_bug) {
  EXPECT_THROW(sqlite("a = ?1"), std::logic_error);
  EXPECT_THROW(postgresql("a = ?name"), std::logic_error);
  EXPECT_THROW(sqlite("a = ?*"), std::logic_error);
}

TEST(Dialect, types_of_columns_are_those_of_postgresql) {
  EXPECT_EQ(
      postgresql("CREATE TABLE IF NOT EXISTS t (id BIGINT, text TEXT NOT NULL, seal BLOB, blob integer CHECK "
                 "(CAST(blob AS TEXT) IN ('BLOB', 'x')), share real, PRIMARY KEY (id, text))"),
      "CREATE TABLE IF NOT EXISTS t (id BIGINT, text TEXT COLLATE \"C\" NOT NULL, seal BYTEA, blob BIGINT "
      "CHECK "
      "(CAST(blob AS TEXT) IN ('BLOB', 'x')), share DOUBLE PRECISION, PRIMARY KEY (id, text))");
  EXPECT_EQ(postgresql("ALTER TABLE t ADD COLUMN photo BLOB"), "ALTER TABLE t ADD COLUMN photo BYTEA");
  EXPECT_EQ(postgresql("SELECT CAST(blob AS INTEGER) FROM t"), "SELECT CAST(blob AS INTEGER) FROM t");
  EXPECT_EQ(sqlite("CREATE TABLE t (seal BLOB)"), "CREATE TABLE t (seal BLOB)");
}

TEST(Dialect, statements_end_at_semicolons_that_count) {
  const auto all =
      split_statements("-- room: x; y\nCREATE TABLE a (b TEXT DEFAULT ';');\n\n/* ; */ SELECT 1;\n-- end");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0], "CREATE TABLE a (b TEXT DEFAULT ';')");
  EXPECT_EQ(all[1], "SELECT 1");
}

TEST(Dialect, a_table_is_known_by_its_columns) {
  const auto table =
      created_table("create table t (a TEXT DEFAULT (x(1, 2)), b BIGINT, -- c, d\n UNIQUE (a, b))");
  ASSERT_TRUE(table.has_value());
  EXPECT_EQ(table->name, "t");
  EXPECT_EQ(table->columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_FALSE(created_table("CREATE INDEX i ON t (a)").has_value());
}

TEST(Dialect, names_are_plain) {
  EXPECT_NO_THROW(require_name("plaque_events2"));
  EXPECT_THROW(require_name("t; DROP TABLE u"), std::logic_error);
  EXPECT_THROW(require_name(""), std::logic_error);
}

}  // namespace
}  // namespace lianghu::db
