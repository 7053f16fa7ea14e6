#pragma once
// Who is behind the ids of a round, for what the screens show.
#include <map>
#include <string>
#include <vector>

#include "features/pairing/workspace.h"

namespace lianghu::pairing {

/// Also those who have left: a pair may outlive them by a day.
class People {
 public:
  People(Context& context, const Village& village);
  const households::ActiveHousehold& of(Id<Household> id);
  Named named(Id<Household> id) { return {id, of(id).head_name}; }
  std::vector<Named> named(const std::vector<Id<Household>>& ids);

 private:
  Context& context_;
  const Village& village_;
  std::map<Id<Household>, households::ActiveHousehold> known_;
};

/// What a household needs, in words.
[[nodiscard]] std::vector<std::string> needs_of(Context& context, const Village& village,
                                                Id<Household> household, Language language);

}  // namespace lianghu::pairing
