#include "matching/explain.h"

#include <algorithm>
#include <limits>

namespace lianghu::matching {

std::string explain(const Explanation& explanation, Language language,
                    const std::function<std::string(const std::string&)>& name_of_helper) {
  std::string told;
  const auto tell = [&](std::string_view key, const Values& values) {
    // Chinese needs no space between sentences.
    if (!told.empty() && language == Language::en) told += ' ';
    told += say(language, key, values);
  };
  if (explanation.given.empty()) tell("matching.explain.uncovered", {});
  for (const Given& given : explanation.given) {
    const Values values{{"helper", name_of_helper(given.helper)}, {"rank", std::to_string(given.rank_given)}};
    if (given.rank_given == 0)
      tell("matching.explain.unranked", values);
    else
      tell(given.rank_given == 1 ? "matching.explain.first" : "matching.explain.ranked", values);
  }
  if (explanation.preferred_full > 0)
    tell("matching.explain.full", {{"count", std::to_string(explanation.preferred_full)}});
  if (explanation.moved_for > 0)
    tell("matching.explain.moved", {{"count", std::to_string(explanation.moved_for)}});
  return told;
}

std::vector<HelperExplanation> of_helpers(const Result& result, const std::vector<std::string>& helpers) {
  std::vector<HelperExplanation> out;
  out.reserve(helpers.size());
  for (const std::string& helper : helpers) {
    HelperExplanation each{helper, {}};
    for (const Explanation& one : result.explanations)
      for (const Given& given : one.given)
        if (given.helper == helper) each.given.push_back({one.household, given.rank_got});
    std::ranges::stable_sort(each.given, {}, [](const Helped& helped) {
      return helped.rank == 0 ? std::numeric_limits<int>::max() : helped.rank;
    });
    out.push_back(std::move(each));
  }
  return out;
}

std::string explain(const HelperExplanation& explanation, Language language,
                    const std::function<std::string(const std::string&)>& name_of_household) {
  if (explanation.given.empty()) return say(language, "matching.explain.helper.nobody", {});
  std::string list;
  for (const Helped& each : explanation.given) {
    const std::string one =
        say(language, each.rank == 0 ? "matching.explain.helper.unranked" : "matching.explain.helper.ranked",
            {{"household", name_of_household(each.household)}, {"rank", std::to_string(each.rank)}});
    list = list.empty() ? one
                        : say(language, "matching.explain.helper.join", {{"first", list}, {"second", one}});
  }
  return say(language, "matching.explain.helper",
             {{"count", std::to_string(explanation.given.size())}, {"list", list}});
}

}  // namespace lianghu::matching
