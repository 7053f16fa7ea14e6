#pragma once
// How a pair came about, as those who run the round may know it. It is made of what they know already: who
// has voted, who lives near, what they asked for by hand. Whether one of the two ranked the other is not
// told: with a ballot on one side only, that would be a look into it.
#include <map>
#include <set>
#include <vector>

#include "features/pairing/pairing.h"

namespace lianghu::pairing {

enum class Way {
  unknown,
  both,   // both have voted
  one,    // one of them has
  need,   // nobody's ballot counts, and the helper promised what the household needs
  near,   // nor that: they are neighbours
  free,   // nor that: there was room
  moved,  // the ballots gave it somebody else, and it made room for others
  hand    // staff asked for it
};
BOOST_DESCRIBE_ENUM(Way, unknown, both, one, need, near, free, moved, hand)

struct Came {
  Way way{};
  std::int64_t moved_for = 0;  // others who have somebody because of that
};

/// That a household was moved says that it wanted somebody else: never told where fewer helpers than these
/// take part, as one could guess whom.
inline constexpr std::size_t moved_told_among = 5;

/// Of every pair of the answer after a first run, and after a repair of those that it made.
void keep_ways(Context& context, const Village& village, const Round& round, const Solution& solution);

}  // namespace lianghu::pairing
