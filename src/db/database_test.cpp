// What a store may rely on, on both engines.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <future>
#include <stdexcept>

#include "db/db.h"
#include "db/testing.h"

namespace lianghu::db {
namespace {

Migration migration(int version, const std::string& sql) {
  return {version, "000" + std::to_string(version) + "_things", "things", {}, {}, sql};
}

const std::vector<Migration> things{migration(1, R"(-- room: things
CREATE TABLE things (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT,
  share REAL,
  seal BLOB,
  hung INTEGER NOT NULL DEFAULT 0 CHECK (hung IN (0, 1)),
  PRIMARY KEY (village_id, id)
);
CREATE UNIQUE INDEX things_by_name ON things (village_id, name);
CREATE TABLE parts (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  thing_id BIGINT NOT NULL,
  PRIMARY KEY (village_id, id),
  FOREIGN KEY (village_id, thing_id) REFERENCES things (village_id, id)
);
)")};

class BothEngines : public ::testing::TestWithParam<Engine> {
 protected:
  std::int64_t count() {
    return database_->read([](Transaction& tx) { return tx.one("SELECT count(*) FROM things")->integer(0); });
  }
  void add(std::int64_t id, const std::string& name) {
    database_->write([&](Transaction& tx) {
      tx.execute("INSERT INTO things (village_id, id, name) VALUES (1, ?, ?)", id, name);
    });
  }
  template <class Work>
  Code code_of(Work work) {
    try {
      database_->write(work);
    } catch (const Error& error) {
      return error.code;
    }
    throw std::runtime_error("nothing was thrown");
  }

  testing::TestDatabase database_{GetParam(), {things}};
};
LIANGHU_ON_BOTH_ENGINES(BothEngines);

TEST_P(BothEngines, a_write_is_there_after_a_restart) {
  add(1, "one");
  database_.reopen();
  EXPECT_EQ(count(), 1);
}

TEST_P(BothEngines, a_write_that_throws_leaves_nothing) {
  EXPECT_THROW(database_->write([](Transaction& tx) {
    tx.execute("INSERT INTO things (village_id, id) VALUES (1, 1)");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(count(), 0);
}

/// What `done` was told; waits for it.
std::exception_ptr told_of(Database& database, Database::Job work) {
  std::promise<std::exception_ptr> told;
  database.write_later(std::move(work), [&](std::exception_ptr trouble) { told.set_value(trouble); });
  return told.get_future().get();
}

TEST_P(BothEngines, a_later_write_is_told_when_it_is_there) {
  EXPECT_EQ(told_of(*database_,
                    [](Transaction& tx) {
                      tx.execute("INSERT INTO things (village_id, id, name) VALUES (1, 1, 'one')");
                    }),
            nullptr);
  EXPECT_EQ(count(), 1);
}

TEST_P(BothEngines, what_a_later_write_throws_is_told_and_leaves_nothing) {
  const auto trouble = told_of(*database_, [](Transaction& tx) {
    tx.execute("INSERT INTO things (village_id, id, name) VALUES (1, 1, 'one')");
    throw std::range_error("no");
  });
  ASSERT_NE(trouble, nullptr);
  EXPECT_THROW(std::rethrow_exception(trouble), std::range_error);
  EXPECT_EQ(count(), 0);
}

TEST_P(BothEngines, later_writes_in_one_commit_fail_each_for_itself) {
  std::promise<void> all;
  std::atomic<int> waiting = 20;
  std::atomic<int> failed = 0;
  for (int i = 0; i < 20; ++i)
    database_->write_later(
        [i](Transaction& tx) {
          tx.execute("INSERT INTO things (village_id, id, name) VALUES (1, ?, NULL)", i);
          if (i % 4 == 0) throw std::range_error("no");
        },
        [&](std::exception_ptr trouble) {
          if (trouble) ++failed;
          if (--waiting == 0) all.set_value();
        });
  all.get_future().get();
  EXPECT_EQ(failed, 5);
  EXPECT_EQ(count(), 15);
}

TEST_P(BothEngines, a_write_returns_what_the_work_returns) {
  const auto changed = database_->write([](Transaction& tx) {
    tx.execute("INSERT INTO things (village_id, id) VALUES (1, 1), (1, 2), (2, 1)");
    return tx.execute("UPDATE things SET name = ? WHERE village_id = ?", nullptr, 1);
  });
  EXPECT_EQ(changed, 2);
}

TEST_P(BothEngines, only_changes_are_counted_as_changed) {
  database_->write([](Transaction& tx) {
    EXPECT_EQ(tx.execute("INSERT INTO things (village_id, id) VALUES (1, 1), (1, 2)"), 2);
    EXPECT_EQ(tx.execute("SELECT id FROM things"), 0);
    EXPECT_EQ(tx.execute("CREATE TABLE more (id BIGINT PRIMARY KEY)"), 0);
    EXPECT_EQ(tx.execute("DELETE FROM things WHERE id = 7"), 0);
    EXPECT_EQ(tx.execute("INSERT INTO things (village_id, id) VALUES (1, 1) ON CONFLICT DO NOTHING"), 0);
  });
}

TEST_P(BothEngines, values_come_back_as_they_were) {
  const std::string bytes("\0\xff\\\n'\0", 6);
  const std::string words = "亮户 \\N \t'\"\\x41\n";
  database_->write([&](Transaction& tx) {
    tx.execute("INSERT INTO things (village_id, id, name, share, seal, hung) VALUES (?, ?, ?, ?, ?, ?)", 1,
               INT64_MAX, words, 0.1, Blob{bytes}, true);
    tx.execute("INSERT INTO things (village_id, id, name, seal) VALUES (?, ?, ?, ?)", 1, INT64_MIN, "",
               Blob{});
    tx.execute("INSERT INTO things (village_id, id, name, seal) VALUES (?, ?, ?, ?)", 1, 0, nullptr, nullptr);
  });
  const auto rows = database_->read(
      [](Transaction& tx) { return tx.query("SELECT id, name, share, seal, hung FROM things ORDER BY id"); });
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].integer(0), INT64_MIN);
  EXPECT_FALSE(rows[0].null(1));
  EXPECT_EQ(rows[0].text(1), "");
  EXPECT_TRUE(rows[0].null(2));
  EXPECT_FALSE(rows[0].null(3));
  EXPECT_EQ(rows[0].blob(3), "");
  EXPECT_TRUE(rows[1].null(1));
  EXPECT_TRUE(rows[1].null(3));
  EXPECT_EQ(rows[2].integer(0), INT64_MAX);
  EXPECT_EQ(rows[2].text(1), words);
  EXPECT_EQ(rows[2].number(2), 0.1);
  EXPECT_EQ(rows[2].blob(3), bytes);
  EXPECT_TRUE(rows[2].flag(4));
}

TEST_P(BothEngines, expressions_have_the_same_types) {
  add(1, "b");
  add(2, "a");
  const auto row = database_->read([](Transaction& tx) {
    return *tx.one(
        "SELECT count(*), sum(id), avg(id), max(name), sum(id) FILTER (WHERE id > 9), 7 / 2, id = 1 FROM "
        "things "
        "GROUP BY id = 1, id ORDER BY id LIMIT ?",
        1);
  });
  EXPECT_EQ(row.integer(0), 1);
  EXPECT_EQ(row.integer(1), 1);
  EXPECT_EQ(row.number(2), 1.0);
  EXPECT_EQ(row.text(3), "b");
  EXPECT_TRUE(row.null(4));
  EXPECT_EQ(row.integer(5), 3);
  EXPECT_TRUE(row.flag(6));
}

TEST_P(BothEngines, a_wrong_type_is_a_bug) {
  add(1, "one");
  database_->read([](Transaction& tx) {
    const auto row = *tx.one("SELECT id, name, share FROM things");
    EXPECT_THROW((void)row.text(0), std::logic_error);
    EXPECT_THROW((void)row.integer(1), std::logic_error);
    EXPECT_THROW((void)row.integer(2), std::logic_error);
    EXPECT_THROW((void)row.date(1), std::logic_error);
  });
}

TEST_P(BothEngines, a_value_may_be_null_where_anything_stands) {
  add(1, "one");
  add(2, "two");
  const auto found = [&](const std::optional<std::int64_t>& id, const std::optional<std::string>& name) {
    return database_->read([&](Transaction& tx) {
      return tx
          .query("SELECT id FROM things WHERE (? IS NULL OR id = ?) AND (? IS NULL OR name = ?) ORDER BY id",
                 id, id, name, name)
          .size();
    });
  };
  EXPECT_EQ(found(std::nullopt, std::nullopt), 2U);
  EXPECT_EQ(found(1, std::nullopt), 1U);
  EXPECT_EQ(found(std::nullopt, "two"), 1U);
  EXPECT_EQ(found(1, "two"), 0U);
}

TEST_P(BothEngines, a_list_may_hold_none_or_many) {
  for (int id = 1; id <= 5; ++id) add(id, std::to_string(id));
  database_->read([](Transaction& tx) {
    const auto in = [&](IdList list) {
      return tx.query("SELECT id FROM things WHERE id IN ?*", list).size();
    };
    EXPECT_EQ(in({{}}), 0U);
    EXPECT_EQ(in({{2}}), 1U);
    EXPECT_EQ(in({{1, 3, 3, 99}}), 2U);
    const auto others = tx.query("SELECT id FROM things WHERE id NOT IN ?* ORDER BY id", IdList{{1, 2, 3}});
    ASSERT_EQ(others.size(), 2U);
    EXPECT_EQ(others[0].integer(0), 4);
    EXPECT_EQ(tx.query("SELECT id FROM things WHERE id NOT IN ?*", IdList{}).size(), 5U);
  });
}

TEST_P(BothEngines, errors_have_the_same_codes) {
  add(1, "one");
  const auto failing = [&](const char* sql) { return code_of([=](Transaction& tx) { tx.execute(sql); }); };
  EXPECT_EQ(failing("INSERT INTO things (village_id, id) VALUES (1, 1)"), Code::unique);
  EXPECT_EQ(failing("INSERT INTO things (village_id, id, name) VALUES (1, 2, 'one')"), Code::unique);
  EXPECT_EQ(failing("INSERT INTO parts (village_id, id, thing_id) VALUES (1, 1, 9)"), Code::foreign_key);
  EXPECT_EQ(failing("INSERT INTO things (village_id, id, hung) VALUES (1, 2, 2)"), Code::check);
  EXPECT_EQ(failing("INSERT INTO things (village_id, id, hung) VALUES (1, 2, NULL)"), Code::check);
  EXPECT_EQ(failing("SELECT nothing FROM nowhere"), Code::other);
  database_->write([](Transaction& tx) { tx.execute("INSERT INTO parts VALUES (1, 1, 1)"); });
  EXPECT_EQ(failing("DELETE FROM things"), Code::foreign_key);
}

TEST_P(BothEngines, an_error_goes_into_the_log_and_quotes_no_row) {
  add(1, "13912345678");
  for (const char* sql :
       {"INSERT INTO things (village_id, id, name) VALUES (1, 2, '13912345678')",
        "INSERT INTO things (village_id, id, hung, name) VALUES (1, 2, 2, '13912345678')"}) {
    std::string said;
    try {
      database_->write([&](Transaction& tx) { tx.execute(sql); });
    } catch (const Error& error) {
      said = error.what();
    }
    EXPECT_FALSE(said.empty()) << sql;
    EXPECT_EQ(said.find("13912345678"), std::string::npos) << said;
  }
}

TEST_P(BothEngines, text_is_utf8_without_nul) {
  const auto storing = [&](const std::string& text) {
    return code_of([=](Transaction& tx) {
      tx.execute("INSERT INTO things (village_id, id, name) VALUES (1, 1, ?)", text);
    });
  };
  EXPECT_EQ(storing(std::string("a\0b", 3)), Code::check);
  EXPECT_EQ(storing("\xff"), Code::check);
}

TEST_P(BothEngines, a_transaction_is_dead_after_an_error) {
  const auto code = code_of([](Transaction& tx) {
    tx.execute("INSERT INTO things (village_id, id) VALUES (1, 1)");
    EXPECT_THROW(tx.execute("INSERT INTO things (village_id, id) VALUES (1, 1)"), Error);
    EXPECT_THROW(tx.execute("INSERT INTO things (village_id, id) VALUES (1, 2)"), Error);
  });
  EXPECT_EQ(code, Code::unique);
  EXPECT_EQ(count(), 0);
}

TEST_P(BothEngines, the_number_of_values_must_fit) {
  EXPECT_THROW(database_->read([](Transaction& tx) { tx.query("SELECT ?", 1, 2); }), std::logic_error);
  EXPECT_THROW(database_->read([](Transaction& tx) { tx.query("SELECT ?"); }), std::logic_error);
}

TEST_P(BothEngines, a_write_within_a_write_or_a_read_is_a_bug) {
  EXPECT_THROW(database_->write([&](Transaction&) { add(1, "one"); }), std::logic_error);
  EXPECT_THROW(database_->read([](Transaction& tx) { tx.execute("DELETE FROM things"); }), std::logic_error);
  add(1, "one");
  EXPECT_EQ(count(), 1);
}

TEST_P(BothEngines, a_reader_sees_only_what_is_committed_and_always_the_same) {
  add(1, "one");
  database_->write([&](Transaction& tx) {
    tx.execute("INSERT INTO things (village_id, id, name) VALUES (1, 2, 'two')");
    EXPECT_EQ(count(), 1);
  });
  database_->read([&](Transaction& tx) {
    EXPECT_EQ(tx.one("SELECT count(*) FROM things")->integer(0), 2);
    add(3, "three");
    EXPECT_EQ(tx.one("SELECT count(*) FROM things")->integer(0), 2);
  });
  EXPECT_EQ(count(), 3);
}

TEST_P(BothEngines, ten_thousand_rows_go_in_at_once) {
  std::vector<std::vector<Value>> rows;
  for (std::int64_t id = 0; id < 10'000; ++id) {
    const std::string bytes{'\0', static_cast<char>(id % 256), '\\'};
    rows.push_back(
        {std::int64_t{1}, id, "\\N\t村\n" + std::to_string(id), static_cast<double>(id) / 8, Blob{bytes}});
  }
  rows[7][2] = nullptr;
  database_->write([&](Transaction& tx) {
    tx.bulk("things", {"village_id", "id", "name", "share", "seal"}, rows);
    tx.bulk("things", {"village_id", "id"}, {});
  });
  const auto all = database_->read(
      [](Transaction& tx) { return tx.query("SELECT id, name, share, seal FROM things ORDER BY id"); });
  ASSERT_EQ(all.size(), rows.size());
  EXPECT_TRUE(all[7].null(1));
  for (const std::size_t at : {0U, 10U, 92U, 9999U}) {
    EXPECT_EQ(all[at].text(1), std::get<std::string>(rows[at][2]));
    EXPECT_EQ(all[at].number(2), static_cast<double>(at) / 8);
    EXPECT_EQ(all[at].blob(3), std::get<Blob>(rows[at][4]).bytes);
  }
}

TEST_P(BothEngines, rows_at_once_obey_the_same_rules) {
  const std::vector<std::string> columns{"village_id", "id"};
  const std::vector<Value> one{std::int64_t{1}, std::int64_t{1}};
  EXPECT_EQ(code_of([&](Transaction& tx) { tx.bulk("things", columns, {one, one}); }), Code::unique);
  EXPECT_THROW(database_->write([&](Transaction& tx) { tx.bulk("things", {"id"}, {one}); }),
               std::logic_error);
  EXPECT_THROW(database_->write([&](Transaction& tx) { tx.bulk("things;", columns, {one}); }),
               std::logic_error);
  EXPECT_EQ(count(), 0);
}

TEST_P(BothEngines, text_sorts_and_matches_by_its_bytes) {
  for (const char* name : {"b", "B", "a", "村", "_", "é"}) add(count() + 1, name);
  const auto rows =
      database_->read([](Transaction& tx) { return tx.query("SELECT name FROM things ORDER BY name"); });
  std::string order;
  for (const auto& row : rows) order += row.text(0);
  EXPECT_EQ(order, "B_abé村");
  const auto matched = database_->read(
      [](Transaction& tx) { return tx.query("SELECT name FROM things WHERE name LIKE ?", "b%").size(); });
  EXPECT_EQ(matched, 1U);
}

}  // namespace
}  // namespace lianghu::db
