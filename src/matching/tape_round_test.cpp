// The quick way from a line of JSON to an answer, and the one by way of names, are the same way.
#include "matching/tape_round.h"

#include <gtest/gtest.h>

#include "matching/json_io.h"
#include "matching/random_round_test.h"
#include "matching/written_round_test.h"

namespace lianghu::matching {
namespace {

using trial::for_random_rounds;
using trial::Shape;

TEST(TapeRounds, have_the_answer_that_the_round_in_names_has) {
  int quick = 0;
  const Shape shape{.households_max = 6, .helpers_max = 5, .several = true, .tape_length = 200};
  for_random_rounds(2000, shape, [&](const Instance& instance) {
    TapeParser parser;
    RC_ASSERT(parser.take(trial::in_json(instance), 1));
    const Tape& tape = parser.finish();
    for (const std::uint64_t seed : {0U, 7U})
      RC_ASSERT(write_json(solve(tape, {.seed = seed}), Explain::yes) ==
                write_json(solve(instance, {.seed = seed}), Explain::yes));
    RC_ASSERT(read_round(tape, 0).has_value() == instance.fit.empty());
    quick += instance.fit.empty() ? 1 : 0;
  });
  EXPECT_GT(quick, 500);
}

TEST(TapeRounds, are_left_to_the_reader_that_names_faults_when_they_have_one) {
  const char* const bads[] = {
      R"([])",
      R"({"households": {}})",
      R"({"households": {}, "helpers": {}, "helpers": {}})",
      R"({"households": {}, "helpers": {}, "unranked": "first"})",
      R"({"households": {}, "helpers": {}, "unranked": "last", "unranked": "last"})",
      R"({"households": {}, "helpers": {}, "other": 1})",
      R"({"households": {"": {}}, "helpers": {}})",
      R"({"households": {"a": {}, "a": {}}, "helpers": {}})",
      R"({"households": {"a": []}, "helpers": {}})",
      R"({"households": {"a": {"need": 0}}, "helpers": {}})",
      R"({"households": {"a": {"need": 101}}, "helpers": {}})",
      R"({"households": {"a": {"need": 1.5}}, "helpers": {}})",
      R"({"households": {"a": {"need": 1, "need": 1}}, "helpers": {}})",
      R"({"households": {"a": {"capacity": 1}}, "helpers": {}})",
      R"({"households": {"a": {"lower": 1}}, "helpers": {}})",
      R"({"households": {"a": {"rank": ["g"]}}, "helpers": {"g": {}}})",
      R"({"households": {"a": {"rank": [["g"], ["g"]]}}, "helpers": {"g": {}}})",
      R"({"households": {"a": {"rank": [["g", 1]]}}, "helpers": {"g": {}}})",
      R"({"households": {"a": {"rank": [["h"]]}}, "helpers": {"g": {}}})",
      R"({"households": {"a": {"rank": [], "rank": []}}, "helpers": {"g": {}}})",
      R"({"households": {"a": {"veto": ["g", "g"]}}, "helpers": {"g": {}}})",
      R"({"households": {"a": {"veto": [["g"]]}}, "helpers": {"g": {}}})",
      R"({"households": {}, "helpers": {"g": {"need": 1}}})",
      R"({"households": {}, "helpers": {"g": {"capacity": -1}}})",
      R"({"households": {}, "helpers": {"g": {"capacity": 1e99}}})",
      R"({"households": {}, "helpers": {"g": {"lower": 2}}})",
      R"({"households": {}, "helpers": {"g": {"lower": true}}})",
      R"({"households": {}, "helpers": {"g": {"veto": ["b"]}}})",
  };
  for (const char* const bad : bads) {
    TapeParser parser;
    ASSERT_TRUE(parser.take(bad, 1)) << bad;
    const Tape& tape = parser.finish();
    EXPECT_FALSE(read_round(tape, 0).has_value()) << bad;
    EXPECT_THROW(static_cast<void>(solve(tape, {})), ReadError) << bad;
  }
}

}  // namespace
}  // namespace lianghu::matching
