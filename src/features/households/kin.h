#pragma once
// Who may be kin (近亲). It says nothing to anybody by itself: what the rooms above tell of it is theirs to
// decide.
//
// recorded: somebody is or was registered in both households, or both have somebody out of one third
//   household: a married daughter, two brothers who left their parents' home. The same person is known by the
//   identity number; rows without a number by name and date of birth together.
// hint: the heads have one surname and live in one place, and either their houses stand next to each other
//   (in one street, numbers at most 2 apart) or the generation character of their given names is the same (德
//   in 孙德福 and 孙德贵). A character that more than four heads of that surname bear in the village is a
//   whole clan's and tells nothing; so in a village of Suns not everybody is everybody's kin.
#include <map>
#include <set>
#include <string>
#include <utility>

#include "features/households/households.h"
#include "features/households/register.h"

namespace lianghu::households {

enum class Kin { none, hint, recorded };
BOOST_DESCRIBE_ENUM(Kin, none, hint, recorded)

/// A Chinese name taken apart: 欧阳德福 is 欧阳 and 德. Both are empty for a name of another make, generation
/// for a given name of one character.
struct NameParts {
  std::string surname;
  std::string generation;
};
[[nodiscard]] NameParts parts_of_name(std::string_view name);

class KinFinder {
 public:
  KinFinder(Context& context, const Village& village);
  [[nodiscard]] Kin between(const ActiveHousehold& one, const ActiveHousehold& other) const;

 private:
  [[nodiscard]] bool is_recorded(Id<Household> one, Id<Household> other) const;
  [[nodiscard]] bool is_hinted(const ActiveHousehold& one, const ActiveHousehold& other) const;

  std::map<Id<Household>, std::set<Id<Household>>> linked_;     // who shares a person
  std::map<std::pair<std::string, std::string>, int> bearers_;  // heads by surname and generation
};

/// Whether two households are recorded kin, without reading the whole village. A person is known as above,
/// and bears the same name wherever it is registered.
[[nodiscard]] bool are_recorded_kin(Context& context, const Village& village, Id<Household> one,
                                    Id<Household> other);

/// All households of the village that are recorded kin of it, itself not among them.
[[nodiscard]] std::set<Id<Household>> recorded_kin_of(Context& context, const Village& village,
                                                      Id<Household> household);

}  // namespace lianghu::households
