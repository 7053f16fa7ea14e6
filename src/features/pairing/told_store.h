#pragma once
// The SQL of who has been told what.
#include <string>
#include <vector>

#include "features/pairing/pairing.h"

namespace lianghu::pairing::store {

struct Told {
  Id<Told> id;
  Id<Household> household;
  std::string change;  // what it was told: NewsRow::change
  bool is_told = false;
  Date told_on{};
  std::string teller_name;
};

/// Of a round, by household.
[[nodiscard]] std::vector<Told> told_in(Context& context, const Village& village, Id<Round> round);
/// Writes the household's row, which is new when its id is 0. Throws Refusal 409 version.stale.
void save(Context& context, const Village& village, Id<Round> round, Told told);

}  // namespace lianghu::pairing::store
