#pragma once
// Rounds for the bench, drawn from a seed: every household lists some helpers, every helper ranks all who
// list it, both strictly and both by chance; whoever is not listed is unacceptable.
#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "matching/market.h"

namespace lianghu::bench {

struct Shape {
  std::int32_t households = 0;
  std::int32_t helpers = 0;
  std::int32_t capacity_min = 1;
  std::int32_t capacity_max = 1;
  std::int32_t list = 10;
};

inline matching::Ballots draw(const Shape& shape, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::int32_t bound) {
    return static_cast<std::int32_t>((random() >> 33) * static_cast<std::uint64_t>(bound) >> 31);
  };
  matching::Ballots ballots;
  ballots.open = false;
  std::vector<std::vector<std::int32_t>> askers(static_cast<std::size_t>(shape.helpers));
  std::vector<std::int32_t> list;
  for (std::int32_t h = 0; h < shape.households; ++h) {
    list.clear();
    while (static_cast<std::int32_t>(list.size()) < std::min(shape.list, shape.helpers)) {
      const std::int32_t g = below(shape.helpers);
      if (std::find(list.begin(), list.end(), g) == list.end()) list.push_back(g);
    }
    std::int32_t rank = 0;
    for (const std::int32_t g : list) {
      ballots.households.choices.push_back({g, rank++});
      askers[static_cast<std::size_t>(g)].push_back(h);
    }
    ballots.households.begin.push_back(static_cast<std::uint32_t>(ballots.households.choices.size()));
    ballots.need.push_back(1);
  }
  for (auto& row : askers) {
    for (std::size_t i = row.size(); i > 1; --i)
      std::swap(row[i - 1], row[static_cast<std::size_t>(below(static_cast<std::int32_t>(i)))]);
    std::int32_t rank = 0;
    for (const std::int32_t h : row) ballots.helpers.choices.push_back({h, rank++});
    ballots.helpers.begin.push_back(static_cast<std::uint32_t>(ballots.helpers.choices.size()));
    ballots.capacity.push_back(shape.capacity_min + below(shape.capacity_max - shape.capacity_min + 1));
    ballots.lower.push_back(0);
  }
  return ballots;
}

}  // namespace lianghu::bench
