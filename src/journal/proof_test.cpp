#include "journal/proof.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/files.h"
#include "base/refusal.h"
#include "base/text.h"
#include "journal/public_log.h"
#include "journal/sequencer.h"
#include "journal/testing_rooms.h"
#include "journal/tree.h"

namespace lianghu::journal {
namespace {

using namespace testing;

std::string changed(std::string text, std::string_view what, std::string_view to) {
  const auto at = text.find(what);
  if (at == std::string::npos) throw std::logic_error("there is nothing to change");
  return text.replace(at, what.size(), to);
}

class Published : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    log_.check(bench_.database());
    for (int i = 1; i <= 300; ++i) bench_.change([&](Context& c) { hang(c, 7, i, "door"); });
    sequencer_.sequence();
  }
  RowProof prove(std::int64_t door) {
    return bench_.database().read([&](db::Transaction& tx) {
      return prove_row(tx, bench_.tables(), {{"doors", 7, door}, 7, 0, "door.hung", door});
    });
  }
  std::string refusal(const std::string& proof) {
    try {
      static_cast<void>(check_proof(proof, log_.verifier()));
    } catch (const Refusal& refused) {
      return refused.problems().front().key;
    }
    return {};
  }
  /// The proof with another opening.
  std::string opened(const std::string& text, const std::function<void(Opening&)>& change) {
    LogProof proof = parse_proof(text).value();
    Opening opening = parse_opening(proof.extra).value();
    change(opening);
    proof.extra = opening.text();
    return proof.text();
  }
  void alter(std::string_view sql) {
    bench_.database().write([&](db::Transaction& tx) { ASSERT_GT(tx.execute(sql), 0) << sql; });
  }
  void set_note(const std::string& note) {
    bench_.database().write([&](db::Transaction& tx) {
      tx.execute("UPDATE journal_checkpoints SET note = ? WHERE size = 300", note);
    });
  }
  PublicLog again() { return {folder_ + "/log.key", folder_ + "/log.head", bench_.random()}; }

  Bench bench_{GetParam(), doors_and_places()};
  const std::string folder_ = own_folder();
  PublicLog log_{folder_ + "/log.key", folder_ + "/log.head", bench_.random()};
  Sequencer sequencer_{bench_.database(), bench_.clock(), &log_};
};
LIANGHU_ON_BOTH_ENGINES(Published);

TEST_P(Published, every_row_is_proved_with_what_it_says_and_when) {
  for (const std::int64_t door : {1, 2, 255, 256, 257, 300}) {
    const auto proof = prove(door);
    ASSERT_EQ(proof.state, ProofState::proved) << door;
    EXPECT_EQ(proof.index, static_cast<std::uint64_t>(door - 1));
    const CheckedProof checked = check_proof(proof.text, log_.verifier());
    EXPECT_EQ(checked.opening.row, (RowKey{"doors", 7, door}));
    EXPECT_EQ(checked.opening.column("name"), "door");
    EXPECT_EQ(checked.opening.column("width"), std::nullopt) << "no text";
    EXPECT_EQ(checked.opening.at().ms, bench_.clock().now().ms);
    EXPECT_EQ(checked.head.size, 300U);
    EXPECT_EQ(checked.index, proof.index);
  }
}

TEST_P(Published, whatever_is_changed_in_a_proof_is_found) {
  const std::string proof = prove(12).text;
  const std::string other = prove(13).text;
  EXPECT_EQ(refusal(proof), "");
  EXPECT_EQ(refusal(opened(proof, [](Opening& o) { o.row_text = changed(o.row_text, "4:door", "4:wall"); })),
            "proof.opening");
  EXPECT_EQ(refusal(opened(proof, [](Opening& o) { o.row.id = 13; })), "proof.opening");
  EXPECT_EQ(refusal(opened(proof, [](Opening& o) { o.salt[0] ^= 1U; })), "proof.opening");
  EXPECT_EQ(refusal(opened(proof, [](Opening& o) { o.blind[0] = static_cast<char>(o.blind[0] ^ 1); })),
            "proof.inclusion");
  EXPECT_EQ(refusal(opened(proof, [](Opening& o) { o.entry = changed(o.entry, "system", "account"); })),
            "proof.inclusion");
  EXPECT_EQ(refusal(changed(proof, "index 11\n", "index 12\n")), "proof.inclusion");
  EXPECT_EQ(refusal(changed(proof, "\n300\n", "\n301\n")), "proof.signature");
  const auto line = [](const std::string& text) { return text.substr(text.find("index"), 60); };
  EXPECT_EQ(refusal(changed(proof, line(proof), line(other))), "proof.inclusion");
  SeededRandom random(99);
  EXPECT_THROW(static_cast<void>(check_proof(proof, NoteSigner::make("other", random).verifier())), Refusal);
  for (const std::string& broken :
       {std::string(), proof.substr(1), proof.substr(0, 40), changed(proof, "extra ", "extra *"),
        changed(proof, "index 11", "index 011"), changed(proof, "\n\n", "\n"), proof + "x"})
    EXPECT_EQ(refusal(broken), "proof.form") << broken.substr(0, 60);
}

TEST_P(Published, a_row_that_changed_since_or_whose_salt_is_gone_has_no_proof) {
  bench_.change([](Context& c) { hang(c, 7, 12, "renamed"); });
  sequencer_.sequence();
  EXPECT_EQ(prove(12).state, ProofState::broken) << "its first entry says something else by now";
  const std::string before = prove(13).text;
  alter("UPDATE journal_entries SET salt = NULL WHERE village_id = 7 AND subject_id = 13");
  EXPECT_EQ(prove(13).state, ProofState::none);
  EXPECT_EQ(refusal(before), "") << "what was given out holds on";
  EXPECT_EQ(refusal(prove(14).text), "") << "and so do all others";
}

TEST_P(Published, an_entry_that_is_in_no_signed_checkpoint_has_no_proof_yet) {
  bench_.change([](Context& c) { hang(c, 7, 400, "new"); });
  EXPECT_EQ(prove(400).state, ProofState::waiting);
  sequencer_.sequence();
  EXPECT_EQ(prove(400).state, ProofState::proved);
}

TEST_P(Published, the_log_shows_leaves_that_fit_its_tree_and_name_nobody) {
  const auto bundle =
      bench_.database().read([](db::Transaction& tx) { return Tree(tx).entries(300, 1, 44); });
  const auto tile = bench_.database().read([](db::Transaction& tx) { return Tree(tx).tile(300, 0, 1, 44); });
  ASSERT_TRUE(bundle);
  std::string hashes;
  for (std::size_t at = 0; at < bundle->size();) {
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>((*bundle)[at]) << 8U |
                                                 static_cast<unsigned char>((*bundle)[at + 1]));
    hashes += merkle::bytes(merkle::leaf_hash(bundle->substr(at + 2, length)));
    at += 2 + length;
  }
  EXPECT_EQ(hashes, *tile);
  EXPECT_EQ(bundle->find("door"), std::string::npos);
}

TEST_P(Published, an_older_database_is_found_and_nothing_more_is_signed) {
  EXPECT_EQ(again().check(bench_.database()), Continuity::holds);
  alter("DELETE FROM journal_leaves WHERE position >= 290");
  PublicLog log = again();
  EXPECT_EQ(log.check(bench_.database()), Continuity::rolled_back);
  EXPECT_FALSE(log.may_sign());
  EXPECT_THROW(static_cast<void>(log.sign(1, {})), std::logic_error);
}

TEST_P(Published, another_database_is_found_and_what_is_placed_there_stays_unsigned) {
  alter(
      "UPDATE journal_leaves SET leaf = (SELECT leaf FROM journal_leaves WHERE position = 3) WHERE position "
      "= 299");
  PublicLog log = again();
  EXPECT_EQ(log.check(bench_.database()), Continuity::forked);
  Sequencer sequencer(bench_.database(), bench_.clock(), &log);
  bench_.change([](Context& c) { hang(c, 7, 400, "new"); });
  EXPECT_EQ(sequencer.sequence(), 1);
  const auto note = bench_.database().read(signed_checkpoint);
  EXPECT_EQ(parse_tree_head(parse_note(note.value())->text)->size, 300U);
}

TEST_P(Published, each_tenth_batch_is_signed_and_the_last) {
  const auto signed_sizes = [&] {
    std::vector<std::int64_t> sizes;
    const auto rows = bench_.database().read([](db::Transaction& tx) {
      return tx.query("SELECT size FROM journal_checkpoints WHERE note IS NOT NULL ORDER BY size");
    });
    for (const db::Row& row : rows) sizes.push_back(row.integer(0));
    return sizes;
  };
  EXPECT_EQ(signed_sizes(), (std::vector<std::int64_t>{300}));
  bench_.change([](Context& c) {
    for (int i = 1; i <= 1250; ++i) hang(c, 8, i, "door");
  });
  EXPECT_EQ(sequencer_.sequence(), 1250);
  EXPECT_EQ(signed_sizes(), (std::vector<std::int64_t>{300, 1300, 1550}));
  EXPECT_EQ(sequencer_.signed_size(), 1550U);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Published, what_was_placed_and_not_signed_when_the_program_ended_is_signed_at_the_next_start) {
  alter("UPDATE journal_checkpoints SET note = NULL WHERE size = 300");
  EXPECT_EQ(bench_.database().read(signed_size), 0U);
  Sequencer next(bench_.database(), bench_.clock(), &log_);
  EXPECT_EQ(next.sequence(), 0);
  EXPECT_EQ(bench_.database().read(signed_size), 300U);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Published, a_new_key_begins_another_log_over_the_same_entries) {
  std::filesystem::remove(folder_ + "/log.key");
  PublicLog log = again();
  EXPECT_NE(log.verifier().text(), log_.verifier().text());
  EXPECT_EQ(log.check(bench_.database()), Continuity::holds) << "what another key signed binds it to nothing";
  bench_.pass_days(1);
  Sequencer(bench_.database(), bench_.clock(), &log).sequence();
  const auto note = parse_note(bench_.database().read(signed_checkpoint).value());
  EXPECT_TRUE(note->is_signed_by(log.verifier()));
  EXPECT_EQ(bench_.database().read(log_key), log.verifier().text());
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Published, what_somebody_did_to_the_tree_is_said_and_not_signed) {
  const auto root = merkle::bytes(merkle::sha256("another"));
  bench_.database().write([&](db::Transaction& tx) {
    tx.execute("UPDATE journal_checkpoints SET root = ?, note = NULL WHERE size = 300", db::Blob{root});
  });
  PublicLog log = again();
  EXPECT_EQ(log.check(bench_.database()), Continuity::forked) << "a checkpoint that is not the tree's";
  Sequencer sequencer(bench_.database(), bench_.clock(), &log_);
  sequencer.sequence();
  EXPECT_FALSE(bench_.database().read([](db::Transaction& tx) {
    return !tx.one("SELECT note FROM journal_checkpoints WHERE size = 300")->null(0);
  })) << "a log that thought itself whole signs the tree only";
}

TEST_P(Published, a_lost_part_of_the_tree_breaks_proofs_and_stops_the_log) {
  alter("DELETE FROM journal_subtrees");
  EXPECT_EQ(prove(299).state, ProofState::broken);
  PublicLog log = again();
  EXPECT_EQ(log.check(bench_.database()), Continuity::forked);
}

TEST_P(Published, a_tree_that_was_put_back_while_running_is_signed_no_more) {
  alter("DELETE FROM journal_leaves WHERE position >= 290");
  alter("DELETE FROM journal_entries WHERE village_id = 7 AND subject_id > 290");
  alter("DELETE FROM journal_checkpoints WHERE size = 300");
  bench_.change([](Context& c) { hang(c, 7, 400, "new"); });
  sequencer_.sequence();
  EXPECT_FALSE(log_.may_sign());
  EXPECT_EQ(again().check(bench_.database()), Continuity::rolled_back)
      << "what was signed last is not forgotten";
}

TEST_P(Published, a_head_that_somebody_edited_is_no_clean_slate) {
  std::ifstream in(folder_ + "/log.head", std::ios::binary);
  const std::string head{std::istreambuf_iterator<char>(in), {}};
  replace_file(folder_ + "/log.head", changed(head, "\n300\n", "\n200\n"));
  EXPECT_EQ(again().check(bench_.database()), Continuity::forked);
}

TEST_P(Published, verify_finds_a_subtree_or_a_note_that_was_exchanged) {
  EXPECT_TRUE(bench_.verify().holds());
  alter("UPDATE journal_subtrees SET root = (SELECT leaf FROM journal_leaves WHERE position = 0)");
  EXPECT_EQ(bench_.verify().first->fault, Fault::tree_differs);
  alter("DELETE FROM journal_subtrees");
  EXPECT_EQ(bench_.verify().first->fault, Fault::tree_differs);
  alter(
      "INSERT INTO journal_subtrees (level, position, root) SELECT 1, 0, root FROM journal_checkpoints "
      "WHERE size = 300");
  EXPECT_EQ(bench_.verify().first->fault, Fault::tree_differs);
}

TEST_P(Published, verify_finds_a_checkpoint_whose_note_says_something_else) {
  SeededRandom random(5);
  const auto root = merkle::from_bytes(bench_.database().read([](db::Transaction& tx) {
    return tx.one("SELECT root FROM journal_checkpoints WHERE size = 300")->blob(0);
  }));
  for (const auto& note :
       {log_.sign(299, merkle::sha256("something")),
        NoteSigner::make("other", random).sign(TreeHead{log_.verifier().name, 300, root}.text())}) {
    set_note(note);
    EXPECT_EQ(bench_.verify().first->fault, Fault::checkpoint_differs);
  }
  set_note(log_.sign(300, root));
  EXPECT_TRUE(bench_.verify().holds());
}

}  // namespace
}  // namespace lianghu::journal
