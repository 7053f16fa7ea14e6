// A village in the middle of its life, and one household of it erased: nothing in the database tells of it
// any more, and every proof holds, those that people kept and those that are made anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "app/whole_village.h"
#include "features/households/testing.h"
#include "journal/forgetting_store.h"
#include "journal/proof.h"
#include "journal/public_log.h"
#include "journal/rows.h"
#include "journal/sequencer.h"

namespace lianghu::app {
namespace {

using households::Village;
using journal::RowKey;

/// Every text and all bytes of each table.
using Dump = std::map<std::string, std::string>;

class Erasing : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    log_.check(bench_.database());
    remember_more();
    sequencer_.sequence();
    kept_ = proofs();
    checkpoint_ =
        bench_.database().read([](db::Transaction& tx) { return journal::signed_checkpoint(tx).value(); });
  }
  Erasure erase() {
    Erasure out = village_.erase(village_.sun, "搬走以后书面要求");
    sequencer_.sequence();
    return out;
  }

  Dump dump() {
    return bench_.database().read([&](db::Transaction& tx) {
      Dump out;
      const auto tables =
          GetParam() == db::Engine::sqlite
              ? tx.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
              : tx.query(
                    "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() "
                    "ORDER BY 1");
      for (const db::Row& table : tables)
        for (const db::Row& row : tx.query("SELECT * FROM " + table.text(0)))
          for (std::size_t i = 0; i < row.size(); ++i) {
            if (const auto* text = std::get_if<std::string>(&row.cell(i))) out[table.text(0)] += *text + "\n";
            if (const auto* blob = std::get_if<db::Blob>(&row.cell(i)))
              out[table.text(0)] += blob->bytes + "\n";
          }
      return out;
    });
  }
  std::set<std::string> tables_with(const std::string& what) {
    std::set<std::string> out;
    for (const auto& each : dump())
      if (each.second.find(what) != std::string::npos) out.insert(each.first);
    return out;
  }
  /// What the database says of the household that it must not say afterwards.
  std::vector<std::string> secrets() {
    std::vector<std::string> out = {"孙演波",       "孙演田",         "东头孙家老院",   "SUN-017",
                                    "老伴腿脚不好", "sun.yanbo",      "演示邻居都说好", "门轴换了新的",
                                    "教孩子认字",   "先把院子收拾好", "演示请假在外"};
    bench_.database().read([&](db::Transaction& tx) {
      for (const char* column : {"identity_sealed", "identity_fingerprint", "phone_sealed"})
        for (const db::Row& row :
             tx.query(std::string("SELECT ") + column +
                          " FROM persons WHERE village_id = ? AND household_id = ? AND " + column +
                          " IS NOT NULL ORDER BY id",
                      village_.town.yinhe.id, village_.sun))
          out.push_back(row.blob(0));
      out.push_back(tx.one("SELECT phone_sealed FROM households WHERE village_id = ? AND id = ?",
                           village_.town.yinhe.id, village_.sun)
                        ->blob(0));
    });
    return out;
  }

  /// A proof of each letter in force, by household.
  std::map<Id<households::Household>, journal::RowProof> proofs() {
    return village_.read([&](Context& c, const Village& v) {
      std::map<Id<households::Household>, journal::RowProof> out;
      for (const auto& letter : pledges::published_in(c, v))
        out.emplace(letter.household, pledges::proof_of_publication(c, v, letter));
      return out;
    });
  }

  using Rows = std::map<RowKey, std::string>;
  /// Every journalled row as it is now.
  Rows rows() {
    return bench_.database().read([&](db::Transaction& tx) {
      Rows out;
      for (const journal::Table& table : bench_.tables().all())
        journal::read_all(tx, table, [&](const RowKey& row, std::string_view text) {
          out.emplace(row, text);
          return true;
        });
      return out;
    });
  }
  std::vector<journal::Entry> entries() {
    return bench_.database().read([](db::Transaction& tx) {
      std::vector<journal::Entry> out;
      for (const auto& each : journal::store::entries_after(tx, {-1, 0}, 100'000)) out.push_back(each.entry);
      return out;
    });
  }
  /// How many commitments somebody who has the database finds to say exactly this of the rows.
  int guessed(const Rows& said) {
    int found = 0;
    for (const journal::Entry& entry : entries()) {
      if (!entry.salt) continue;
      const auto commitments = journal::parse_rows(entry.rows).value();
      for (const journal::Commitment& each : commitments) {
        const auto row = said.find(each.row);
        if (row != said.end() && journal::commitment(*entry.salt, row->first, row->second) == each.hash)
          ++found;
      }
    }
    return found;
  }

  journal::testing::Bench bench_{GetParam()};
  const std::string folder_ = journal::testing::own_folder();
  journal::PublicLog log_{folder_ + "/log.key", folder_ + "/log.head", bench_.random()};
  journal::Sequencer sequencer_{bench_.database(), bench_.clock(), &log_};
  testing::WholeVillage village_{bench_};
  std::map<Id<households::Household>, journal::RowProof> kept_;
  std::string checkpoint_;

 private:
  /// More of the Suns, wherever something may be known of a household.
  void remember_more() {
    village_.publish_new(village_.guan, "宣传政策，每月一次");
    village_.change([&](Context& c, const Village& v) {
      const auto card = households::card(c, v, village_.sun);
      households::HouseholdFields fields;
      fields.code = "SUN-017";
      fields.kind = households::Kind::member;
      fields.address = "音河村东头孙家老院";
      fields.phone = "13845231777";
      fields.note = "老伴腿脚不好";
      households::change(c, v, village_.sun, fields, card.household.version);
      for (const households::Person& each : card.persons) {
        if (each.name != "孙演波") continue;
        households::PersonFields head;
        head.name = each.name;
        head.identity = households::testing::identity("19680315", 11);
        head.phone = "13845231778";
        head.is_head = true;
        head.party = households::Party::full;
        households::change_person(c, v, each.id, head, each.version);
        accounts::create(c,
                         {"sun.yanbo", "孙演波", "not a hash",
                          accounts::PersonRef{v.id().value, village_.sun.value, each.id.value}},
                         RoleKind::member, v.id());
      }
    });
    as_sun([&](Context& c, const Village& v) {
      const auto letter = pledges::published_of(c, v, village_.sun).value();
      const auto draft = pledges::amend(c, v, letter.pledge);
      pledges::change(c, v, draft.id, {pledges::testing::item("教孩子认字")}, draft.version);
    });
    village_.change([&](Context& c, const Village& v) {
      programmes::exempt(c, v, village_.sun, programmes::Matter::pairing, "演示请假在外");
      for (const pairing::Pairing& each : pairing::pairings_in(c, v)) {
        if (each.helper != village_.sun) continue;
        help::write_plan(c, v, each.id, {{"", "先把院子收拾好", std::nullopt}}, 1);
        help::NewAction done;
        done.helper = each.helper;
        done.pairing = each.id;
        done.role = help::Role::friend_;
        done.done_on = c.today();
        done.what = "门轴换了新的";
        done.quarter_hours = 4;
        done.photo = std::string(64, 'b');
        help::record(c, v, done);
      }
      for (const auto& each : reviews::sheet(c, v, reviews::list(c, v).at(0).id).rectifications)
        if (each.household == village_.sun)
          reviews::report_done(c, v, each.id, "演示邻居都说好", each.version);
    });
    // Stored answers to requests that somebody may repeat.
    const auto account =
        bench_.read([](Context& c) { return accounts::sign_in_check(c, "sun.yanbo").account.value(); });
    bench_.changes().change_once(Actor::system(), {0, "key-of-a-request-for-an-account", "f"}, [&](Context&) {
      return R"({"id":")" + std::to_string(account.value) + R"(","name":"孙演波"})";
    });
    bench_.changes().change_once(Actor::system(),
                                 {village_.town.yinhe.id.value, "key-of-a-request-about-sun", "f"},
                                 [](Context&) { return std::string(R"({"name":"孙演波"})"); });
  }
  template <class Work>
  void as_sun(Work work) {
    const Actor actor = bench_.read([&](Context& c) {
      return accounts::actor_for(c, accounts::sign_in_check(c, "sun.yanbo").account.value());
    });
    bench_.change_as(actor, [&](Context& c) { work(c, village_.anybodys_yinhe(c)); });
  }
};
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

TEST_P(Erasing, says_which_files_no_row_names_any_more) {
  EXPECT_EQ(erase().files, std::vector<std::string>{std::string(64, 'b')})
      << "the same signature stands under other letters";
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
