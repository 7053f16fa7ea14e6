#pragma once
// The measures and who counts them: a room that can say who should and who has joins with one line here, and
// then stands in every coverage, check-list, export and screen.
#include <string_view>
#include <vector>

#include "features/coverage/coverage.h"

namespace lianghu::coverage {

struct Provider {
  Measure measure{};
  Stage stage{};          // whose check-list it is
  std::string_view name;  // in the command's answer and, as "check.<name>", in the check-list
  Figures (*count)(Context&, const Village&);
};

[[nodiscard]] const std::vector<Provider>& providers();

}  // namespace lianghu::coverage
