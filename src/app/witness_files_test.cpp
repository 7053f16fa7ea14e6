#include "app/witness_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "features/organisations/testing.h"
#include "journal/testing.h"

namespace lianghu::app {
namespace {

namespace fs = std::filesystem;

TEST(WitnessFiles, are_read_as_the_policy_format_says_and_refused_where_it_is_not_kept) {
  const fs::path file = fs::path(journal::testing::own_folder()) / "list";
  const auto refusal = [&](const std::string& text, auto read) {
    std::ofstream(file, std::ios::binary) << text;
    return organisations::testing::refused([&] { (void)read(file); });
  };
  SystemRandom random;
  const std::string witness =
      journal::NoteSigner::make("w", random, journal::KeyKind::cosignature).verifier().text();
  const std::string log = journal::NoteSigner::make("l", random).verifier().text();
  EXPECT_TRUE(read_witnesses(file).empty()) << "there is no such file";
  EXPECT_EQ(refusal("\n  # nobody\n \twitness a " + witness + "  http://h:1/x \n", read_witnesses), "");
  EXPECT_EQ(read_witnesses(file).at(0).address.text(), "http://h:1/x");
  EXPECT_EQ(refusal("quorum none\n", read_witnesses), "witness.line");
  EXPECT_EQ(refusal("witness a " + witness + "\n", read_witnesses), "witness.line");
  EXPECT_EQ(refusal("witness a " + log + " http://h\n", read_witnesses), "witness.key");
  EXPECT_EQ(refusal("witness a " + witness + " https://h\n", read_witnesses), "witness.address");
  EXPECT_EQ(
      refusal("witness a " + witness + " http://h\nwitness b " + witness + " http://h\n", read_witnesses),
      "witness.twice");
  EXPECT_EQ(refusal("log " + log + " http://h anything\n", read_logs), "");
  EXPECT_EQ(refusal("log " + log + "\nlog " + log + "\n", read_logs), "witness.twice");
  EXPECT_EQ(refusal("log " + witness + "\n", read_logs), "witness.key");
  EXPECT_EQ(refusal("witness a\n", read_logs), "witness.log_line");
}

}  // namespace
}  // namespace lianghu::app
