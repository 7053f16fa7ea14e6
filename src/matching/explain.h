#pragma once
// What a household is told about its answer. It names nobody but its own helper, counts others, and keeps to
// itself how that helper ranked the household: that would be a look into a ballot.
#include <functional>
#include <string>

#include "base/words.h"
#include "matching/matching.h"

namespace lianghu::matching {

/// One sentence for each helper that it got, then what stood in the way of those it ranked higher.
/// `name_of_helper` turns an id into the name that people use.
[[nodiscard]] std::string explain(const Explanation& explanation, Language language,
                                  const std::function<std::string(const std::string&)>& name_of_helper);

}  // namespace lianghu::matching
