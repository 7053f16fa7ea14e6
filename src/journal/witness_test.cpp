#include "journal/witness.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/text.h"
#include "journal/cosigning.h"
#include "journal/testing.h"

namespace lianghu::journal {
namespace {

using Verdict = Witness::Verdict;

// Requests of litewitness's own tests (github.com/FiloSottile/torchwood, a witness in Go) and how it answers
// them: a log of sigsum.org's kind and its key.
const std::string sigsum =
    "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
const std::string sigsum_key = "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f";
const std::string empty_hash_of_1 = "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
std::string sigsum_note(const std::string& size, const std::string& root, const std::string& signature) {
  return "\n" + sigsum + "\n" + size + "\n" + root + "\n\n\xE2\x80\x94 " + sigsum + " " + signature + "\n";
}
const std::string size_1 = sigsum_note(
    "1", empty_hash_of_1,
    "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=");
const std::string signature_of_3 =
    "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=";
const std::string size_3 = sigsum_note("3", "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=", signature_of_3);
const std::string size_5 = sigsum_note(
    "5", "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
    "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=");
const std::string from_1_to_3 =
    "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nKgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
const std::string from_1_to_5 =
    "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=\n"
    "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

NoteVerifier sigsum_verifier() {
  const std::string bytes = "\x01" + from_hex(sigsum_key).value();
  const std::string id = merkle::bytes(merkle::sha256(sigsum + "\n" + bytes)).substr(0, 4);
  return NoteVerifier::from_text(sigsum + "+" + hex(id) + "+" + base64(bytes)).value();
}

class Witnessing : public ::testing::TestWithParam<db::Engine> {
 protected:
  Verdict ask(const std::string& body) {
    last_ = witness().add_checkpoint(bench_.database(), body);
    return last_.verdict;
  }
  Witness witness() { return {signer_, {sigsum_verifier(), log_.verifier()}, bench_.clock()}; }
  static std::vector<merkle::Hash> own_leaves(std::uint64_t size, std::uint64_t first) {
    std::vector<merkle::Hash> leaves;
    for (std::uint64_t i = 0; i < size; ++i) leaves.push_back(merkle::leaf_hash(std::to_string(first + i)));
    return leaves;
  }
  /// A checkpoint of our own log, whose leaves are numbers from `first` on.
  [[nodiscard]] std::string own_note(std::uint64_t size, std::uint64_t first = 0) const {
    return log_.sign(TreeHead{log_.verifier().name, size, merkle::root(own_leaves(size, first))}.text());
  }
  Verdict ask_own(std::uint64_t old_size, std::uint64_t size, std::uint64_t first = 0) {
    const auto leaves = own_leaves(size, first);
    AddCheckpoint message{old_size, {}, own_note(size, first)};
    if (old_size > 0 && old_size <= size) message.proof = merkle::consistency_proof(leaves, old_size);
    return ask(message.text());
  }
  std::optional<std::string> shown(const std::string& origin) {
    return bench_.database().read([&](db::Transaction& tx) {
      return witness().checkpoint(tx, hex(merkle::bytes(merkle::sha256(origin))));
    });
  }

  journal::testing::Bench bench_{GetParam()};
  SeededRandom random_{3};
  NoteSigner signer_ = NoteSigner::make("example.com/witness", random_, KeyKind::cosignature);
  NoteSigner log_ = NoteSigner::make("lianghu/test", random_);
  Witness::Outcome last_;
};
LIANGHU_ON_BOTH_ENGINES(Witnessing);

TEST_P(Witnessing, answers_as_another_implementation_does) {
  EXPECT_EQ(ask("old 0\n" + size_1), Verdict::cosigned);
  EXPECT_TRUE(last_.body.starts_with("\xE2\x80\x94 example.com/witness ")) << last_.body;
  EXPECT_EQ(ask("old 1\n" + from_1_to_3 +
                sigsum_note("3", "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
                            signature_of_3.substr(0, 60) + "A" + signature_of_3.substr(61))),
            Verdict::not_signed);
  std::string other = size_3;
  for (auto at = other.find("e562"); at != std::string::npos; at = other.find("e562"))
    other.replace(at, 4, "e563");
  EXPECT_EQ(ask("old 1\n" + from_1_to_3 + other), Verdict::unknown_log);
  EXPECT_EQ(ask("old 1\n" + size_3), Verdict::inconsistent) << "no proof";
  EXPECT_EQ(ask("old 0\n" + size_3), Verdict::conflict);
  EXPECT_EQ(last_.body, "1\n");
  EXPECT_EQ(ask("old 1\n" + from_1_to_3 + size_3), Verdict::cosigned);
  EXPECT_EQ(ask("old 1\n" + from_1_to_5 + size_5), Verdict::conflict)
      << "the race that the tests there are about";
  EXPECT_EQ(last_.body, "3\n");
}

TEST_P(Witnessing, goes_on_from_what_it_has_signed_and_its_lines_hold) {
  EXPECT_EQ(ask("old 0\n" + size_1), Verdict::cosigned);
  EXPECT_EQ(ask("old 1\n" + from_1_to_5 + size_5), Verdict::cosigned);
  const auto note = parse_note(size_5.substr(1) + last_.body);
  ASSERT_TRUE(note);
  const auto signature = note->signature_by(signer_.verifier());
  ASSERT_TRUE(signature);
  EXPECT_EQ(cosigned_at(*signature)->ms, bench_.clock().now().ms);
  EXPECT_EQ(shown(sigsum), size_5.substr(1) + last_.body) << "as the log and the witness signed it";
  EXPECT_FALSE(shown(log_.verifier().name)) << "never asked about";
  EXPECT_FALSE(shown("nobody's"));
}

TEST_P(Witnessing, signs_the_same_again_and_nothing_smaller) {
  EXPECT_EQ(ask_own(0, 5), Verdict::cosigned);
  bench_.pass_days(1);
  EXPECT_EQ(ask_own(5, 5), Verdict::cosigned) << "whoever lost the answer asks again";
  EXPECT_EQ(ask_own(5, 4), Verdict::malformed);
  EXPECT_EQ(ask_own(3, 4), Verdict::conflict);
  EXPECT_EQ(ask_own(0, 4), Verdict::conflict) << "a log that was put back begins anew";
  EXPECT_EQ(last_.body, "5\n");
  EXPECT_EQ(ask_own(5, 9), Verdict::cosigned);
}

TEST_P(Witnessing, signs_no_fork) {
  EXPECT_EQ(ask_own(0, 5), Verdict::cosigned);
  EXPECT_EQ(ask_own(5, 5, 100), Verdict::inconsistent) << "another tree of the same size";
  EXPECT_EQ(last_.origin, log_.verifier().name);
  EXPECT_EQ(last_.note, own_note(5, 100));
  EXPECT_EQ(last_.other_note, own_note(5)) << "both as the log signed them";
  EXPECT_EQ(ask_own(5, 9, 100), Verdict::inconsistent) << "it continues another tree";
  EXPECT_EQ(last_.note, own_note(9, 100));
  EXPECT_EQ(last_.other_note, "") << "which these two notes alone do not prove";
  EXPECT_EQ(ask_own(5, 9), Verdict::cosigned);
}

TEST_P(Witnessing, a_made_up_proof_makes_no_fork) {
  ASSERT_EQ(ask_own(0, 5), Verdict::cosigned);
  const merkle::Proof made_up(63, merkle::leaf_hash("made up"));
  const std::string somebodys = NoteSigner::make("somebody", random_).sign("\n").substr(2);
  for (const std::uint64_t size : {5U, 9U}) {
    EXPECT_EQ(ask(AddCheckpoint{5, made_up, own_note(size) + somebodys}.text()), Verdict::inconsistent);
    EXPECT_EQ(last_.note, own_note(size)) << "nothing that the log has not signed";
    EXPECT_EQ(last_.other_note, "") << size;
  }
  EXPECT_EQ(ask_own(5, 9), Verdict::cosigned);
}

TEST_P(Witnessing, a_fork_is_proved_by_keys_that_are_known) {
  ASSERT_EQ(ask_own(0, 5), Verdict::cosigned);
  const NoteSigner before = log_;
  log_ = NoteSigner::make(before.verifier().name, random_);
  EXPECT_EQ(ask_own(5, 5, 100), Verdict::inconsistent);
  EXPECT_EQ(last_.note, own_note(5, 100));
  EXPECT_EQ(last_.other_note, "") << "whose key it was is not known any more";
}

TEST_P(Witnessing, a_checkpoint_is_short) {
  const auto with_lines_of = [&](std::size_t bytes) {
    const std::string head = TreeHead{log_.verifier().name, 1, merkle::leaf_hash("0")}.text();
    return ask("old 0\n\n" + log_.sign(head + std::string(bytes, 'x') + "\n"));
  };
  EXPECT_EQ(with_lines_of(5000), Verdict::malformed);
  EXPECT_EQ(with_lines_of(1000), Verdict::cosigned);
}

TEST_P(Witnessing, an_empty_log_has_the_empty_trees_root) {
  EXPECT_EQ(ask_own(0, 0), Verdict::cosigned);
  const std::string other = log_.sign(TreeHead{log_.verifier().name, 0, merkle::sha256("something")}.text());
  EXPECT_EQ(ask("old 0\n\n" + other), Verdict::inconsistent);
  EXPECT_EQ(ask_own(0, 3), Verdict::cosigned);
}

TEST_P(Witnessing, what_is_no_request_is_refused) {
  for (const std::string& body :
       {std::string(), std::string("old 0\n"), "old 00\n" + size_1, "old -1\n" + size_1, "old x\n" + size_1,
        "0\n" + size_1, "old 0\nno hash\n" + size_1, std::string("old 0\n\nno note\n"), "old 0" + size_1})
    EXPECT_EQ(ask(body), Verdict::malformed) << body;
  std::string long_proof = "old 1\n";
  for (int i = 0; i < 64; ++i) long_proof += empty_hash_of_1 + "\n";
  EXPECT_EQ(ask(long_proof + size_3), Verdict::malformed);
  EXPECT_EQ(ask("old 0\n" + empty_hash_of_1 + "\n" + size_1), Verdict::inconsistent)
      << "a proof from nothing";
}

TEST_P(Witnessing, a_signature_by_somebody_else_counts_for_nothing) {
  const NoteSigner impostor = NoteSigner::make(log_.verifier().name, random_);
  const std::string text = TreeHead{log_.verifier().name, 1, merkle::leaf_hash("0")}.text();
  EXPECT_EQ(ask("old 0\n\n" + impostor.sign(text)), Verdict::not_signed);
  const std::string both = log_.sign(text) + impostor.sign(text).substr(text.size() + 1);
  EXPECT_EQ(ask("old 0\n\n" + both), Verdict::cosigned) << "one that it does not know is passed over";
  EXPECT_EQ(shown(log_.verifier().name), log_.sign(text) + last_.body) << "and not kept";
}

TEST_P(Witnessing, nothing_more_is_signed_once_somebody_has_changed_what_it_remembers) {
  ASSERT_EQ(ask("old 0\n" + size_1), Verdict::cosigned);
  const auto throws_after = [&](const std::string& change, const std::string& undo) {
    bench_.database().write([&](db::Transaction& tx) { tx.execute(change); });
    EXPECT_THROW((void)ask("old 1\n" + from_1_to_3 + size_3), std::runtime_error) << change;
    bench_.database().write([&](db::Transaction& tx) { tx.execute(undo); });
  };
  throws_after("UPDATE journal_witnessed SET size = 0", "UPDATE journal_witnessed SET size = 1");
  throws_after("UPDATE journal_witnessed SET note = note || 'x'",
               "UPDATE journal_witnessed SET note = substr(note, 1, length(note) - 1)");
  EXPECT_EQ(ask("old 1\n" + from_1_to_3 + size_3), Verdict::cosigned);
}

TEST_P(Witnessing, of_two_at_once_that_fork_one_is_signed) {
  EXPECT_EQ(ask_own(0, 5), Verdict::cosigned);
  std::vector<merkle::Hash> leaves;
  for (int i = 0; i < 5; ++i) leaves.push_back(merkle::leaf_hash(std::to_string(i)));
  const auto continued_by = [&](const std::string& next) {
    auto more = leaves;
    more.push_back(merkle::leaf_hash(next));
    return AddCheckpoint{5, merkle::consistency_proof(more, 5),
                         log_.sign(TreeHead{log_.verifier().name, 6, merkle::root(more)}.text())}
        .text();
  };
  std::atomic<int> cosigned = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, body = continued_by(std::to_string(100 + i))] {
      if (witness().add_checkpoint(bench_.database(), body).verdict == Verdict::cosigned) ++cosigned;
    });
  threads.clear();
  EXPECT_EQ(cosigned, 1);
}

}  // namespace
}  // namespace lianghu::journal
