// Many villages in one file: in order, whole, whatever the blocks cut apart.
#include <gtest/gtest.h>

#include <sstream>

#include "matching/json_io.h"
#include "matching/villages.h"

namespace lianghu::matching {
namespace {

std::string village(int number) {
  const std::string id = std::to_string(number);
  return R"({"households": {"h)" + id + R"(": {"rank": [["g"]]}}, "helpers": {"g": {"capacity": 1}}})";
}

/// One household each, so that an answer names its village.
const Answers names{[](const Tape& tape, std::string& out) { out += read_instance(tape).households[0].id; },
                    "|"};

std::string answered(const std::string& text) {
  std::istringstream in(text);
  Blocks blocks(in);
  std::ostringstream out;
  answer_all(blocks, names, out);
  return out.str();
}

std::string expected(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += (i == 0 ? "h" : "|h") + std::to_string(i);
  return all;
}

TEST(ManyVillages, are_answered_in_their_order_across_blocks) {
  const int count = 20'000;  // some 2 MB: several blocks at once
  std::string text;
  for (int i = 0; i < count; ++i) text += village(i) + (i % 7 == 0 ? "\n\n" : "\n");
  EXPECT_TRUE(answered(text) == expected(count));
}

TEST(ManyVillages, may_be_spread_over_lines_that_blocks_cut_apart) {
  const int count = 20'000;
  std::string text;
  for (int i = 0; i < count; ++i) {
    std::string one = village(i);
    for (std::size_t at = one.find(", "); at != std::string::npos; at = one.find(", ", at))
      one[at + 1] = '\n';
    text += one + "\n";
  }
  EXPECT_TRUE(answered(text) == expected(count));
}

TEST(ManyVillages, one_may_be_longer_than_many_blocks) {
  std::string text = village(0) + "\n{\n\"households\": {\"h1\": {}},\n\"helpers\": {\n";
  for (int i = 0; i < 50'000; ++i) text += "\"g" + std::to_string(i) + "\": {\"capacity\": 1},\n";
  text += "\"g\": {}}}\n" + village(2);
  EXPECT_TRUE(answered(text) == expected(3));
}

TEST(ManyVillages, a_fault_is_found_on_its_line_after_everything_before_it_is_answered) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += village(i) + "\n";
  std::istringstream in(text + "{\"households\": 1}\n" + text);
  Blocks blocks(in);
  std::ostringstream out;
  try {
    answer_all(blocks, names, out);
    FAIL() << "nothing was found";
  } catch (const ReadError& error) {
    EXPECT_EQ(error.faults().front().line, 10'001U);
  }
  EXPECT_TRUE(out.str() == expected(10'000));
}

TEST(ManyVillages, a_file_that_breaks_off_or_holds_none_is_refused) {
  for (const std::string& text : {village(0) + "\n{\"households\": {\n", std::string("\n \n")}) {
    std::istringstream in(text);
    Blocks blocks(in);
    std::ostringstream out;
    EXPECT_THROW(answer_all(blocks, names, out), ReadError) << text;
  }
}

/// Gives one line a time, and says how far it was read.
class LineByLine : public std::streambuf {
 public:
  explicit LineByLine(std::vector<std::string> lines) : lines_(std::move(lines)) {}
  std::size_t given = 0;

 protected:
  int_type underflow() override {
    if (given == lines_.size()) return traits_type::eof();
    std::string& line = lines_[given++];
    setg(line.data(), line.data(), line.data() + line.size());
    return traits_type::to_int_type(line.front());
  }

 private:
  std::vector<std::string> lines_;
};

TEST(ManyVillages, who_sends_line_by_line_has_each_answer_before_the_next_line) {
  LineByLine lines(
      {village(0) + "\n", "{\"households\":\n", " {\"h1\": {}}, \"helpers\": {}}\n", village(2)});
  std::istream in(&lines);
  Blocks blocks(in);
  std::ostringstream out;
  std::vector<std::size_t> given;
  const Answers noted{[&](const Tape&, std::string& to) {
                        given.push_back(lines.given);
                        to += '.';
                      },
                      ""};
  answer_all(blocks, noted, out);
  EXPECT_EQ(given, (std::vector<std::size_t>{1, 3, 4}));
}

}  // namespace
}  // namespace lianghu::matching
