#pragma once
// How well a pair fits, as far as the register tells. It breaks ties and nothing more: what somebody ranked
// always comes first (src/matching/matching.h).
#include <map>
#include <string>
#include <vector>

#include "features/pairing/rounds_store.h"
#include "matching/matching.h"

namespace lianghu::pairing {

/// The name of a household in an instance of the solver.
[[nodiscard]] std::string text(Id<Household> id);

class Fit {
 public:
  Fit(Context& context, const Village& village);
  /// Of every pair that fits at all.
  [[nodiscard]] std::vector<matching::Fit> of(const std::vector<store::Participant>& contacts,
                                              const std::vector<store::Participant>& helpers) const;

 private:
  [[nodiscard]] bool near(Id<Household> one, Id<Household> other) const;

  std::map<Id<Household>, std::string> places_;
};

}  // namespace lianghu::pairing
