#pragma once
// Deferred acceptance by the households. With strict lists it gives the households' best stable answer. With
// ties it is Király's algorithm ("Linear time local approximation algorithm for maximum stable marriage",
// Algorithms 6, 2013), helpers standing for as many equal ones as their capacity: a weakly stable answer that
// covers at least 2/3 of the largest one. The popular form is Kavitha's two levels (SIAM J. Comput. 43,
// 2014): whoever asks a second time goes before everybody who asks the first time, whatever the rank. The 2/3
// hold where every household needs one helper; who needs more asks once round, in the order of its list.
#include "matching/assignment.h"
#include "matching/market.h"

namespace lianghu::matching {

enum class Levels { stable, popular };

[[nodiscard]] Assignment propose(const Market& market, Levels levels);

}  // namespace lianghu::matching
