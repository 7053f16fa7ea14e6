#pragma once
// What a run finds out beside the pairs, as a round keeps it and staff read it. Counts only, but for helpers
// who could take on more: nothing in it tells a place on a list or whose veto it was.
#include <boost/describe.hpp>
#include <cstdint>
#include <vector>

#include "features/households/households.h"

namespace lianghu::pairing {

/// Pairs who would rather have each other, by why they do not. See matching::Reason.
struct AtOdds {
  std::int64_t coverage = 0;
  std::int64_t lower = 0;
  std::int64_t others = 0;
  std::int64_t kept = 0;
  std::int64_t by_hand = 0;  // only because of a pair that staff asked for
};
BOOST_DESCRIBE_STRUCT(AtOdds, (), (coverage, lower, others, kept, by_hand))

/// What was tried in the run, without saving it.
enum class RemedyKind {
  room,        // one of the certificate's helpers takes on more
  everyone,    // each of them takes on one more
  reconsider,  // all vetoes in the way are taken back
  elsewhere    // another helper takes on one more, which is no use
};
BOOST_DESCRIBE_ENUM(RemedyKind, room, everyone, reconsider, elsewhere)

struct MoreRoom {
  Id<households::Household> helper;
  std::int64_t capacity = 0;  // that it would then have
  std::int64_t more = 0;
};
BOOST_DESCRIBE_STRUCT(MoreRoom, (), (helper, capacity, more))

struct Remedy {
  RemedyKind kind{};
  std::vector<MoreRoom> rooms;
  std::int64_t covered = 0;  // households that would have a helper
  std::int64_t moved = 0;    // who have one now and would get another
};
BOOST_DESCRIBE_STRUCT(Remedy, (), (kind, rooms, covered, moved))

struct Findings {
  AtOdds at_odds;
  std::int64_t vetoes = 0;  // pairs ruled out between the certificate's households and everybody else
  std::vector<Remedy> remedies;
};
BOOST_DESCRIBE_STRUCT(Findings, (), (at_odds, vetoes, remedies))

/// What a pair by hand cost: the same run's answer without it and with it.
struct Effect {
  std::int64_t covered_before = 0;
  std::int64_t covered_after = 0;
  std::int64_t at_odds_before = 0;  // pairs, judged by the ballots as they were cast
  std::int64_t at_odds_after = 0;
  std::int64_t moved = 0;  // other households with another helper
};
BOOST_DESCRIBE_STRUCT(Effect, (), (covered_before, covered_after, at_odds_before, at_odds_after, moved))

}  // namespace lianghu::pairing
