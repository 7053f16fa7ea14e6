#include "matching/explain.h"

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

}  // namespace lianghu::matching
