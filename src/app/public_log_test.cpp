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
  std::string prove_county() {
    Deployment deployment(data_, "", Deployment::Folder::may_be_new);
    SystemRandom random;
    journal::PublicLog log(log_key_file(data_), log_head_file(data_), random);
    log.check(deployment.database());
    const auto county = deployment.changes().change(Actor::system(), [](Context& c) {
      return organisations::create(c, {std::nullopt, organisations::Kind::county, "甘南县委", "230225"});
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
