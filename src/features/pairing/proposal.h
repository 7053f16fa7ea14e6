#pragma once
// How many contact households each member household is proposed to take on, by the programme's capacity
// rules: age, health and other duties, as far as the register tells. Of several rules the one that leaves the
// least room stands. A proposal binds nobody: whoever runs the round, or the household itself, says
// otherwise.
#include <map>
#include <string>
#include <vector>

#include "base/words.h"
#include "features/pairing/pairing.h"

namespace lianghu::pairing {

struct Proposal {
  int capacity = 0;
  std::string key;  // of words/, why it is fewer than is usual; "" when it is not
  Values values;
};

class Proposals {
 public:
  Proposals(Context& context, const Village& village, const programmes::Definition& definition);
  [[nodiscard]] Proposal of(Id<Household> helper) const;

 private:
  void read_ages(Context& context, const Village& village);
  void read_hardships(Context& context, const Village& village);
  void read_duties(Context& context, const Village& village);
  void add(Id<Household> helper, int most, std::string key, Values values = {});

  const int usual_;
  const programmes::CapacityRules rules_;
  std::map<Id<Household>, Proposal> fewer_;
};

/// Why a helper has so much room, in words: what somebody typed, or the rule that proposed it.
[[nodiscard]] std::string capacity_reason(const std::string& typed, const std::string& key,
                                          const std::string& values, Language language);

}  // namespace lianghu::pairing
