// The public log's commands, as an operator and a stranger with a proof use them.
#include <gtest/gtest.h>

#include <fstream>

#include "app/commands.h"
#include "app/deployment.h"
#include "features/organisations/organisations.h"
#include "journal/proof.h"
#include "journal/sequencer.h"
#include "journal/testing.h"

namespace lianghu::app {
namespace {

namespace fs = std::filesystem;

class LogCommands : public ::testing::Test {
 protected:
  /// A data folder with a county, whose making is in the signed log; the proof of it.
  std::string prove_county(const std::string& name = "甘南县委") {
    Deployment deployment(data_, "", Deployment::Folder::may_be_new);
    SystemRandom random;
    journal::PublicLog log(log_key_file(data_), log_head_file(data_), random);
    log.check(deployment.database());
    const auto county = deployment.changes().change(Actor::system(), [&](Context& c) {
      return organisations::create(c, {std::nullopt, organisations::Kind::county, name, "230225"});
    });
    journal::Sequencer(deployment.database(), deployment.clock(), &log).sequence();
    key_ = log.verifier().text();
    return deployment.database().read([&](db::Transaction& tx) {
      return journal::prove_row(tx, journal::program_tables(),
                                {{"organisations", 0, county.id.value},
                                 county.id.value,
                                 0,
                                 "organisation.created",
                                 county.id.value})
          .text;
    });
  }
  int check(const std::string& text, const std::string& key) {
    const fs::path file = data_ / "letter.tlog-proof";
    std::ofstream(file, std::ios::binary) << text;
    return run({"journal", "check-proof", file.string(), "--key", key});
  }

  /// Changes the folder's database behind the program's back.
  void tamper(const std::string& sql) {
    Deployment deployment(data_, "", Deployment::Folder::must_exist);
    deployment.database().write([&](db::Transaction& tx) { ASSERT_GT(tx.execute(sql), 0) << sql; });
  }
  std::string keep(const std::string& name, const std::string& text) {
    const std::string file = (data_ / name).string();
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  std::string checkpoint() {
    Deployment deployment(data_, "", Deployment::Folder::must_exist);
    return deployment.database()
        .read([](db::Transaction& tx) { return journal::signed_checkpoint(tx); })
        .value();
  }
  int check_log(const std::string& file) {
    return run({"journal", "check-log", file, "--data", data_.string()});
  }

  const fs::path data_ = journal::testing::own_folder();
  std::string key_;
};

TEST_F(LogCommands, check_proof_takes_the_proof_and_no_other_key_or_text) {
  const std::string proof = prove_county();
  EXPECT_EQ(check(proof, key_), 0);
  EXPECT_EQ(check(proof + "x", key_), 2);
  SystemRandom random;
  EXPECT_EQ(check(proof, journal::NoteSigner::make("other", random).verifier().text()), 2);
  EXPECT_EQ(check(proof, "no key"), 2);
  EXPECT_EQ(run({"journal", "check-proof", (data_ / "nothing").string()}), 2);
  EXPECT_EQ(run({"journal", "check-proof"}), 2);
}

TEST_F(LogCommands, check_log_finds_that_a_kept_checkpoint_is_continued_or_is_not) {
  const std::string proof = keep("kept.tlog-proof", prove_county());
  const std::string first = keep("first.txt", checkpoint());
  EXPECT_EQ(check_log(first), 0);
  prove_county("龙江县委");
  const std::string second = keep("second.txt", checkpoint());
  for (const std::string& file : {first, second, proof}) EXPECT_EQ(check_log(file), 0) << file;
  EXPECT_EQ(run({"journal", "check-log", first, second, "--data", data_.string(), "--key", key_}), 0);
  tamper("UPDATE journal_leaves SET leaf = zeroblob(32) WHERE position = 0");
  for (const std::string& file : {first, second, proof}) EXPECT_EQ(check_log(file), 1) << file;
}

TEST_F(LogCommands, check_log_finds_that_somebody_went_back) {
  prove_county();
  const std::string first = keep("first.txt", checkpoint());
  prove_county("龙江县委");
  const std::string second = keep("second.txt", checkpoint());
  tamper("DELETE FROM journal_leaves WHERE position = 1");
  tamper("DELETE FROM journal_checkpoints WHERE size = 2");
  EXPECT_EQ(check_log(first), 0);
  EXPECT_EQ(check_log(second), 1);
  EXPECT_EQ(run({"journal", "check-log", first, second, "--data", data_.string()}), 1);
}

TEST_F(LogCommands, check_log_takes_nothing_but_a_checkpoint_by_the_key) {
  prove_county();
  const std::string kept = checkpoint();
  EXPECT_EQ(check_log(keep("other.txt", "something else")), 2);
  EXPECT_EQ(check_log((data_ / "nothing").string()), 2);
  std::string altered = kept;
  altered.replace(altered.find("\n1\n"), 3, "\n2\n");
  EXPECT_EQ(check_log(keep("altered.txt", altered)), 2);
  SystemRandom random;
  const auto other = journal::NoteSigner::make("other", random);
  const std::string file = keep("kept.txt", kept);
  EXPECT_EQ(run({"journal", "check-log", file, "--data", data_.string(), "--key", other.verifier().text()}),
            2);
  EXPECT_EQ(run({"journal", "check-log", "--data", data_.string()}), 2);
}

TEST_F(LogCommands, verify_finds_that_another_key_is_shown) {
  prove_county();
  EXPECT_EQ(run({"journal", "verify", "--data", data_.string()}), 0);
  tamper("INSERT INTO journal_log_keys (verifier, at) VALUES ('another', 9000000000000)");
  EXPECT_EQ(run({"journal", "verify", "--data", data_.string()}), 1);
}

TEST_F(LogCommands, the_key_is_told_once_there_is_one) {
  EXPECT_EQ(run({"journal", "key", "--data", data_.string()}), 2);
  EXPECT_FALSE(fs::exists(log_key_file(data_))) << "asking makes none";
  (void)prove_county();
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(run({"journal", "key", "--data", data_.string()}), 0);
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), key_ + "\n");
}

}  // namespace
}  // namespace lianghu::app
