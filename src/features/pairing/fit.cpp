#include "features/pairing/fit.h"

#include "features/pairing/place.h"

namespace lianghu::pairing {

std::string text(Id<Household> id) {
  return std::to_string(id.value);
}

Fit::Fit(Context& context, const Village& village) {
  for (const auto& each : households::active_households(context, village))
    places_.emplace(each.id, short_place(each.address));
}

bool Fit::near(Id<Household> one, Id<Household> other) const {
  const std::string& place = places_.at(one);
  return !place.empty() && place == places_.at(other);
}

std::vector<matching::Fit> Fit::of(const std::vector<store::Participant>& contacts,
                                   const std::vector<store::Participant>& helpers) const {
  std::vector<matching::Fit> out;
  for (const store::Participant& contact : contacts)
    for (const store::Participant& helper : helpers)
      if (near(contact.household, helper.household))
        out.push_back({text(contact.household), text(helper.household), 1});
  return out;
}

}  // namespace lianghu::pairing
