#include "journal/verify.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/words.h"
#include "journal/entry.h"
#include "journal/sequencer.h"
#include "journal/testing_rooms.h"

namespace lianghu::journal {

// For readable failures.
bool operator==(const Difference& a, const Difference& b) {
  return a.fault == b.fault && a.table == b.table && a.village == b.village && a.id == b.id;
}
std::ostream& operator<<(std::ostream& out, const Difference& d) {
  return out << sentence_key(d.fault) << " " << d.table << " " << d.village << " " << d.id;
}

namespace {

using namespace testing;

class Verify : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    bench_.change([](Context& c) { name_place(c, 5, "兴十四镇"); });
    for (int i = 1; i <= 5; ++i) bench_.change([&](Context& c) { hang(c, 7, i, "door"); });
    bench_.change([](Context& c) { hang(c, 8, 1, "another village's"); });
    bench_.change([](Context& c) { take_down(c, 7, 5); });
    ASSERT_EQ(sequencer_.sequence(), 8);
    bench_.change([](Context& c) { hang(c, 7, 2, "renamed"); });
    ASSERT_EQ(sequencer_.sequence(), 1);
  }
  template <class... Args>
  void tamper(std::string_view sql, const Args&... args) {
    const auto changed =
        bench_.database().write([&](db::Transaction& tx) { return tx.execute(sql, args...); });
    ASSERT_GT(changed, 0) << sql;
  }
  std::int64_t entry_of(const std::string& action, std::int64_t village, std::int64_t subject) {
    return bench_.database().read([&](db::Transaction& tx) {
      return tx
          .one("SELECT MIN(id) FROM journal_entries WHERE action = ? AND village_id = ? AND subject_id = ?",
               action, village, subject)
          ->integer(0);
    });
  }
  void expect_first(Fault fault, const std::string& table, std::int64_t village, std::int64_t id) {
    const Report report = bench_.verify();
    ASSERT_TRUE(report.first) << "nothing was found";
    EXPECT_EQ(*report.first, (Difference{fault, table, village, id}));
  }

  Bench bench_{GetParam(), doors_and_places()};
  Sequencer sequencer_{bench_.database(), bench_.clock()};
};
LIANGHU_ON_BOTH_ENGINES(Verify);

TEST_P(Verify, an_untouched_database_holds_and_says_how_much_was_compared) {
  const Report report = bench_.verify();
  ASSERT_TRUE(report.holds()) << *report.first;
  EXPECT_EQ(report.entries, 9);
  EXPECT_EQ(report.leaves, 9);
  EXPECT_EQ(report.checkpoints, 2);
  EXPECT_EQ(report.rows, 6);
}

TEST_P(Verify, entries_that_still_wait_for_their_place_are_no_difference) {
  bench_.change([](Context& c) { hang(c, 7, 6, "new"); });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Verify, a_row_changed_by_sql_is_named) {
  tamper("UPDATE doors SET name = 'forged' WHERE village_id = 7 AND id = 3");
  expect_first(Fault::row_changed, "doors", 7, 3);
}

TEST_P(Verify, every_kind_of_column_is_compared) {
  for (const char* change : {"width = 1.5", "width = NULL", "photo = NULL", "hung = 0"}) {
    Bench bench(GetParam(), doors_and_places());
    bench.change([](Context& c) { hang(c, 7, 1, "door"); });
    bench.database().write(
        [&](db::Transaction& tx) { tx.execute(std::string("UPDATE doors SET ") + change); });
    EXPECT_EQ(bench.verify().first, (Difference{Fault::row_changed, "doors", 7, 1})) << change;
  }
}

TEST_P(Verify, a_row_changed_back_to_an_older_state_is_named) {
  tamper("UPDATE doors SET name = 'door' WHERE village_id = 7 AND id = 2");
  expect_first(Fault::row_changed, "doors", 7, 2);
}

TEST_P(Verify, a_row_of_a_reference_table_changed_by_sql_is_named) {
  tamper("UPDATE places SET name = 'elsewhere' WHERE id = 5");
  expect_first(Fault::row_changed, "places", 0, 5);
}

TEST_P(Verify, a_row_deleted_by_sql_is_named) {
  tamper("DELETE FROM doors WHERE village_id = 7 AND id IN (3, 4)");
  expect_first(Fault::row_missing, "doors", 7, 3);
}

TEST_P(Verify, a_row_slipped_in_by_sql_is_named) {
  tamper("INSERT INTO doors (village_id, id, name, hung) VALUES (7, 77, 'slipped in', 1)");
  expect_first(Fault::row_not_journalled, "doors", 7, 77);
}

TEST_P(Verify, a_row_put_back_after_its_deletion_is_named) {
  tamper("INSERT INTO doors (village_id, id, name, hung) VALUES (7, 5, 'door', 1)");
  expect_first(Fault::row_changed, "doors", 7, 5);
}

TEST_P(Verify, a_row_moved_to_another_village_is_named_at_both_ends) {
  tamper("UPDATE doors SET village_id = 6 WHERE village_id = 7 AND id = 3");
  expect_first(Fault::row_not_journalled, "doors", 6, 3);
  tamper("DELETE FROM doors WHERE village_id = 6");
  expect_first(Fault::row_missing, "doors", 7, 3);
}

TEST_P(Verify, an_edited_entry_is_named) {
  const auto id = entry_of("door.hung", 7, 3);
  for (const char* edit : {"action = 'door.painted'", "at = at + 1", "actor_kind = 'visitor'", "actor_id = 9",
                           "subject_id = 8", "rows_json = '[]'", "rows_json = 'no list'"}) {
    bench_.database().write([&](db::Transaction& tx) {
      tx.execute(
          "CREATE TABLE kept AS SELECT action, at, actor_kind, actor_id, subject_id, rows_json "
          "FROM journal_entries WHERE village_id = 7 AND id = " +
          std::to_string(id));
    });
    tamper("UPDATE journal_entries SET " + std::string(edit) + " WHERE village_id = 7 AND id = ?", id);
    expect_first(Fault::entry_changed, "journal_entries", 7, id);
    tamper(
        "UPDATE journal_entries SET action = kept.action, at = kept.at, actor_kind = kept.actor_kind, "
        "actor_id = kept.actor_id, subject_id = kept.subject_id, rows_json = kept.rows_json FROM kept "
        "WHERE village_id = 7 AND journal_entries.id = ?",
        id);
    bench_.database().write([](db::Transaction& tx) { tx.execute("DROP TABLE kept"); });
  }
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Verify, an_entry_edited_together_with_its_leaf_is_named) {
  const auto id = entry_of("door.hung", 7, 3);
  Entry forged{
      7,    id, bench_.clock().now(),         "system", 0, "door.hung", 4, std::string(salt_bytes, 's'),
      "[]", {}, std::string(blind_bytes, 'b')};
  tamper(
      "UPDATE journal_entries SET subject_id = 4, rows_json = '[]', leaf = ?, blind = ? WHERE village_id = 7 "
      "AND id = ?",
      db::Blob{merkle::bytes(leaf_of(forged))}, db::Blob{forged.blind}, id);
  expect_first(Fault::entry_changed, "journal_entries", 7, id);
  tamper("UPDATE journal_leaves SET leaf = ? WHERE entry_id = ?", db::Blob{merkle::bytes(leaf_of(forged))},
         id);
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 8);
}

TEST_P(Verify, a_removed_entry_is_named) {
  const auto id = entry_of("door.hung", 7, 3);
  tamper("DELETE FROM journal_entries WHERE village_id = 7 AND id = ?", id);
  expect_first(Fault::entry_removed, "journal_entries", 7, id);
}

TEST_P(Verify, an_entry_removed_together_with_its_leaf_breaks_the_checkpoint) {
  const auto id = entry_of("door.hung", 7, 3);
  tamper("DELETE FROM journal_entries WHERE village_id = 7 AND id = ?", id);
  tamper("DELETE FROM journal_leaves WHERE entry_id = ?", id);
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 8);
}

TEST_P(Verify, the_newest_entry_removed_together_with_its_leaf_breaks_the_checkpoint) {
  tamper("DELETE FROM journal_entries WHERE id = (SELECT entry_id FROM journal_leaves WHERE position = 8)");
  tamper("DELETE FROM journal_leaves WHERE position = 8");
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 9);
}

TEST_P(Verify, two_leaves_that_changed_places_break_the_checkpoint) {
  tamper("UPDATE journal_leaves SET position = 100 WHERE position = 1");
  tamper("UPDATE journal_leaves SET position = 1 WHERE position = 2");
  tamper("UPDATE journal_leaves SET position = 2 WHERE position = 100");
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 8);
}

TEST_P(Verify, a_leaf_put_beyond_a_hole_is_named) {
  tamper("DELETE FROM journal_checkpoints WHERE size = 9");
  tamper("UPDATE journal_leaves SET position = 20 WHERE position = 8");
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 21);
}

TEST_P(Verify, an_edited_checkpoint_is_named) {
  tamper("UPDATE journal_checkpoints SET root = ? WHERE size = 8", db::Blob{std::string(32, 'x')});
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 8);
}

TEST_P(Verify, an_invented_checkpoint_is_named) {
  tamper("INSERT INTO journal_checkpoints (size, root, at) VALUES (12, ?, 0)",
         db::Blob{std::string(32, 'x')});
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 12);
}

TEST_P(Verify, an_entry_hidden_from_the_sequencer_is_named) {
  bench_.change([](Context& c) { hang(c, 7, 6, "new"); });
  const auto id = entry_of("door.hung", 7, 6);
  tamper("UPDATE journal_entries SET sequenced = 1 WHERE id = ?", id);
  expect_first(Fault::entry_changed, "journal_entries", 7, id);
}

TEST_P(Verify, an_erased_salt_is_accepted_once_a_later_entry_says_that_the_row_is_gone) {
  tamper("UPDATE journal_entries SET salt = NULL WHERE village_id = 7 AND subject_id = 3");
  expect_first(Fault::row_not_journalled, "doors", 7, 3);
  bench_.change([](Context& c) { take_down(c, 7, 3); });
  const Report report = bench_.verify();
  EXPECT_TRUE(report.holds()) << *report.first;
}

TEST_P(Verify, a_row_that_went_together_with_its_salt_is_named) {
  tamper("UPDATE journal_entries SET salt = NULL WHERE village_id = 7 AND subject_id = 3");
  tamper("DELETE FROM doors WHERE village_id = 7 AND id = 3");
  expect_first(Fault::row_missing, "doors", 7, 3);
}

TEST_P(Verify, a_checkpoint_that_was_taken_away_is_missed) {
  tamper("DELETE FROM journal_checkpoints WHERE size = 8");
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 9);
}

TEST_P(Verify, the_newest_checkpoint_that_was_taken_away_is_missed) {
  tamper("DELETE FROM journal_checkpoints WHERE size = 9");
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 9);
}

TEST_P(Verify, what_was_invented_before_the_beginning_is_named) {
  tamper("INSERT INTO journal_checkpoints (size, root, at) VALUES (0, ?, 0)", db::Blob{std::string(32, 'x')});
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 0);
  tamper("DELETE FROM journal_checkpoints WHERE size = 0");
  tamper("INSERT INTO journal_leaves (position, entry_village, entry_id, leaf) VALUES (-1, 7, 5, ?)",
         db::Blob{std::string(32, 'x')});
  expect_first(Fault::entry_removed, "journal_entries", 7, 5);
}

TEST_P(Verify, a_checkpoint_whose_tie_to_the_one_before_is_gone_is_named) {
  for (const int size : {8, 9}) {
    const auto link = bench_.database().read([&](db::Transaction& tx) {
      return tx.one("SELECT link FROM journal_checkpoints WHERE size = ?", size)->blob(0);
    });
    tamper("UPDATE journal_checkpoints SET link = NULL WHERE size = ?", size);
    expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, size);
    tamper("UPDATE journal_checkpoints SET link = ? WHERE size = ?", db::Blob{link}, size);
  }
}

TEST_P(Verify, another_time_of_a_checkpoint_is_named) {
  tamper("UPDATE journal_checkpoints SET at = at + 1 WHERE size = 8");
  expect_first(Fault::checkpoint_differs, "journal_checkpoints", 0, 8);
}

TEST_P(Verify, an_invented_subtree_is_named) {
  tamper("INSERT INTO journal_subtrees (level, position, root) VALUES (2, 3, ?)",
         db::Blob{std::string(32, 'x')});
  expect_first(Fault::tree_differs, "journal_subtrees", 2, 3);
}

TEST_P(Verify, a_row_touched_in_two_entries_of_one_change_is_compared_with_its_final_state) {
  bench_.change([](Context& c) {
    hang(c, 7, 6, "first");
    hang(c, 7, 6, "second");
  });
  EXPECT_TRUE(bench_.verify().holds());
  tamper("UPDATE doors SET name = 'first' WHERE id = 6");
  expect_first(Fault::row_changed, "doors", 7, 6);
}

TEST_P(Verify, many_pages_of_rows_and_entries_are_compared) {
  bench_.change([](Context& c) {
    for (int i = 1; i <= 2500; ++i) hang(c, 9, i, "door");
  });
  EXPECT_EQ(sequencer_.sequence(), 2500);
  const Report report = bench_.verify();
  ASSERT_TRUE(report.holds()) << *report.first;
  EXPECT_EQ(report.rows, 2506);
  EXPECT_EQ(report.checkpoints, 27) << "two before, and one for each hundred entries";
  tamper("UPDATE doors SET name = 'forged' WHERE village_id = 9 AND id = 2499");
  expect_first(Fault::row_changed, "doors", 9, 2499);
}

TEST_P(Verify, another_sequencer_goes_on_where_the_first_stopped) {
  Sequencer second(bench_.database(), bench_.clock());
  bench_.change([](Context& c) { hang(c, 7, 6, "new"); });
  EXPECT_EQ(second.sequence(), 1);
  bench_.change([](Context& c) { hang(c, 7, 7, "newer"); });
  EXPECT_EQ(sequencer_.sequence(), 1);
  EXPECT_EQ(sequencer_.sequence(), 0);
  const Report report = bench_.verify();
  ASSERT_TRUE(report.holds()) << *report.first;
  EXPECT_EQ(report.leaves, 11);
}

TEST_P(Verify, two_sequencers_at_once_build_one_tree) {
  bench_.change([](Context& c) {
    for (int i = 1; i <= 1200; ++i) hang(c, 9, i, "door");
  });
  const auto place_all = [&] {
    Sequencer sequencer(bench_.database(), bench_.clock());
    while (count(bench_.database(), "journal_leaves") < 1209) sequencer.sequence();
  };
  std::thread other(place_all);
  place_all();
  other.join();
  const Report report = bench_.verify();
  ASSERT_TRUE(report.holds()) << *report.first;
  EXPECT_EQ(report.leaves, 1209);
}

TEST_P(Verify, a_flag_set_back_by_sql_does_not_stop_the_sequencer) {
  tamper("UPDATE journal_entries SET sequenced = 0 WHERE village_id = 8");
  bench_.change([](Context& c) { hang(c, 7, 6, "new"); });
  EXPECT_EQ(sequencer_.sequence(), 1);
}

TEST(VerifyWords, every_fault_has_a_sentence_in_both_languages) {
  for (const Fault fault : {Fault::row_changed, Fault::row_missing, Fault::row_not_journalled,
                            Fault::entry_changed, Fault::entry_removed, Fault::checkpoint_differs}) {
    for (const Language language : {Language::zh, Language::en}) {
      const Values values{{"table", "doors"}, {"village", "7"}, {"id", "31"}};
      const std::string sentence = say(language, sentence_key(fault), values);
      EXPECT_NE(sentence, sentence_key(fault));
      EXPECT_NE(sentence.find("31"), std::string::npos) << sentence;
    }
  }
}

}  // namespace
}  // namespace lianghu::journal
