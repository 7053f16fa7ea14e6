#pragma once
// The two-way selection: households and helpers rank one another, and everyone who can have a helper gets
// one. Pure: no database, no clock, no hidden randomness; the order of the input never changes the answer,
// and the same input and seed give the same bytes. docs/architecture.md names the rules; check.cpp proves a
// result without trusting solve().
//
// What is promised
//   1. Capacities, needs and vetoes hold.
//   2. Rule::coverage covers as many households as any assignment could. A household is covered when it has
//   at least
//      one helper; second helpers (need > 1) are given only where that costs nobody their first, and then as
//      many as possible. When not everyone can be covered, a certificate says why.
//   3. When a weakly stable answer reaches that, no pair blocks; with strict lists it is the households' best
//   one.
//   4. Otherwise shortest augmenting paths, then bounded repair that only ever lowers the number of blocking
//   pairs.
//      Each pair that still blocks is listed with its reason.
//   5. At that coverage as many helpers with lower = 1 as possible have somebody. This goes before stability.
// Not promised: the fewest blocking pairs at full coverage (NP-hard), or that a false ranking never pays.
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "base/refusal.h"

namespace lianghu::matching {

/// Tie groups of the other side's ids, best first.
using Ranking = std::vector<std::vector<std::string>>;

struct Household {
  std::string id;
  Ranking rank;
  std::vector<std::string> veto;
  int need = 1;  // helpers wanted, 1 … need_max
};

struct Helper {
  std::string id;
  int capacity = 1;
  int lower = 0;  // 1: must help somebody
  Ranking rank;
  std::vector<std::string> veto;
};

/// How well a pair fits; larger is better, and 0 is what a pair has that is not named. Breaks ties, nothing
/// more.
struct Fit {
  std::string household;
  std::string helper;
  double value = 0;
};

/// What an unranked partner means.
enum class Unranked {
  last,         // acceptable unless one vetoed the other: one last tie after all that are ranked
  unacceptable  // a pair needs both to have ranked each other
};

struct Instance {
  std::vector<Household> households;
  std::vector<Helper> helpers;
  std::vector<Fit> fit;
  Unranked unranked = Unranked::last;
};

enum class Rule {
  coverage,  // the programme's: everyone who can be covered, then stability
  stable,    // a weakly stable answer, whoever it leaves out
  popular    // the largest popular answer: no other wins a vote against it. Ties are broken first
};

struct Options {
  Rule rule = Rule::coverage;
  std::uint64_t seed =
      0;  // 0: the smaller id goes first among equals; otherwise a lottery drawn from the seed does
};

struct Pair {
  std::string household;
  std::string helper;
  auto operator<=>(const Pair&) const = default;
};

/// Why two who would rather have each other do not.
enum class Reason {
  coverage,  // giving way would leave a household with nobody
  lower,     // giving way would leave a helper with nobody who must help somebody
  others,    // every exchange that was tried sets at least as many other pairs at odds
  kept,      // repair() keeps what stood
  popular    // Rule::popular goes by votes, not by pairs
};

struct Blocking {
  std::string household;
  std::string helper;
  Reason reason = Reason::others;
  auto operator<=>(const Blocking&) const = default;
};

struct Coverage {
  int covered = 0;     // households that have at least one helper
  int maximum = 0;     // the most that any assignment could reach
  int households = 0;  // all
  auto operator<=>(const Coverage&) const = default;
};

/// Proof that not everyone can be covered: `helpers` are all whom any of `households` could have, and
/// `capacity`, their capacities together, is less than the number of households. Names nobody outside the
/// problem, and no veto.
struct Certificate {
  std::vector<std::string> households;
  std::vector<std::string> helpers;
  std::int64_t capacity = 0;
};

/// One helper that a household got. Ranks count tie groups from 1; 0 is "not ranked".
struct Given {
  std::string helper;
  int rank_given = 0;  // by the household
  int rank_got = 0;    // by the helper: the helper's ballot, so never shown to the household
};

/// Why a household got whom. Every number but rank_got is safe to show to that household.
struct Explanation {
  std::string household;
  std::vector<Given> given;  // empty: uncovered
  int preferred_full = 0;    // helpers it ranked higher, full with those whom they rank at least as high
  int moved_for = 0;         // others who could be covered because it made room; 0 when that cost it nothing
};

struct Result {
  std::vector<Pair> pairs;             // by household, then helper
  std::vector<std::string> uncovered;  // households with nobody
  Coverage coverage;
  bool stable = true;  // no blocking pair
  std::vector<Blocking> blocking;
  std::vector<Certificate> certificate;   // one when maximum < households, else none
  std::vector<Explanation> explanations;  // one a household, by id
};

inline constexpr int need_max = 100;

/// Where a fault of an instance stands: `index` in that list; `reference` counts through rank, then veto, or
/// is -1 for the party itself.
struct Place {
  enum class Part { household, helper, fit } part = Part::household;
  std::size_t index = 0;
  int reference = -1;
};
struct Fault {
  Problem problem;
  Place place;
};
/// Everything wrong with an instance, in reading order: matching.* keys.
[[nodiscard]] std::vector<Fault> faults(const Instance& instance);

/// Throws Refusal 422 with every fault.
[[nodiscard]] Result solve(const Instance& instance, const Options& options = {});

/// The same round later: keeps every one of `previous` that still may be (known, acceptable, room for it; of
/// too many the helper's best), and moves others only along shortest augmenting paths. `leaving` helpers get
/// nobody; new households are those of the instance that have no previous pair. Throws Refusal 422; an
/// unknown id in `leaving` is a fault, one in `previous` is not. What repair() answers is judged by check()
/// against without(instance, leaving).
[[nodiscard]] Result repair(const Instance& instance, const std::vector<Pair>& previous,
                            const std::vector<std::string>& leaving, const Options& options = {});

/// The instance as it is once those helpers have left: nothing names them any more. Unknown ids are passed
/// over.
[[nodiscard]] Instance without(const Instance& instance, const std::vector<std::string>& leaving);

/// What is wrong with a result: a sentence's key in words/, and its values.
struct Breach {
  std::string key;
  Values values;
};
/// The independent checker: judges promises 1–5 from the two alone and shares no code with solve(). Empty:
/// all hold. `rule` says what the result claims: only Rule::coverage must reach the maximum and the lower
/// quotas. The instance must be without faults.
[[nodiscard]] std::vector<Breach> check(const Instance& instance, const Result& result,
                                        Rule rule = Rule::coverage);

}  // namespace lianghu::matching
