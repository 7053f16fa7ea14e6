// One household of a village is erased: nothing in the database tells of it any more, and every proof holds,
// those that people kept and those that are made anew.
#include "app/erasing_test.h"

namespace lianghu::app {
namespace {

LIANGHU_ON_BOTH_ENGINES(Erasing);

TEST_P(Erasing, no_table_tells_of_the_household_any_more) {
  const std::vector<std::string> sought = secrets();
  ASSERT_EQ(sought.size(), 15U);
  for (const std::string& each : sought) EXPECT_FALSE(tables_with(each).empty()) << each << " was nowhere";
  EXPECT_TRUE(tables_with("孙演波").contains("idempotency_keys"));
  erase();
  for (const std::string& each : sought) EXPECT_EQ(tables_with(each), std::set<std::string>()) << each;
}

TEST_P(Erasing, the_journal_holds_and_continues_what_was_signed) {
  EXPECT_GT(erase().entries, 10);
  EXPECT_TRUE(bench_.verify().holds());
  const auto head = journal::parse_tree_head(journal::parse_note(checkpoint_).value().text).value();
  const auto now = bench_.database().read([&](db::Transaction& tx) { return journal::continued(tx, head); });
  EXPECT_EQ(now.continuity, journal::Continuity::holds);
  EXPECT_GT(now.size, head.size);
}

TEST_P(Erasing, kept_proofs_hold_and_every_letter_has_one) {
  ASSERT_EQ(kept_.size(), 3U) << "one of them of a household that was erased before";
  for (const auto& each : kept_) ASSERT_EQ(each.second.state, journal::ProofState::proved);
  erase();
  for (const auto& each : kept_)
    EXPECT_NO_THROW(static_cast<void>(journal::check_proof(each.second.text, log_.verifier())));
  const auto again = proofs();
  ASSERT_EQ(again.size(), kept_.size());
  for (const auto& each : again) {
    EXPECT_EQ(each.second.state, journal::ProofState::proved);
    EXPECT_NO_THROW(static_cast<void>(journal::check_proof(each.second.text, log_.verifier())));
    EXPECT_EQ(each.second.opening.row_text, kept_.at(each.first).opening.row_text);
  }
  EXPECT_EQ(again.at(village_.guan).index, kept_.at(village_.guan).index) << "it rests where it did";
  EXPECT_GT(again.at(village_.sun).index, kept_.at(village_.sun).index);
}

TEST_P(Erasing, nobody_finds_by_guessing_what_an_entry_said_of_it) {
  Rows said = rows();
  erase();
  std::erase_if(said, [now = rows()](const auto& each) {
    const auto row = now.find(each.first);
    return row != now.end() && row->second == each.second;
  });
  ASSERT_GT(said.size(), 15U) << "rows that were erased";
  EXPECT_TRUE(std::ranges::any_of(said, [](const auto& each) { return each.first.table == "persons"; }));
  EXPECT_EQ(guessed(said), 0);
  // Nor anything else about these rows: whatever named them before has no salt.
  const auto all = entries();
  const auto erasing = std::ranges::find_if(all, [&](const journal::Entry& each) {
    return each.action == "household.erased" && each.subject == village_.sun.value;
  });
  ASSERT_NE(erasing, all.end());
  std::set<RowKey> erased;
  const auto named = journal::parse_rows(erasing->rows).value();
  for (const journal::Commitment& each : named) erased.insert(each.row);
  for (const journal::Entry& entry : all) {
    if (entry.id >= erasing->id || !entry.salt) continue;
    const auto commitments = journal::parse_rows(entry.rows).value();
    for (const journal::Commitment& each : commitments)
      EXPECT_FALSE(erased.contains(each.row)) << entry.action << " " << each.row.table;
  }
}

TEST_P(Erasing, somebody_could_have_guessed_before) {
  EXPECT_GT(guessed(rows()), 100) << "the other test must be able to fail";
}

TEST_P(Erasing, what_the_village_reads_and_counts_stays) {
  const auto read = [&] {
    return village_.read([&](Context& c, const Village& v) {
      std::vector<std::string> out;
      for (const auto& each : pledges::ever_shown(c, v)) out.push_back(each.items.front().wording);
      for (const auto& each : pairing::pairings_in(c, v)) out.push_back(std::to_string(each.id.value));
      for (const auto& each : feedback::list(c, v, feedback::Pile::to_do)) out.push_back(each.text);
      out.push_back(std::to_string(meetings::list(c, meetings::Seat(v)).at(0).attended));
      return out;
    });
  };
  const auto before = read();
  erase();
  EXPECT_EQ(read(), before);
}

TEST_P(Erasing, its_account_signs_in_no_more_and_its_login_name_is_free) {
  erase();
  bench_.read([&](Context& c) { EXPECT_FALSE(accounts::sign_in_check(c, "sun.yanbo").account); });
  bench_.change([&](Context& c) {
    accounts::create(c, {"sun.yanbo", "别人", "not a hash", std::nullopt}, RoleKind::secretary,
                     village_.town.yinhe.id);
  });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Erasing, no_row_names_its_photographs_any_more) {
  const auto named = [&] {
    return bench_.read([](Context& c) { return std::pair(help::named_files(c), pledges::named_files(c)); });
  };
  const auto before = named();
  EXPECT_EQ(std::ranges::count(before.first, std::string(64, 'b')), 1);
  erase();
  EXPECT_EQ(std::ranges::count(named().first, std::string(64, 'b')), 0);
  EXPECT_LT(named().second.size(), before.second.size());
  EXPECT_FALSE(named().second.empty()) << "others have signed too";
}

TEST_P(Erasing, one_person_is_erased_alone) {
  const auto son = village_.change([&](Context& c, const Village& v) {
    for (const auto& each : households::card(c, v, village_.sun).persons)
      if (each.name == "孙演田") return households::mark_person_left(c, v, each.id, c.today(), each.version);
    throw std::logic_error("no son");
  });
  ASSERT_GT(tables_with("孙演田").size(), 2U) << "among the persons, the co-signers and those who came";
  village_.change(
      [&](Context& c, const Village& v) { return erase_person(c, v, son.id, "本人书面要求", son.version); });
  EXPECT_EQ(tables_with("孙演田"), std::set<std::string>());
  EXPECT_FALSE(tables_with("孙演波").empty());
  EXPECT_FALSE(tables_with("东头孙家老院").empty());
  EXPECT_TRUE(bench_.verify().holds());
}

/// What SQLite deletes must not lie on in free pages, nor in a backup made afterwards.
TEST_P(Erasing, no_page_of_a_backup_tells_of_it) {
  if (GetParam() != db::Engine::sqlite) return;  // PostgreSQL is backed up by its own tools
  const auto bytes_of = [&](const std::string& name) {
    bench_.database().backup_to(folder_ + name);
    std::ifstream in(folder_ + name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::vector<std::string> sought = secrets();
  const std::string before = bytes_of("/before.db");
  for (const std::string& each : sought) EXPECT_NE(before.find(each), std::string::npos) << each;
  erase();
  const std::string after = bytes_of("/after.db");
  for (const std::string& each : sought) EXPECT_EQ(after.find(each), std::string::npos) << each;
  db::Options restored;
  restored.sqlite_file = folder_ + "/after.db";
  EXPECT_TRUE(journal::verify(*db::open(restored), bench_.tables()).holds());
}

}  // namespace
}  // namespace lianghu::app
