// The guide's worked example says what the engine does, word by word.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "matching/pair_command.h"

namespace lianghu::matching {
namespace {

std::string text_of(const std::string& name) {
  std::ifstream in(std::string(LIANGHU_SOURCE_DIR "/docs/guide/") + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// With each line's end as a space, as a reader of the page sees it.
std::string flowing(std::string text, const std::string& line_end) {
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
    text.replace(at, 1, line_end);
  return text;
}

std::string answer_to(const std::string& example, Language language) {
  std::istringstream nothing;
  std::ostringstream out, trouble;
  EXPECT_EQ(command({"solve", LIANGHU_SOURCE_DIR "/docs/guide/" + example, "--format", "text", "--explain"},
                    nothing, out, trouble, language),
            0)
      << trouble.str();
  return out.str();
}

TEST(GuideExample, pairs_are_those_of_the_guide) {
  const std::string answer = answer_to("pairing-example.json", Language::en);
  EXPECT_NE(answer.find("4 of 4 households"), std::string::npos) << answer;
  for (const std::string pair : {"赵家 → 马栋:", "李家 → 丁海:", "何家 → 马栋:", "吕家 → 周福:"})
    EXPECT_NE(answer.find(pair), std::string::npos) << pair << answer;
}

/// What `answer` says of `who`, without who it is.
std::string said_of(const std::string& who, const std::string& answer, const std::string& colon) {
  const auto line = answer.find(who);
  if (line == std::string::npos) return {};
  const auto start = answer.find(colon, line) + colon.size();
  return answer.substr(start, answer.find('\n', start) - start);
}

TEST(GuideExample, what_a_household_reads_stands_in_the_guide) {
  const std::string english = said_of("赵家", answer_to("pairing-example.json", Language::en), ": ");
  ASSERT_GT(english.size(), 40U);
  EXPECT_NE(flowing(text_of("pairing.md"), " ").find(english), std::string::npos) << english;
  const std::string chinese = said_of("赵家", answer_to("pairing-example.json", Language::zh), "：");
  ASSERT_GT(chinese.size(), 40U);
  EXPECT_NE(flowing(text_of("pairing.zh-CN.md"), "").find(chinese), std::string::npos) << chinese;
}

TEST(GuideExample, too_few_helpers_are_told_as_in_the_guide) {
  const std::string answer = answer_to("pairing-example-short.json", Language::zh);
  EXPECT_NE(answer.find("4 户联系户，3 户有帮带户，最多可以有 3 户"), std::string::npos) << answer;
  const std::string chinese = said_of("何家、李家、赵家", answer, "：");
  ASSERT_GT(chinese.size(), 40U);
  EXPECT_NE(flowing(text_of("pairing.zh-CN.md"), "").find(chinese.substr(0, chinese.rfind("。"))),
            std::string::npos)
      << chinese;
}

}  // namespace
}  // namespace lianghu::matching
