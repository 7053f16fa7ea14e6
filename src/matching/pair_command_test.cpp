#include "matching/pair_command.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "matching/explain.h"
#include "matching/json_io.h"

namespace lianghu::matching {
namespace {

/// Three households, of whom one has to go to its second helper so that all have one.
const char* const round_json = R"({
  "households": {
    "王家": {"rank": [["x"]]},
    "李家": {"rank": [["x"], ["y"]]},
    "赵家": {"rank": [["y"]], "need": 1}
  },
  "helpers": {
    "x": {"capacity": 1, "rank": [["李家"], ["王家"]]},
    "y": {"capacity": 2, "lower": 1, "rank": [["赵家", "李家"]]}
  },
  "unranked": "unacceptable"
}
)";
const char* const answer_json = R"({"pairs":[["李家","y"],["王家","x"],["赵家","y"]],"uncovered":[],)"
                                R"("coverage":{"covered":3,"maximum":3,"households":3},"stable":false,)"
                                R"("blocking":[["李家","x","coverage"]],"certificate":null})"
                                "\n";

class PairCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("pair_command_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "_" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  static std::string read(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  int run(const std::vector<std::string>& arguments, const std::string& standard = "") {
    std::istringstream in(standard);
    out_.str("");
    err_.str("");
    return command(arguments, in, out_, err_, Language::en);
  }

  std::filesystem::path folder_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(PairCommand, solves_a_round_and_its_answer_passes_the_check) {
  const std::string input = write("round.json", round_json);
  EXPECT_EQ(run({"solve", input, "-o", path("answer.json")}), 0) << err_.str();
  EXPECT_EQ(read(path("answer.json")), answer_json);
  EXPECT_EQ(run({"check", input, path("answer.json")}), 0) << out_.str();
  EXPECT_EQ(out_.str() + err_.str(), "");
  EXPECT_EQ(run({"solve", "-"}, round_json), 0);
  EXPECT_EQ(out_.str(), answer_json);
}

TEST_F(PairCommand, check_names_every_breach_with_its_line_and_returns_one) {
  const std::string input = write("round.json", round_json);
  const std::string wrong =
      write("wrong.json", std::string("\n") +
                              R"({"pairs":[["李家","x"],["赵家","y"]],)"
                              R"("uncovered":["王家"],"coverage":{"covered":2,"maximum":2,"households":3},)"
                              R"("stable":true,"blocking":[],"certificate":null})"
                              "\n");
  EXPECT_EQ(run({"check", input, wrong}), 1);
  EXPECT_NE(out_.str().find("wrong.json:2: 2 households have a helper; 3 could."), std::string::npos)
      << out_.str();
  EXPECT_NE(out_.str().find("“maximum” should be 3, not 2."), std::string::npos) << out_.str();
  EXPECT_EQ(run({"check", input, write("none.json", "\n")}), 1);
  EXPECT_NE(out_.str().find("has no answer"), std::string::npos);
}

TEST_F(PairCommand, answers_many_villages_line_by_line) {
  std::string line = round_json;
  line.erase(std::remove(line.begin(), line.end(), '\n'), line.end());
  EXPECT_EQ(run({"solve", "-"}, line + "\n" + line + "\n\n" + line), 0) << err_.str();
  EXPECT_EQ(out_.str(), std::string(answer_json) + answer_json + answer_json);
  const std::string villages = write("villages.jsonl", line + "\n" + line + "\n");
  EXPECT_EQ(run({"check", villages, write("answers.jsonl", std::string(answer_json) + answer_json)}), 0);
  EXPECT_EQ(
      run({"check", villages, write("three.jsonl", std::string(answer_json) + answer_json + answer_json)}),
      1);
  EXPECT_NE(out_.str().find("three.jsonl:3:"), std::string::npos);
}

TEST_F(PairCommand, reads_what_people_have_already) {
  const std::string partitions =
      write("round.txt",
            "@PartitionA\n王家, 李家, 赵家;\n@End\n@PartitionB\nx, y (1, 2);\n@End\n"
            "@PreferenceListsA\n王家: x;\n李家: x, y;\n赵家: y;\n@End\n"
            "@PreferenceListsB\nx: 李家, 王家;\ny: (赵家, 李家);\n@End\n");
  EXPECT_EQ(run({"solve", partitions, "-o", path("answer.json")}), 0) << err_.str();
  EXPECT_EQ(read(path("answer.json")), answer_json);
  EXPECT_EQ(run({"check", partitions, path("answer.json")}), 0) << out_.str();
  EXPECT_EQ(run({"repair", partitions, path("answer.json"), "--leave", "x"}), 0) << err_.str();

  const std::string households = write("households.csv", "household,1,2\n王家,x\n李家,x,y\n赵家,y\n");
  const std::string helpers =
      write("helpers.CSV", "helper,capacity,lower,1,2\nx,1,0,李家,王家\ny,2,1,赵家;李家\n");
  EXPECT_EQ(run({"solve", households, helpers}), 0) << err_.str();
  EXPECT_EQ(out_.str(), answer_json);
  EXPECT_EQ(run({"check", households, helpers, path("answer.json")}), 0) << out_.str() << err_.str();
  EXPECT_EQ(run({"solve", households, write("bad.csv", "helper,1\nx,孙家\n")}), 2);
  EXPECT_NE(err_.str().find("bad.csv:2: “x” names household “孙家”"), std::string::npos) << err_.str();

  EXPECT_EQ(run({"solve", "-"}, "2 2\n1 1\n2 1\n1 1 2 1\n2 1\n"), 0) << err_.str();
  EXPECT_NE(out_.str().find(R"({"pairs":[["2","1"]],"uncovered":["1"])"), std::string::npos) << out_.str();
  EXPECT_EQ(run({"solve", "-", "--unranked", "last"}, "2 2\n1 1\n2 1\n1 1 2 1\n2 1\n"), 0) << err_.str();
  EXPECT_NE(out_.str().find(R"({"pairs":[["1","2"],["2","1"]],"uncovered":[])"), std::string::npos)
      << out_.str();
  EXPECT_EQ(run({"solve", "-"}, "2 2\n1 1\n"), 2);
  EXPECT_NE(err_.str().find("-:2: 4 lines were announced"), std::string::npos) << err_.str();
}

TEST_F(PairCommand, repairs_by_moving_only_whom_the_leaving_helper_leaves) {
  const std::string input = write("round.json", R"({"households": {"a": {}, "b": {}, "c": {}},
    "helpers": {"x": {"capacity": 1}, "y": {"capacity": 1}, "z": {"capacity": 2}}})");
  ASSERT_EQ(run({"solve", input, "-o", path("answer.json")}), 0) << err_.str();
  ASSERT_EQ(run({"repair", input, path("answer.json"), "--leave", "x"}), 0) << err_.str();
  EXPECT_NE(out_.str().find(R"({"pairs":[["a","z"],["b","y"],["c","z"]],)"), std::string::npos) << out_.str();
  EXPECT_EQ(run({"repair", input, path("answer.json"), "--leave", "q"}), 2);
  EXPECT_NE(err_.str().find("Helper “q” is to leave"), std::string::npos) << err_.str();
}

TEST_F(PairCommand, writes_for_people_and_for_spreadsheets) {
  EXPECT_EQ(run({"solve", "-", "--format", "text", "--explain"}, round_json), 0);
  EXPECT_NE(out_.str().find("3 of 3 households have a helper"), std::string::npos);
  EXPECT_NE(
      out_.str().find("李家 → y: Your helper is y, number 2 on your list. You made room so that 1 more"),
      std::string::npos)
      << out_.str();
  EXPECT_EQ(run({"solve", "-", "--format", "csv"}, round_json), 0);
  EXPECT_EQ(out_.str(), "household,helper,rank\r\n李家,y,2\r\n王家,x,1\r\n赵家,y,1\r\n");
  EXPECT_EQ(run({"solve", "-", "--format", "csv"}, R"({"households": {"=1,\"": {}}, "helpers": {}})"), 0);
  EXPECT_EQ(out_.str(), "household,helper,rank\r\n\"'=1,\"\"\",,\r\n");
  EXPECT_EQ(run({"solve", "-", "--explain"}, round_json), 0);
  EXPECT_NE(
      out_.str().find(R"("explanations":{"李家":{"given":[{"helper":"y","rank_given":2,"rank_got":1}],)"),
      std::string::npos)
      << out_.str();
}

struct Bad {
  const char* text;
  const char* message;
};

TEST_F(PairCommand, says_where_a_bad_file_is_bad_and_writes_nothing) {
  const Bad bads[] = {
      {"", "1: The file holds no village."},
      {"\n{\"households\": {},\n \"helpers\": {}", "3: The file ends in the middle."},
      {"{\"households\": {},\n \"helpers\": {}} x", "2: "},
      {"{\"households\": {},\n \"helpers\" {}}", "2: This is not JSON, from column"},
      {"[]", "1: Here {} with named entries was expected."},
      {"{\"households\": {}}", "1: The field “helpers” is missing."},
      {"{\"households\": {},\n\"helper\": {}}", "2: The field “helper” is not known here."},
      {"{\"households\": {},\n\"helpers\": {},\n\"helpers\": {}}", "3: The field “helpers” is there twice."},
      {"{\"households\": {\n\"a\": {},\n\"a\": {}}, \"helpers\": {}}", "3: Household “a” is there twice."},
      {"{\"households\": {\"a\": {\"rank\": [\n[\"g\"],\n[\"h\"]]}},\n\"helpers\": {\"g\": {}}}",
       "3: “a” names helper “h”, who is not in the round."},
      {"{\"households\": {\"a\": {\"veto\": [\n\"g\",\n\"g\"]}},\n\"helpers\": {\"g\": {}}}",
       "3: “a” rules out “g” twice."},
      {"{\"households\": {},\n\"helpers\": {\n\"g\": {\"capacity\": -1}}}", "3: Helper “g” has room for -1."},
      {"{\"households\": {},\n\"helpers\": {\n\"g\": {\"capacity\": 1.5}}}",
       "3: Here a whole number was expected."},
      {"{\"households\": {},\n\"helpers\": {\n\"g\": {\"capacity\": 1e99}}}",
       "3: Here a whole number was expected."},
      {"{\"households\": {\"a\": {\"need\": 0}},\n\"helpers\": {}}", "1: Household “a” needs 0 helpers."},
      {"{\"households\": {\"a\": {\"rank\": [\"g\"]}},\n\"helpers\": {}}",
       "1: Here a list in [] was expected."},
      {"{\"households\": {}, \"helpers\": {}, \"fit\": [\n[\"a\", \"g\"]]}",
       "2: A fit is [household, helper, number]."},
      {"{\"households\": {}, \"helpers\": {}, \"unranked\":\n \"first\"}", "2: “unranked” is"},
      {"{\"households\": {\"\xff\": {}}, \"helpers\": {}}", "1: This is not JSON"},
  };
  for (const Bad& bad : bads) {
    const std::string input = write("bad.json", bad.text);
    EXPECT_EQ(run({"solve", input, "-o", path("out.json")}), 2) << bad.text;
    EXPECT_NE(err_.str().find("bad.json:" + std::string(bad.message)), std::string::npos)
        << bad.text << "\n→ " << err_.str();
    EXPECT_FALSE(std::filesystem::exists(path("out.json")));
    EXPECT_FALSE(std::filesystem::exists(path("out.json.part")));
  }
}

TEST_F(PairCommand, a_hundred_thousand_brackets_are_refused_and_not_followed_down) {
  EXPECT_EQ(run({"solve", "-"}, std::string(100'000, '[')), 2);
  EXPECT_NE(err_.str().find("-:1: This is not JSON"), std::string::npos) << err_.str();
}

TEST_F(PairCommand, a_call_that_makes_no_sense_is_explained) {
  const std::string input = write("round.json", round_json);
  const std::vector<std::vector<std::string>> calls = {{},
                                                       {"marry"},
                                                       {"solve"},
                                                       {"solve", input, input},
                                                       {"check", input},
                                                       {"solve", input, "--leave", "x"},
                                                       {"solve", input, "--format", "pdf"},
                                                       {"solve", input, "--rule", "fair"},
                                                       {"solve", input, "-o"},
                                                       {"solve", path("nothing.json")},
                                                       {"solve", folder_.string()},
                                                       {"solve", input, "--seed", "1x"},
                                                       {"solve", input, "-o", path("no/such/folder")},
                                                       {"check", input, input, "--explain"},
                                                       {"solve", path("only.csv")},
                                                       {"solve", input, "--unranked", "first"}};
  for (const auto& call : calls) {
    EXPECT_EQ(run(call), 2);
    EXPECT_FALSE(err_.str().empty());
    EXPECT_EQ(err_.str().find("matching."), std::string::npos) << err_.str();
  }
}

TEST(PairingJson, an_answer_is_read_back_as_it_was_written) {
  std::istringstream in(round_json);
  Blocks blocks(in);
  TapeReader reader(blocks);
  const Instance instance = read_instance(*reader.next());
  Result result = solve(instance);
  result.certificate.push_back({{"王家"}, {"x"}, 0});
  result.uncovered = {"a \"quoted\" id"};
  std::istringstream written(write_json(result, Explain::yes));
  Blocks written_blocks(written);
  TapeReader again(written_blocks);
  const Result read = read_result(*again.next());
  EXPECT_EQ(read.pairs, result.pairs);
  EXPECT_EQ(read.uncovered, result.uncovered);
  EXPECT_EQ(read.coverage, result.coverage);
  EXPECT_EQ(read.stable, result.stable);
  EXPECT_EQ(read.blocking, result.blocking);
  ASSERT_EQ(read.certificate.size(), 1U);
  EXPECT_EQ(read.certificate[0].helpers, result.certificate[0].helpers);
}

TEST(Explanations, are_whole_sentences_in_both_languages_and_never_tell_the_rank_got) {
  const Explanation explanation{"李家", {{"y", 2, 7}}, 1, 3};
  const auto name = [](const std::string& id) { return "[" + id + "]"; };
  EXPECT_EQ(explain(explanation, Language::zh, name),
            "帮您的是[y]，您排在第 2 位。您排得更靠前的有 1 户已经满了，他们帮的户在他们那里排得不比您靠后。"
            "您让出了位置，另外 3 户因此有人帮。");
  EXPECT_EQ(explain(explanation, Language::en, name).find('7'), std::string::npos);
  EXPECT_EQ(explain({"a", {}, 0, 0}, Language::en, name), "No helper could be found for you yet.");
}

}  // namespace
}  // namespace lianghu::matching
