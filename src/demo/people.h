#pragma once
// The demo's people: plainly made up. Every given name has the character 演 (“to act a part”) in its middle,
// so that nobody takes one of them for a neighbour; identity numbers are well-formed, with the county's place
// code and the order numbers of a generator.
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/time.h"

namespace lianghu::demo {

struct MadeUpPerson {
  std::string name;
  std::string identity;  // GB 11643, unique among all that one maker made
  Date born{};
  bool male = false;
  bool party_member = false;
  Date joined_party{};   // meaningless unless a party member
  std::string relation;  // 户主, 配偶, 长子 …
};

struct MadeUpHousehold {
  std::string code;  // "M012", "C007": unique in its village
  bool is_member = false;
  std::vector<MadeUpPerson> persons;  // the head first
  std::string address;                // "二组 东二街 7 号"
  std::string phone;
  std::string category;  // of a contact household, as towns write it
  std::string need;
};

class PeopleMaker {
 public:
  /// `county` is the six-digit place code that the identity numbers begin with.
  PeopleMaker(Random& random, std::string county) : random_(random), county_(std::move(county)) {}

  [[nodiscard]] std::vector<MadeUpHousehold> village(int member_households, int contact_households);

 private:
  MadeUpPerson person(const std::string& surname, bool male, int year_from, int year_to);
  MadeUpHousehold household(bool is_member, int number);
  std::string identity(Date born, bool male);
  Date date(int year_from, int year_to);
  const std::string& one_of(const std::vector<std::string>& words);

  Random& random_;
  std::string county_;
  std::set<std::string> used_;
};

}  // namespace lianghu::demo
