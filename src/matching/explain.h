#pragma once
// What a household is told about its answer. It names nobody but its own helper, counts others, and keeps to
// itself how that helper ranked the household: that would be a look into a ballot.
#include <functional>
#include <string>
#include <vector>

#include "base/words.h"
#include "matching/matching.h"

namespace lianghu::matching {

/// One sentence for each helper that it got, then what stood in the way of those it ranked higher.
/// `name_of_helper` turns an id into the name that people use.
[[nodiscard]] std::string explain(const Explanation& explanation, Language language,
                                  const std::function<std::string(const std::string&)>& name_of_helper);

struct Helped {
  std::string household;
  int rank = 0;  // on the helper's own list, from 1; 0 is "not ranked"
};
/// Whom a helper got, and where they stood on its own list: its own ballot and nobody else's.
struct HelperExplanation {
  std::string helper;
  std::vector<Helped> given;
};
/// One for each of these helpers; those of its own list come first.
[[nodiscard]] std::vector<HelperExplanation> of_helpers(const Result& result,
                                                        const std::vector<std::string>& helpers);
[[nodiscard]] std::string explain(const HelperExplanation& explanation, Language language,
                                  const std::function<std::string(const std::string&)>& name_of_household);

}  // namespace lianghu::matching
