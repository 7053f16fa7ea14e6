#include "journal/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"
#include "journal/latest.h"
#include "journal/testing_rooms.h"

namespace lianghu::journal {
namespace {

const Tables& tables() {
  static const Tables made(testing::doors_and_places().history);
  return made;
}
const std::string salt = "0123456789abcdef";
const std::string blind = "fedcba9876543210";

// Answers from Python's hashlib over the texts that entry.h describes: an outside verifier must get the same.
TEST(Entry, texts_and_hashes_are_those_that_outside_verifiers_compute) {
  const db::Row row({std::int64_t{1}, std::int64_t{12}, std::string("张三\n"),
                     db::Blob{std::string("\x00\xff", 2)}, std::int64_t{7}, 0.9});
  const std::string text = row_text(tables().at("doors"), row);
  EXPECT_EQ(text,
            "hung:i:1\nid:i:12\nname:t:7:张三\n\nphoto:b:00ff\nvillage_id:i:7\nwidth:d:3feccccccccccccd\n");
  const merkle::Hash committed = commitment(salt, {"doors", 7, 12}, text);
  const std::string committed_hex = "334e06a48bf3d088df29912eef475d938f5dff5abc0a00ddb6c280b99395bc8b";
  EXPECT_EQ(hex(merkle::bytes(committed)), committed_hex);
  Entry entry{7, 99, {1'595'203'200'000}, "account", 42, "door.hung", 12, salt, {}, {}, blind};
  entry.rows = rows_text({{{"doors", 7, 12}, committed}});
  EXPECT_EQ(entry.rows, R"([{"t":"doors","v":"7","k":"12","c":")" + committed_hex + R"("}])");
  EXPECT_EQ(hex(merkle::bytes(leaf_of(entry))),
            "37cd6d1881397871aff6f55aff1eaed4c0ee6213c7e61b2ba9c9b0a0fc1381fb");
}

TEST(Entry, a_column_that_is_null_is_left_out) {
  const db::Row row({std::int64_t{12}, nullptr});
  EXPECT_EQ(row_text(tables().at("places"), row), "id:i:12\n");
}

TEST(Entry, the_salt_is_no_part_of_the_leaf) {
  Entry entry{7, 99, {1}, "system", 0, "door.hung", 12, salt, "[]", {}, blind};
  const auto before = leaf_of(entry);
  entry.salt.reset();
  EXPECT_EQ(leaf_of(entry), before);
}

TEST(Entry, what_the_public_log_shows_of_an_entry_depends_on_its_blind_and_names_nothing) {
  const Entry entry{7, 99, {1}, "account", 42, "pairing.declined", 12, salt, "[]", {}, blind};
  const std::string text = leaf_text(entry.blind, entry_text(entry));
  EXPECT_EQ(text.size(), std::string("lianghu/2\n").size() + 64 + 1);
  EXPECT_NE(text, leaf_text(std::string(blind_bytes, 'x'), entry_text(entry)));
  EXPECT_EQ(leaf_of(entry), merkle::leaf_hash(text));
}

TEST(Entry, a_row_that_is_shown_opens_no_other_of_its_entry) {
  const RowKey shown{"doors", 7, 12};
  const RowKey other{"doors", 7, 13};
  const merkle::Hash opened = row_salt(salt, shown);
  EXPECT_EQ(commitment(opened, shown, "text"), commitment(salt, shown, "text"));
  EXPECT_NE(commitment(opened, other, "text"), commitment(salt, other, "text"));
}

TEST(Entry, what_is_written_of_rows_is_read_back) {
  rc::check([] {
    std::vector<Commitment> rows;
    const auto count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i) {
      const auto id = *rc::gen::arbitrary<std::int64_t>();
      rows.push_back(
          {{"doors", *rc::gen::arbitrary<std::int64_t>(), id}, merkle::sha256(std::to_string(id))});
    }
    const auto read = parse_rows(rows_text(rows));
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      RC_ASSERT((*read)[i].row == rows[i].row);
      RC_ASSERT((*read)[i].hash == rows[i].hash);
    }
  });
}

TEST(Entry, a_list_of_rows_that_somebody_broke_is_not_read) {
  for (const char* text :
       {"", "{}", "[1]", "[{}]", R"([{"t":"doors","v":"7","k":"12","c":"00"}])",
        R"([{"t":"doors","v":"x","k":"12","c":""}])", R"([{"t":1,"v":"7","k":"12","c":""}])"}) {
    EXPECT_FALSE(parse_rows(text)) << text;
  }
}

TEST(Latest, every_row_is_in_exactly_one_part) {
  constexpr std::uint64_t parts = 3;
  std::vector<int> sizes(parts);
  for (std::int64_t id = 1; id <= 3000; ++id) {
    int found = 0;
    for (std::uint64_t part = 0; part < parts; ++part) {
      if (!Latest(tables(), part, parts).has_part({"doors", 7, id})) continue;
      ++found;
      ++sizes[part];
    }
    ASSERT_EQ(found, 1) << id;
  }
  for (const int size : sizes) EXPECT_NEAR(size, 1000, 150);
}

TEST(Latest, the_newest_entry_counts_in_whatever_order_they_are_read) {
  const RowKey door{"doors", 7, 12};
  const auto entry = [](std::int64_t id) {
    return Entry{7, id, {}, "system", 0, "a", 1, salt, {}, {}, blind};
  };
  const auto says = [&](std::string_view text) {
    return std::vector{Commitment{door, commitment(salt, door, text)}};
  };
  Latest latest(tables(), 0, 1);
  latest.add(entry(2), says("new"));
  latest.add(entry(1), says("old"));
  EXPECT_EQ(latest.first_unseen(), door);
  const Latest::Last* last = latest.take(door);
  ASSERT_NE(last, nullptr);
  EXPECT_TRUE(fits(*last, door, "new"));
  EXPECT_FALSE(latest.first_unseen());
}

}  // namespace
}  // namespace lianghu::journal
