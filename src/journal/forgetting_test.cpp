// A row that was erased: what older entries said of it can be tried out no more, and everything else holds.
#include "journal/forgetting.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "journal/entry.h"
#include "journal/forgetting_store.h"
#include "journal/proof.h"
#include "journal/public_log.h"
#include "journal/sequencer.h"
#include "journal/testing_rooms.h"

namespace lianghu::journal {
namespace {

using namespace testing;

class Forgetting : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override { log_.check(bench_.database()); }
  /// Blanks door `id` of village 7; says how many entries lost their salt.
  std::int64_t erase(std::int64_t id, const std::vector<std::string_view>& gone = {}) {
    const auto count = bench_.change([&](Context& c) {
      put_door(c, 7, id, "");
      c.record("door.erased", 7, id);
      return forget_salts(c, 7, id, gone, bench_.tables());
    });
    sequencer_.sequence();
    return count;
  }
  /// As somebody does who has the database.
  void alter(std::string_view sql) {
    bench_.database().write([&](db::Transaction& tx) { tx.execute(sql); });
  }
  void hang_all(const std::vector<std::int64_t>& ids) {
    bench_.change([&](Context& c) {
      for (const std::int64_t id : ids) put_door(c, 7, id, "door " + std::to_string(id));
      c.record("doors.imported", 7, 0);
    });
    sequencer_.sequence();
  }
  RowProof prove(std::int64_t door, const std::string& action, std::int64_t subject) {
    return bench_.database().read([&](db::Transaction& tx) {
      return prove_row(tx, bench_.tables(), {{"doors", 7, door}, 7, 0, action, subject});
    });
  }
  /// Entries that commit to what the door was called, as somebody finds out who has the database.
  int guessed(std::int64_t door, const std::string& name) {
    const RowKey row{"doors", 7, door};
    const std::string text = "hung:i:1\nid:i:" + std::to_string(door) +
                             "\nname:t:" + std::to_string(name.size()) + ":" + name +
                             "\nphoto:b:00ff\nvillage_id:i:7\nwidth:d:3feccccccccccccd\n";
    int found = 0;
    bench_.database().read([&](db::Transaction& tx) {
      for (const store::ReadEntry& each : store::entries_after(tx, {7, 0}, 1000)) {
        const auto rows = parse_rows(each.entry.rows).value();
        for (const Commitment& commits : rows)
          if (each.entry.salt && commits.row == row &&
              commits.hash == commitment(*each.entry.salt, row, text))
            ++found;
      }
    });
    return found;
  }

  Bench bench_{GetParam(), doors_and_places()};
  const std::string folder_ = own_folder();
  PublicLog log_{folder_ + "/log.key", folder_ + "/log.head", bench_.random()};
  Sequencer sequencer_{bench_.database(), bench_.clock(), &log_};
};
LIANGHU_ON_BOTH_ENGINES(Forgetting);

TEST_P(Forgetting, nobody_finds_by_guessing_what_an_erased_row_said) {
  bench_.change([](Context& c) { hang(c, 7, 1, "door 1"); });
  hang_all({1, 2, 3});
  ASSERT_EQ(guessed(1, "door 1"), 2);
  EXPECT_EQ(erase(1), 2);
  EXPECT_EQ(guessed(1, "door 1"), 0);
  EXPECT_EQ(guessed(1, ""), 1);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Forgetting, what_else_rested_on_the_entry_is_committed_to_anew_and_nothing_more) {
  hang_all({1, 2, 3});
  bench_.change([](Context& c) { hang(c, 7, 3, "renamed"); });
  bench_.change([](Context& c) { hang(c, 8, 1, "another village's"); });
  erase(1);
  EXPECT_TRUE(bench_.verify().holds());
  const auto named = bench_.database().read([](db::Transaction& tx) {
    const auto rows = tx.query(
        "SELECT rows_json FROM journal_entries WHERE action = 'journal.forgotten' "
        "ORDER BY id");
    return rows.size() == 1 ? parse_rows(rows.front().text(0)).value() : std::vector<Commitment>{};
  });
  ASSERT_EQ(named.size(), 1U) << "the third was named by a later entry, the first by the erasing";
  EXPECT_EQ(named.front().row, (RowKey{"doors", 7, 2}));
}

TEST_P(Forgetting, the_proof_of_another_row_holds_and_a_new_one_is_given) {
  hang_all({1, 2});
  const RowProof kept = prove(2, "doors.imported", 0);
  ASSERT_EQ(kept.state, ProofState::proved);
  erase(1);
  EXPECT_NO_THROW(static_cast<void>(check_proof(kept.text, log_.verifier())));
  const RowProof again = prove(2, "doors.imported", 0);
  ASSERT_EQ(again.state, ProofState::proved);
  EXPECT_GT(again.index, kept.index);
  EXPECT_EQ(again.opening.row_text, kept.opening.row_text);
  EXPECT_NO_THROW(static_cast<void>(check_proof(again.text, log_.verifier())));
  bench_.change([](Context& c) { hang(c, 7, 2, "renamed"); });
  EXPECT_EQ(prove(2, "doors.imported", 0).state, ProofState::broken);
}

TEST_P(Forgetting, what_was_taken_away_before_is_forgotten_too_where_it_is_asked_for) {
  hang_all({1});
  hang_all({5, 6});
  bench_.change([](Context& c) { take_down(c, 7, 5); });
  erase(1);
  EXPECT_EQ(guessed(5, "door 5"), 1);
  EXPECT_EQ(erase(1, {"doors"}), 3) << "the first erasing, and both that name what is gone";
  EXPECT_EQ(guessed(5, "door 5"), 0);
  EXPECT_EQ(guessed(6, "door 6"), 1) << "committed to anew";
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Forgetting, what_somebody_deleted_behind_the_journals_back_stays_missed) {
  hang_all({1});
  hang_all({5, 6});
  alter("DELETE FROM doors WHERE village_id = 7 AND id = 5");
  erase(1, {"doors"});
  EXPECT_FALSE(bench_.verify().holds());
}

TEST_P(Forgetting, what_somebody_altered_behind_the_journals_back_is_not_made_good) {
  hang_all({1, 2});
  alter("UPDATE doors SET name = 'another' WHERE village_id = 7 AND id = 2");
  try {
    erase(1);
    FAIL() << "the altered row was committed to";
  } catch (const Refusal& refusal) {
    EXPECT_EQ(refusal.problems().front().key, "journal.differs");
  }
  EXPECT_EQ(guessed(1, "door 1"), 1) << "nothing was done";
  EXPECT_FALSE(bench_.verify().holds());
}

TEST_P(Forgetting, what_is_altered_afterwards_is_found) {
  hang_all({1, 2});
  erase(1);
  alter("UPDATE doors SET name = 'another' WHERE village_id = 7 AND id = 2");
  EXPECT_FALSE(bench_.verify().holds());
  alter("UPDATE doors SET name = 'door 2' WHERE village_id = 7 AND id = 2");
  EXPECT_TRUE(bench_.verify().holds());
  alter("UPDATE doors SET name = 'somebody' WHERE village_id = 7 AND id = 1");
  EXPECT_FALSE(bench_.verify().holds());
}

TEST_P(Forgetting, a_row_of_no_village_is_forgotten_wherever_it_was_changed) {
  bench_.change([](Context& c) {
    name_place(c, 5, "兴十四镇");
    put_door(c, 8, 4, "another village's");
    c.touched("places", 0, 5);
    c.record("place.moved", 8, 5);
  });
  const auto forgotten = bench_.change([&](Context& c) {
    c.tx().execute("UPDATE places SET name = '' WHERE id = 5");
    c.touched("places", 0, 5);
    c.record("place.erased", 7, 5);
    return forget_salts(c, 7, 5, {}, bench_.tables());
  });
  EXPECT_EQ(forgotten, 2) << "named in village 0, moved in village 8";
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Forgetting, an_entry_stays_as_it_was_but_for_its_salt) {
  hang_all({1, 2});
  const auto entry = [&] {
    return bench_.database().read([](db::Transaction& tx) {
      return store::entries_after(tx, {7, 0}, 1).at(0).entry;
    });
  };
  const Entry before = entry();
  erase(1);
  const Entry after = entry();
  EXPECT_TRUE(before.salt);
  EXPECT_FALSE(after.salt);
  EXPECT_EQ(entry_text(after), entry_text(before));
  EXPECT_EQ(after.leaf, before.leaf);
  EXPECT_EQ(after.blind, before.blind);
}

TEST_P(Forgetting, a_stored_answer_goes_when_it_contains_what_is_forgotten) {
  const auto ask = [&](const std::string& key, const std::string& answer) {
    return bench_.changes().change_once(Actor::system(), {7, key, "f"}, [&](Context&) { return answer; });
  };
  ask("key-of-the-first-request", "孙演波 100%");
  ask("key-of-another-request", "钱演多");
  bench_.change([](Context& c) { forget_answers(c, 7, {"孙演波", "多", "100_"}); });
  EXPECT_EQ(ask("key-of-the-first-request", "new"), "new");
  EXPECT_EQ(ask("key-of-another-request", "new"), "钱演多");
}

TEST_P(Forgetting, others_may_change_meanwhile_what_is_committed_to_anew) {
  for (int round = 0; round < 8; ++round) {
    hang_all({1, 2, 3, 4, 5, 6, 7, 8, 9});
    std::atomic<bool> is_over = false;
    std::thread other([&] {
      for (int i = 0; !is_over; ++i)
        bench_.change([&](Context& c) { hang(c, 7, 2 + i % 8, "renamed " + std::to_string(i)); });
    });
    erase(1);
    is_over = true;
    other.join();
    EXPECT_TRUE(bench_.verify().holds()) << round;
  }
}

TEST_P(Forgetting, comes_after_what_was_erased) {
  EXPECT_THROW(bench_.change([&](Context& c) { forget_salts(c, 7, 1, {}, bench_.tables()); }),
               std::logic_error);
}

}  // namespace
}  // namespace lianghu::journal
