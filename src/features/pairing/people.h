#pragma once
// Names of those in a round, as the screens show them.
#include <map>
#include <vector>

#include "base/present.h"
#include "features/pairing/workspace.h"

namespace lianghu::pairing {

/// Also those who have left: a pair may outlive them by a day.
class People {
 public:
  People(Context& context, const Village& village) : context_(context), village_(village) {
    for (auto& each : households::active_households(context, village)) known_.emplace(each.id, each);
  }
  const households::ActiveHousehold& of(Id<Household> id) {
    auto known = known_.find(id);
    if (known == known_.end())
      known = known_.emplace(id, present(households::find(context_, village_, id))).first;
    return known->second;
  }
  Named named(Id<Household> id) { return {id, of(id).head_name}; }
  std::vector<Named> named(const std::vector<Id<Household>>& ids) {
    std::vector<Named> out;
    out.reserve(ids.size());
    for (const Id<Household> id : ids) out.push_back(named(id));
    return out;
  }

 private:
  Context& context_;
  const Village& village_;
  std::map<Id<Household>, households::ActiveHousehold> known_;
};

}  // namespace lianghu::pairing
