#include "features/pairing/people.h"

#include "base/present.h"
#include "features/households/codes.h"

namespace lianghu::pairing {

People::People(Context& context, const Village& village) : context_(context), village_(village) {
  for (auto& each : households::active_households(context, village)) known_.emplace(each.id, each);
}

const households::ActiveHousehold& People::of(Id<Household> id) {
  auto known = known_.find(id);
  if (known == known_.end())
    known = known_.emplace(id, present(households::find(context_, village_, id))).first;
  return known->second;
}

std::vector<Named> People::named(const std::vector<Id<Household>>& ids) {
  std::vector<Named> out;
  out.reserve(ids.size());
  for (const Id<Household> id : ids) out.push_back(named(id));
  return out;
}

std::vector<std::string> needs_of(Context& context, const Village& village, Id<Household> household,
                                  Language language) {
  std::vector<std::string> out;
  for (const std::string& code : households::hardship(context, village, household).needs)
    out.push_back(households::needs().name(code, language));
  return out;
}

}  // namespace lianghu::pairing
