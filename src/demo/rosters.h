#pragma once
// The demo's rosters, written as six towns' clerks would: a merged title, headers in another order and other
// words in each village, numbers kept as text or as numbers, blank and total rows; five workbooks and a CSV
// file.
#include <string>
#include <vector>

#include "base/time.h"
#include "demo/people.h"

namespace lianghu::demo {

struct Roster {
  std::string file_name;
  std::string bytes;
};

/// `style` 0 to 5 is the clerk.
[[nodiscard]] Roster write_roster(const std::string& village, const std::vector<MadeUpHousehold>& households,
                                  std::size_t style, Instant written);

}  // namespace lianghu::demo
