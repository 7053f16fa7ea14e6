#pragma once
// What the rooms above read of a whole village at once, as facts to compute with: who is or was registered in
// which household, and what hardship is recorded. No rights are asked here, so what they show of it is theirs
// to decide; identity numbers stay in this room.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/households/households.h"

namespace lianghu::households {

struct Registered {
  Id<Person> id;
  Id<Household> household;
  std::string name;
  std::optional<Date> born;
  std::string same_person;  // bytes: equal for rows with one identity number, "" without a number
  bool lives_there = false;
};
/// Everybody who is or was in a household of the village, by id.
[[nodiscard]] std::vector<Registered> registered(Context& context, const Village& village);

/// By household, those without any left out.
[[nodiscard]] std::map<Id<Household>, Hardship> hardships(Context& context, const Village& village);

}  // namespace lianghu::households
