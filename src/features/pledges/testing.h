#pragma once
// Letters of Yinhe for the tests of this room and of those above.
#include <string>
#include <vector>

#include "features/plaques/testing.h"
#include "features/pledges/pledges.h"

namespace lianghu::pledges::testing {

inline Item item(std::string wording, Role role = Role::village_keeper) {
  Item out;
  out.role = role;
  out.wording = std::move(wording);
  return out;
}

/// As each would be handed in: the secretary writes for everybody.
class PledgingVillage : public plaques::testing::RunningVillage {
 public:
  using RunningVillage::RunningVillage;

  Pledge draft(Id<Household> household, const std::string& wording = "包一段街道，按周清扫") {
    return change(
        [&](Context& c, const Village& v) { return pledges::draft(c, v, household, {item(wording)}); });
  }
  Id<Person> head_of(Id<Household> household) {
    return read([&](Context& c, const Village& v) { return households::find(c, v, household)->head; });
  }
  Pledge sign(const Pledge& pledge) {
    Signing signing;
    signing.signer = head_of(pledge.household);
    signing.file = std::string(64, 'a');
    signing.version = pledge.version;
    return change([&](Context& c, const Village& v) { return pledges::sign(c, v, pledge.id, signing); });
  }
  Pledge accept(const Pledge& pledge) {
    return change(
        [&](Context& c, const Village& v) { return pledges::accept(c, v, pledge.id, pledge.version); });
  }
  Pledge publish(const Pledge& pledge) {
    return change(
        [&](Context& c, const Village& v) { return pledges::publish(c, v, pledge.id, pledge.version); });
  }
  /// From nothing to published.
  Pledge publish_new(Id<Household> household, const std::string& wording = "包一段街道，按周清扫") {
    return publish(accept(sign(draft(household, wording))));
  }
  Pledge now(const Pledge& pledge) {
    return read([&](Context& c, const Village& v) { return get(c, v, pledge.id); });
  }
};

}  // namespace lianghu::pledges::testing
