#pragma once
// Which household of the village a household of the sheet is: by its 户编号, by its head's identity number,
// by a member's, and last by the head's name and birth date. Each household of the village is taken at most
// once.
#include <optional>
#include <vector>

#include "features/households/import_known.h"

namespace lianghu::households {

struct Match {
  std::optional<std::size_t> household;  // place in Known; none: new
  std::optional<Issue> refused;          // of the whole household of the sheet
};

/// One for each of the plan's households.
[[nodiscard]] std::vector<Match> match_households(const ImportPlan& plan, const Known& known);

}  // namespace lianghu::households
