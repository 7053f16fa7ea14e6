#pragma once
// Small random rounds for the property tests. A round is spelled out from a row of numbers, so that
// RapidCheck can shrink a failing one.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "matching/matching.h"

namespace lianghu::matching::trial {

/// Numbers to decide by; zeros after the end.
class Tape {
 public:
  explicit Tape(std::vector<int> numbers) : numbers_(std::move(numbers)) {}
  int below(int bound) { return at_ < numbers_.size() ? numbers_[at_++] % bound : 0; }
  bool one_in(int chances) { return below(chances) == chances - 1; }

 private:
  std::vector<int> numbers_;
  std::size_t at_ = 0;
};

struct Shape {
  int households_max = 4;
  int helpers_max = 4;
  bool ties = true;
  bool several = false;  // needs above one
  bool lower = true;
  bool fit = true;
  std::size_t tape_length = 80;  // enough for four by four
};

inline Ranking ranking(Tape& tape, const char* prefix, int others, bool ties) {
  std::vector<std::string> order;
  for (int i = 0; i < others; ++i)
    order.insert(order.begin() + tape.below(static_cast<int>(order.size()) + 1), prefix + std::to_string(i));
  order.resize(static_cast<std::size_t>(tape.below(others + 1)));
  Ranking groups;
  for (const std::string& id : order) {
    if (groups.empty() || !ties || tape.below(2) == 0) groups.emplace_back();
    groups.back().push_back(id);
  }
  return groups;
}

inline std::vector<std::string> vetoes(Tape& tape, const char* prefix, int others) {
  std::vector<std::string> found;
  for (int i = 0; i < others; ++i)
    if (tape.one_in(6)) found.push_back(prefix + std::to_string(i));
  return found;
}

inline Instance spell(Tape& tape, const Shape& shape) {
  Instance instance;
  instance.unranked = tape.below(2) == 0 ? Unranked::unacceptable : Unranked::last;
  const int households = tape.below(shape.households_max + 1);
  const int helpers = tape.below(shape.helpers_max + 1);
  for (int h = 0; h < households; ++h) {
    Household household{"h" + std::to_string(h), ranking(tape, "g", helpers, shape.ties),
                        vetoes(tape, "g", helpers), 1};
    if (shape.several) household.need = 1 + tape.below(2);
    instance.households.push_back(household);
  }
  for (int g = 0; g < helpers; ++g) {
    Helper helper{"g" + std::to_string(g), tape.one_in(3) ? tape.below(5) : 1, 0,
                  ranking(tape, "h", households, shape.ties), vetoes(tape, "h", households)};
    if (shape.lower) helper.lower = tape.below(2);
    instance.helpers.push_back(helper);
  }
  if (shape.fit && households > 0 && helpers > 0 && tape.below(2) == 1)
    for (int h = 0; h < households; ++h)
      instance.fit.push_back(
          {"h" + std::to_string(h), "g" + std::to_string(tape.below(helpers)), tape.below(7) - 3.0});
  return instance;
}

/// Runs `property(instance)` on that many random rounds; it asserts with RC_ASSERT.
template <class Property>
void for_random_rounds(int rounds, const Shape& shape, Property property) {
  rc::detail::TestParams params;
  params.seed = 20200811;
  params.maxSuccess = rounds;
  const auto result = rc::detail::checkTestable(
      [&] {
        const auto number = rc::gen::inRange(0, 840);
        const auto numbers = *rc::gen::container<std::vector<int>>(shape.tape_length, number);
        Tape tape(numbers);
        property(spell(tape, shape));
      },
      rc::detail::TestMetadata{}, params);
  if (!result.template is<rc::detail::SuccessResult>()) {
    std::ostringstream words;
    rc::detail::printResultMessage(result, words);
    ADD_FAILURE() << words.str();
  }
}

inline std::set<Pair> as_set(const Result& result) {
  return {result.pairs.begin(), result.pairs.end()};
}

inline std::string told(const std::vector<Breach>& breaches) {
  std::string all;
  for (const Breach& breach : breaches) {
    all += breach.key;
    for (const auto& [name, value] : breach.values) all += " " + name + "=" + value;
    all += "; ";
  }
  return all;
}

}  // namespace lianghu::matching::trial
