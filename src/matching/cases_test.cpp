// Every case in tests/fixtures/pairing, judged by the checker, by what its source publishes and by what
// enumeration found. There residents are our households and hospitals our helpers.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "matching/matching.h"

namespace lianghu::matching {
namespace {

namespace json = boost::json;

struct Case {
  std::string name;
  json::object data;
  Instance instance;
};
void PrintTo(const Case& one, std::ostream* out) {
  *out << one.name;
}

/// Ids that the other side does not have are dropped: some sources list them, and there they mean nothing.
Ranking ranking(const json::value& groups, const json::object& others) {
  Ranking found;
  for (const json::value& group : groups.as_array()) {
    std::vector<std::string> ids;
    for (const json::value& id : group.as_array())
      if (others.contains(id.as_string())) ids.emplace_back(id.as_string());
    if (!ids.empty()) found.push_back(ids);
  }
  return found;
}

Case load(const std::filesystem::path& file) {
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Case found{file.stem().string(), json::parse(text).as_object(), {}};
  found.instance.unranked = Unranked::unacceptable;
  const json::object& residents = found.data.at("residents").as_object();
  const json::object& hospitals = found.data.at("hospitals").as_object();
  for (const auto& [id, groups] : residents)
    found.instance.households.push_back({std::string(id), ranking(groups, hospitals), {}, 1});
  for (const auto& [id, hospital] : hospitals) {
    const auto number = [&](const char* field) {
      return static_cast<int>(hospital.as_object().at(field).as_int64());
    };
    // Ours are 0 or 1; a case that asks for more asks at least for one.
    found.instance.helpers.push_back({std::string(id),
                                      number("capacity"),
                                      std::min(number("lower"), 1),
                                      ranking(hospital.as_object().at("prefs"), residents),
                                      {}});
  }
  return found;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(LIANGHU_SOURCE_DIR "/tests/fixtures/pairing"))
    if (entry.path().extension() == ".json") cases.push_back(load(entry.path()));
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

std::set<Pair> pairs_of(const json::value& answer) {
  std::set<Pair> pairs;
  for (const auto& [resident, hospital] : answer.as_object())
    pairs.insert({std::string(resident), std::string(hospital.as_string())});
  return pairs;
}
std::set<Pair> pairs_of(const Result& result) {
  return {result.pairs.begin(), result.pairs.end()};
}

class PairingCases : public ::testing::TestWithParam<Case> {};

TEST_P(PairingCases, the_checker_finds_nothing_and_coverage_is_what_enumeration_found) {
  const json::object& known = GetParam().data.at("brute_force").as_object();
  for (const Rule rule : {Rule::coverage, Rule::stable, Rule::popular}) {
    const Result result = solve(GetParam().instance, {.rule = rule});
    for (const Breach& breach : check(GetParam().instance, result, rule)) ADD_FAILURE() << breach.key;
    EXPECT_EQ(result.coverage.maximum, known.at("max_matching").as_int64());
  }
  EXPECT_EQ(solve(GetParam().instance).coverage.covered, known.at("max_matching").as_int64());
}

TEST_P(PairingCases, the_published_answers_are_ours) {
  const json::object& published = GetParam().data.at("published").as_object();
  const json::object& known = GetParam().data.at("brute_force").as_object();
  const Result stable = solve(GetParam().instance, {.rule = Rule::stable});
  const Result popular = solve(GetParam().instance, {.rule = Rule::popular});
  EXPECT_GE(popular.coverage.covered, stable.coverage.covered);
  for (const json::object* source : {&published, &known}) {
    if (const json::value* best = source->if_contains("resident_optimal")) {
      EXPECT_EQ(pairs_of(stable), pairs_of(*best));
    }
  }
  if (const json::value* only = published.if_contains("weakly_stable_found")) {
    EXPECT_EQ(pairs_of(stable), pairs_of(*only));
  }
  if (const json::value* sizes = known.if_contains("weakly_stable_sizes")) {
    std::int64_t largest = 0;
    for (const json::value& size : sizes->as_array()) largest = std::max(largest, size.as_int64());
    EXPECT_GE(3 * stable.coverage.covered, 2 * largest);
    EXPECT_LE(stable.coverage.covered, largest);
  }
  if (const json::value* size = published.if_contains("max_weakly_stable_size")) {
    EXPECT_EQ(stable.coverage.covered, size->as_int64());
  }
  if (const json::value* answer = published.if_contains("max_card_popular")) {
    EXPECT_EQ(pairs_of(popular), pairs_of(*answer));
  }
  if (const json::value* size = published.if_contains("max_card_popular_size")) {
    EXPECT_EQ(popular.coverage.covered, size->as_int64());
  }
}

TEST_P(PairingCases, coverage_costs_no_more_blocking_pairs_than_it_must_where_that_is_known) {
  const json::object& known = GetParam().data.at("brute_force").as_object();
  const json::value* least = known.if_contains("min_blocking_pairs_among_max_coverage");
  const bool quotas = std::any_of(GetParam().instance.helpers.begin(), GetParam().instance.helpers.end(),
                                  [](const Helper& helper) { return helper.lower > 0; });
  const Result result = solve(GetParam().instance);
  if (least != nullptr && !quotas) {
    EXPECT_EQ(static_cast<std::int64_t>(result.blocking.size()), least->as_int64());
  } else {
    EXPECT_EQ(result.stable, result.blocking.empty());
  }
}

TEST_P(PairingCases, a_published_hall_set_is_the_one_that_is_found) {
  const json::object& published = GetParam().data.at("published").as_object();
  const Result result = solve(GetParam().instance);
  EXPECT_EQ(result.certificate.empty(), result.coverage.maximum == result.coverage.households);
  if (const json::value* set = published.if_contains("hall_violator")) {
    std::vector<std::string> expected;
    for (const json::value& id : set->as_array()) expected.emplace_back(id.as_string());
    ASSERT_EQ(result.certificate.size(), 1U);
    EXPECT_EQ(result.certificate[0].households, expected);
  }
}

std::string test_name(const ::testing::TestParamInfo<Case>& one) {
  std::string name = one.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Fixtures, PairingCases, ::testing::ValuesIn(all_cases()), test_name);

TEST(PairingFixtures, are_all_there) {
  EXPECT_EQ(all_cases().size(), 20U);
}

}  // namespace
}  // namespace lianghu::matching
