#pragma once
// Compares what a sheet says with what the village has: who is new, who changed and how, and what cannot be.
#include <vector>

#include "features/households/import_plan.h"

namespace lianghu::households {

struct Resolution {
  std::vector<Household> new_households;
  std::vector<Person> new_persons;
  std::vector<Household> changed_households;                   // version raised by one
  std::vector<Person> changed_persons;                         // version raised by one
  std::vector<std::pair<std::string, Person>> new_identities;  // of persons who had none
  Tally households;
  Tally persons;
  std::vector<Issue> issues;
  std::vector<Issue> warnings;
};

/// Reads only; ids of new rows are made.
[[nodiscard]] Resolution resolve(Context& context, const Village& village, const ImportPlan& plan);

}  // namespace lianghu::households
