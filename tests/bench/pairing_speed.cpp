// What the pairing engine takes, in processor time, one `name value` a line; tests/bench/pairing.py makes
// medians and tables of them. Every answer that is timed is also looked at.
//   pairing_speed pool HOUSEHOLDS HELPERS CAPACITY_MIN CAPACITY_MAX ROUNDS [rival]
//   pairing_speed edges HOUSEHOLDS HELPERS CAPACITY_MIN CAPACITY_MAX       its lists, for a rival in Python
//   pairing_speed villages COUNT THREADS                                  of 40 households and 50 helpers
//   pairing_speed read COUNT                                              such villages as JSON Lines
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "lemon_rival.h"
#include "matching/engine.h"
#include "matching/json_io.h"
#include "matching/naming.h"
#include "matching/proposals.h"
#include "matching/tape_round.h"
#include "pairing_rounds.h"

namespace lianghu::bench {
namespace {

using namespace matching;

void must(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}
void say(const char* name, double value) {
  std::printf("%s %.9g\n", name, value);
}
double memory_megabytes() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

void time_pool(const Shape& shape, int rounds, bool rival) {
  const Ballots ballots = draw(shape, 1);
  for (int round = 0; round < rounds; ++round) {
    const double began = thread_seconds();
    const Market market = link(ballots);
    const double linked = thread_seconds();
    Assignment assignment = propose(market, Levels::stable);
    const double stable = thread_seconds();
    std::vector<std::int32_t> moved(market.need.size(), 0);
    cover(market, assignment, moved);
    const double most = thread_seconds();
    const Outcome outcome = pair_up(market, Rule::coverage);
    const double ended = thread_seconds();
    must(covered(market, assignment) == outcome.maximum, "two ways to the maximum differ");
    must(covered(market, outcome.assignment) == outcome.maximum, "the answer does not reach the maximum");
    must(blocking_pairs(market, propose(market, Levels::stable)).empty(), "the stable answer is not stable");
    say("link", linked - began);
    say("stable", stable - linked);
    say("coverage", most - linked);
    say("answer", ended - most);
    say("covered", outcome.maximum);
    if (!rival) continue;
    const RivalTimes times = cover_by_preflow(market);
    must(times.covered == outcome.maximum, "LEMON covers another number");
    say("lemon_build", times.build_seconds);
    say("lemon", times.run_seconds);
  }
}

void write_edges(const Shape& shape) {
  const Market market = link(draw(shape, 1));
  for (std::size_t g = 0; g < market.capacity.size(); ++g) std::printf("c %zu %d\n", g, market.capacity[g]);
  for (std::int32_t h = 0; h < market.households(); ++h)
    for (const Edge& edge : market.of(h)) std::printf("e %d %d\n", h, edge.helper);
}

constexpr Shape village{40, 50, 1, 2, 10};

std::vector<Ballots> some_villages(std::size_t count, std::uint64_t seed) {
  std::vector<Ballots> villages;
  villages.reserve(count);
  for (std::size_t i = 0; i < count; ++i) villages.push_back(draw(village, seed + i));
  return villages;
}

/// So many villages, drawn ones over and over.
struct Part {
  double seconds = 0;         // each is linked, solved for stability, and then covered
  double answer_seconds = 0;  // each is linked and has its whole answer
  std::int64_t stable = 0;
  std::int64_t covered = 0;
  std::int64_t maximum = 0;
};
void solve_part(int count, std::uint64_t seed, Part& part) {
  const std::vector<Ballots> drawn = some_villages(512, seed);
  const auto village_of = [&](int i) -> const Ballots& {
    return drawn[static_cast<std::size_t>(i) % drawn.size()];
  };
  std::vector<std::int32_t> moved(static_cast<std::size_t>(village.households), 0);
  const double began = thread_seconds();
  for (int i = 0; i < count; ++i) {
    const Market market = link(village_of(i));
    Assignment assignment = propose(market, Levels::stable);
    part.stable += covered(market, assignment);
    cover(market, assignment, moved);
    part.covered += covered(market, assignment);
  }
  const double most = thread_seconds();
  for (int i = 0; i < count; ++i) part.maximum += pair_up(link(village_of(i)), Rule::coverage).maximum;
  part.answer_seconds = thread_seconds() - most;
  part.seconds = most - began;
}

void time_villages(int count, int threads) {
  std::vector<Part> parts(static_cast<std::size_t>(threads));
  {
    std::vector<std::jthread> crew;
    crew.reserve(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const int share = count / threads + (static_cast<int>(i) < count % threads ? 1 : 0);
      crew.emplace_back([&part = parts[i], share, i] { solve_part(share, 1000 * i, part); });
    }
  }
  Part all;
  for (const Part& part : parts) {
    all.seconds += part.seconds;
    all.stable += part.stable;
    all.answer_seconds += part.answer_seconds;
    all.covered += part.covered;
    all.maximum += part.maximum;
  }
  must(all.covered == all.maximum, "two ways to the maximum differ");
  must(all.covered >= all.stable && all.covered <= std::int64_t{village.households} * count,
       "villages are covered wrongly");
  say("seconds", all.seconds);
  say("answer", all.answer_seconds);
  say("memory", memory_megabytes());
}

std::string as_json(const Ballots& ballots) {
  const auto parties = [](const Lists& lists, const char* own, const char* other, auto extra) {
    std::string all;
    for (std::size_t party = 0; party < lists.size(); ++party) {
      all += (party > 0 ? ",\"" : "\"") + (own + std::to_string(100 + party)) + "\":{" + extra(party) +
             "\"rank\":[";
      bool first = true;
      for (const Choice choice : lists.of(party)) {
        all += (first ? "[\"" : ",[\"") + (other + std::to_string(100 + choice.partner)) + "\"]";
        first = false;
      }
      all += "]}";
    }
    return all;
  };
  return "{\"households\":{" +
         parties(ballots.households, "h", "g", [](std::size_t) { return std::string(); }) +
         "},\"helpers\":{" +
         parties(ballots.helpers, "g", "h",
                 [&](std::size_t g) { return "\"capacity\":" + std::to_string(ballots.capacity[g]) + ","; }) +
         "},\"unranked\":\"unacceptable\"}\n";
}

/// What a village costs on its way from a line to an answer, and solve() with the names in its hands.
struct Way {
  double parse = 0;   // the line into tokens
  double number = 0;  // every check, and names into numbers
  double answer = 0;  // in numbers, and back into names
  double write = 0;
  double solve = 0;
};

void time_line(const std::string& line, TapeParser& parser, Way& way) {
  const double began = thread_seconds();
  must(parser.take(line, 1), "a village does not end on its line");
  const Tape& tape = parser.finish();
  const double parsed = thread_seconds();
  const auto round = read_round(tape, 0);
  must(round.has_value(), "a village was not read");
  const double numbered = thread_seconds();
  const Market market = link(round->ballots);
  const Result result = name(market, pair_up(market, Rule::coverage), round->households, round->helpers);
  const double answered = thread_seconds();
  const std::string written = write_json(result);
  const double ended = thread_seconds();
  way.parse += parsed - began;
  way.number += numbered - parsed;
  way.answer += answered - numbered;
  way.write += ended - answered;
  const Instance instance = read_instance(tape);
  const double again = thread_seconds();
  const Result other = solve(instance);
  way.solve += thread_seconds() - again;
  must(write_json(other) == written, "the two ways to an answer differ");
}

void time_reading(int count) {
  Way way;
  TapeParser parser;
  std::size_t bytes = 0;
  for (int i = 0; i < count; ++i) {
    const std::string line = as_json(draw(village, static_cast<std::uint64_t>(i)));
    time_line(line, parser, way);
    bytes += line.size();
  }
  say("parse", way.parse / count);
  say("number", way.number / count);
  say("answer", way.answer / count);
  say("write", way.write / count);
  say("solve", way.solve / count);
  say("bytes", static_cast<double>(bytes) / count);
}

int run(const std::vector<std::string>& words) {
  const auto number = [&](std::size_t at) { return std::stoi(words.at(at)); };
  const auto shape = [&] { return Shape{number(1), number(2), number(3), number(4), 10}; };
  if (words.at(0) == "pool")
    time_pool(shape(), number(5), words.size() > 6);
  else if (words[0] == "edges")
    write_edges(shape());
  else if (words[0] == "villages")
    time_villages(number(1), number(2));
  else if (words[0] == "read")
    time_reading(number(1));
  else
    throw std::runtime_error("unknown: " + words[0]);
  return 0;
}

}  // namespace
}  // namespace lianghu::bench

int main(int argc, char** argv) {
  try {
    return lianghu::bench::run({argv + 1, argv + argc});
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "pairing_speed: %s\n", trouble.what());
    return 1;
  }
}
