#include "journal/change.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "journal/journal.h"
#include "journal/testing_rooms.h"

namespace lianghu::journal {
namespace {

using namespace testing;

class ChangesOn : public ::testing::TestWithParam<db::Engine> {
 protected:
  static Idempotency key(const std::string& name, const std::string& fingerprint = "body") {
    return {7, "0123456789abcdef-" + name, fingerprint};
  }
  std::string hang_once(const Idempotency& with, std::int64_t door) {
    return bench_.changes().change_once(Actor::visitor(), with, [&](Context& c) {
      hang(c, 7, door, "door");
      return "hung " + std::to_string(door);
    });
  }
  std::int64_t count_of(const std::string& table) { return count(bench_.database(), table); }

  Bench bench_{GetParam(), doors_and_places(GetParam() == db::Engine::postgresql)};
};
LIANGHU_ON_BOTH_ENGINES(ChangesOn);

TEST_P(ChangesOn, a_change_returns_what_its_work_returns_and_leaves_one_entry) {
  const auto made = bench_.change([](Context& c) {
    hang(c, 7, 1, "张三");
    return std::string("made");
  });
  EXPECT_EQ(made, "made");
  EXPECT_EQ(count_of("doors"), 1);
  EXPECT_EQ(count_of("journal_entries"), 1);
}

TEST_P(ChangesOn, an_entry_says_who_did_what_when_and_to_what) {
  bench_.go_to(Date{std::chrono::year{2020} / 8 / 11}, 600);
  const Actor secretary = Bench::account(42, RoleKind::secretary, 7, "/1/7/");
  bench_.change_as(secretary, [](Context& c) { hang(c, 7, 1, "张三"); });
  const auto page = bench_.read([](Context& c) { return entries_of(c, 7, {}); });
  ASSERT_EQ(page.entries.size(), 1U);
  const EntryLine& line = page.entries[0];
  EXPECT_EQ(line.actor_kind, "account");
  EXPECT_EQ(line.actor_id, 42);
  EXPECT_EQ(line.action, "door.hung");
  EXPECT_EQ(line.subject, 1);
  EXPECT_EQ(format_instant(line.at), "2020-08-11T10:00:00+08:00");
}

TEST_P(ChangesOn, auditors_turn_pages_from_the_newest_entry_to_the_oldest) {
  for (int i = 1; i <= 5; ++i) bench_.change([&](Context& c) { hang(c, 7, i, "door"); });
  bench_.change([](Context& c) { hang(c, 8, 99, "another village's"); });
  std::vector<std::int64_t> seen;
  EntryId before;
  do {
    const auto page = bench_.read([&](Context& c) { return entries_of(c, 7, before, 2); });
    for (const auto& line : page.entries) seen.push_back(line.subject);
    before = page.next;
  } while (before);
  EXPECT_EQ(seen, (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
}

TEST_P(ChangesOn, an_action_without_rows_is_journalled_too) {
  bench_.change([](Context& c) { c.record("contact.unmasked", 7, 3); });
  EXPECT_EQ(count_of("journal_entries"), 1);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(ChangesOn, a_large_change_leaves_all_its_entries) {
  bench_.change([](Context& c) {
    for (int i = 1; i <= 40; ++i) hang(c, 7, i, "door");
    for (int i = 1; i <= 1200; ++i) put_door(c, 8, i, "door");
    c.record("doors.imported", 8, 0);
  });
  EXPECT_EQ(count_of("journal_entries"), 41);
  const Report report = bench_.verify();
  EXPECT_TRUE(report.holds());
  EXPECT_EQ(report.rows, 1240);
}

TEST_P(ChangesOn, what_throws_leaves_neither_row_nor_entry_nor_happening) {
  int told = 0;
  bench_.changes().listen([&](const Happening&) { ++told; });
  EXPECT_THROW(bench_.change([](Context& c) {
    hang(c, 7, 1, "张三");
    throw Refusal(Status::unprocessable, "door.no");
  }),
               Refusal);
  EXPECT_EQ(count_of("doors"), 0);
  EXPECT_EQ(count_of("journal_entries"), 0);
  EXPECT_EQ(told, 0);
}

TEST_P(ChangesOn, a_row_touched_without_a_record_is_refused) {
  EXPECT_THROW(bench_.change([](Context& c) { put_door(c, 7, 1, "张三"); }), std::logic_error);
  EXPECT_THROW(bench_.change([](Context& c) {
    hang(c, 7, 1, "张三");
    put_door(c, 7, 2, "李四");
  }),
               std::logic_error);
  EXPECT_EQ(count_of("doors"), 0);
}

TEST_P(ChangesOn, a_table_that_is_not_journalled_cannot_be_touched) {
  EXPECT_THROW(bench_.change([](Context& c) {
    c.touched("journal_entries; DROP TABLE doors", 7, 1);
    c.record("door.hung", 7, 1);
  }),
               std::logic_error);
  EXPECT_EQ(count_of("journal_entries"), 0);
}

TEST_P(ChangesOn, a_name_that_is_no_action_cannot_be_recorded) {
  EXPECT_THROW(bench_.change([](Context& c) { c.record("hung\n7", 7, 1); }), std::logic_error);
  EXPECT_THROW(bench_.change([](Context& c) { c.record("", 7, 1); }), std::logic_error);
}

TEST_P(ChangesOn, who_only_reads_cannot_journal) {
  EXPECT_THROW(bench_.read([](Context& c) { c.record("door.hung", 7, 1); }), std::logic_error);
  EXPECT_THROW(bench_.read([](Context& c) { c.touched("doors", 7, 1); }), std::logic_error);
}

TEST_P(ChangesOn, listeners_hear_what_happened_after_the_commit) {
  std::vector<std::string> heard;
  bench_.changes().listen([&](const Happening& h) {
    heard.push_back(h.action + " " + std::to_string(h.village) + " " + std::to_string(h.subject) + " of " +
                    std::to_string(count_of("doors")));
  });
  bench_.change([](Context& c) {
    hang(c, 7, 1, "张三");
    take_down(c, 7, 1);
    hang(c, 7, 2, "李四");
  });
  EXPECT_EQ(heard, (std::vector<std::string>{"door.hung 7 1 of 1", "door.taken_down 7 1 of 1",
                                             "door.hung 7 2 of 1"}));
}

TEST_P(ChangesOn, a_later_change_is_told_after_the_listeners_and_leaves_its_entry) {
  std::vector<std::string> order;
  bench_.changes().listen([&](const Happening& happening) { order.push_back(happening.action); });
  std::promise<void> told;
  bench_.changes().change_later(
      Actor::visitor(), [](Context& c) { hang(c, 7, 1, "张三"); },
      [&](std::exception_ptr trouble) {
        order.emplace_back(trouble ? "trouble" : "done");
        told.set_value();
      });
  told.get_future().get();
  EXPECT_EQ(order, (std::vector<std::string>{"door.hung", "done"}));
  EXPECT_EQ(count_of("doors"), 1);
  EXPECT_EQ(count_of("journal_entries"), 1);
}

TEST_P(ChangesOn, a_later_change_that_throws_leaves_neither_row_nor_entry_nor_happening) {
  int heard = 0;
  bench_.changes().listen([&](const Happening&) { ++heard; });
  std::promise<std::exception_ptr> told;
  bench_.changes().change_later(
      Actor::visitor(),
      [](Context& c) {
        hang(c, 7, 1, "张三");
        throw Refusal(Status::conflict, "version.stale");
      },
      [&](std::exception_ptr trouble) { told.set_value(trouble); });
  const auto trouble = told.get_future().get();
  ASSERT_NE(trouble, nullptr);
  EXPECT_THROW(std::rethrow_exception(trouble), Refusal);
  EXPECT_EQ(count_of("doors"), 0);
  EXPECT_EQ(count_of("journal_entries"), 0);
  EXPECT_EQ(heard, 0);
}

TEST_P(ChangesOn, a_key_used_again_gets_the_stored_answer_and_one_effect) {
  int told = 0;
  bench_.changes().listen([&](const Happening&) { ++told; });
  EXPECT_EQ(hang_once(key("a"), 1), "hung 1");
  EXPECT_EQ(hang_once(key("a"), 2), "hung 1");
  EXPECT_EQ(count_of("doors"), 1);
  EXPECT_EQ(count_of("journal_entries"), 1);
  EXPECT_EQ(told, 1);
}

TEST_P(ChangesOn, a_key_used_for_another_request_is_refused) {
  hang_once(key("a"), 1);
  try {
    hang_once(key("a", "another body"), 2);
    FAIL() << "it was taken";
  } catch (const Refusal& refusal) {
    EXPECT_EQ(refusal.status(), Status::conflict);
    EXPECT_STREQ(refusal.what(), "idempotency.reused");
  }
  EXPECT_EQ(count_of("doors"), 1);
}

TEST_P(ChangesOn, the_same_key_in_two_villages_is_two_keys) {
  Idempotency other = key("a");
  other.village = 8;
  hang_once(key("a"), 1);
  EXPECT_EQ(hang_once(other, 2), "hung 2");
}

TEST_P(ChangesOn, a_request_that_was_refused_may_be_sent_again_with_its_key) {
  EXPECT_THROW(bench_.changes().change_once(
                   Actor::visitor(), key("a"),
                   [](Context&) -> std::string { throw Refusal(Status::unprocessable, "door.no"); }),
               Refusal);
  EXPECT_EQ(hang_once(key("a"), 1), "hung 1");
}

TEST_P(ChangesOn, a_key_too_short_or_too_long_is_refused) {
  for (const std::string& text : {std::string(15, 'k'), std::string(65, 'k'), std::string(20, '\xff')}) {
    const Idempotency bad{7, text, "body"};
    EXPECT_THROW(hang_once(bad, 1), Refusal) << text;
  }
  EXPECT_EQ(count_of("doors"), 0);
}

TEST_P(ChangesOn, old_keys_are_forgotten_and_young_ones_kept) {
  hang_once(key("old"), 1);
  bench_.pass_days(2);
  hang_once(key("young"), 2);
  EXPECT_EQ(bench_.changes().forget_keys({bench_.clock().now().ms - 1000}), 1);
  EXPECT_EQ(hang_once(key("young"), 3), "hung 2");
  EXPECT_EQ(hang_once(key("old"), 4), "hung 4");
}

TEST_P(ChangesOn, a_double_tap_on_two_threads_has_one_effect) {
  constexpr int taps = 6;
  std::atomic<int> runs{0};
  std::vector<std::string> answers(taps);
  std::vector<std::thread> threads;
  for (int i = 0; i < taps; ++i) {
    threads.emplace_back([&, i] {
      answers[static_cast<std::size_t>(i)] =
          bench_.changes().change_once(Actor::visitor(), key("tap"), [&](Context& c) {
            ++runs;
            hang(c, 7, 100 + i, "door");
            return "hung " + std::to_string(i);
          });
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count_of("doors"), 1);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(std::set<std::string>(answers.begin(), answers.end()).size(), 1U);
}

TEST_P(ChangesOn, many_threads_with_keys_of_their_own_all_get_through) {
  constexpr int people = 6;
  constexpr int changes_each = 10;
  std::vector<std::thread> threads;
  for (int person = 0; person < people; ++person) {
    threads.emplace_back([&, person] {
      for (int i = 0; i < changes_each; ++i) {
        const int door = person * 100 + i + 1;
        hang_once(key(std::to_string(door)), door);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count_of("doors"), people * changes_each);
  EXPECT_EQ(count_of("journal_entries"), people * changes_each);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(ChangesOn, a_clock_set_back_over_a_restart_makes_no_earlier_entry) {
  bench_.change([](Context& c) { hang(c, 7, 1, "before"); });
  bench_.pass_days(-30);
  Changes restarted(bench_.database(), bench_.clock(), bench_.random(), bench_.sealer(), bench_.tables());
  restarted.change(Actor::system(), [](Context& c) { hang(c, 7, 1, "after"); });
  EXPECT_TRUE(bench_.verify().holds());
}

}  // namespace
}  // namespace lianghu::journal
