#pragma once
// How well a pair fits, as far as the register tells, by the weights of the programme. It breaks ties and
// nothing more: what somebody ranked always comes first (src/matching/matching.h).
#include <map>
#include <set>
#include <string>
#include <vector>

#include "features/households/register.h"
#include "features/pairing/rounds_store.h"
#include "matching/matching.h"

namespace lianghu::pairing {

/// The name of a household in an instance of the solver.
[[nodiscard]] std::string text(Id<Household> id);

/// Of what a pair's fit is made up.
struct FitParts {
  bool near = false;    // both live in one place
  bool skill = false;   // the helper's letter in force meets a need of the household
  bool rested = false;  // the helper has helped nobody in an earlier round
};

class Fit {
 public:
  Fit(Context& context, const Village& village, Id<Round> round);
  [[nodiscard]] FitParts parts(Id<Household> contact, Id<Household> helper) const;
  /// The weights of its parts together; 0 is no fit at all.
  [[nodiscard]] int value(Id<Household> contact, Id<Household> helper) const;
  /// Of every pair that fits at all.
  [[nodiscard]] std::vector<matching::Fit> of(const std::vector<store::Participant>& contacts,
                                              const std::vector<store::Participant>& helpers) const;

 private:
  [[nodiscard]] bool has_skill(Id<Household> contact, Id<Household> helper) const;

  programmes::FitRules rules_;
  std::map<Id<Household>, std::string> addresses_;
  std::map<Id<Household>, households::Hardship> hardships_;
  std::map<Id<Household>, std::set<programmes::Role>> promised_;
  std::set<Id<Household>> helped_before_;
};

}  // namespace lianghu::pairing
