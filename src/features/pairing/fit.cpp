#include "features/pairing/fit.h"

#include <algorithm>

#include "features/households/whereabouts.h"
#include "features/pledges/pledges.h"

namespace lianghu::pairing {

std::string text(Id<Household> id) {
  return std::to_string(id.value);
}

Fit::Fit(Context& context, const Village& village, Id<Round> round)
    : rules_(programmes::pairing_rules(programmes::running(context, village).programme.definition).fit),
      hardships_(households::hardships(context, village)) {
  for (const auto& each : households::active_households(context, village))
    addresses_.emplace(each.id, each.address);
  for (const auto& letter : pledges::published_in(context, village))
    for (const pledges::Item& item : letter.items) promised_[letter.household].insert(item.role);
  for (const Pairing& each : history(context, village))
    if (each.round != round) helped_before_.insert(each.helper);
}

FitParts Fit::parts(Id<Household> contact, Id<Household> helper) const {
  const auto home = addresses_.find(contact);
  const auto other = addresses_.find(helper);
  const bool both_live_here = home != addresses_.end() && other != addresses_.end();
  return {both_live_here && households::is_near(home->second, other->second), has_skill(contact, helper),
          !helped_before_.contains(helper)};
}

int Fit::value(Id<Household> contact, Id<Household> helper) const {
  const FitParts found = parts(contact, helper);
  return (found.near ? rules_.near : 0) + (found.skill ? rules_.skill : 0) + (found.rested ? rules_.load : 0);
}

std::vector<matching::Fit> Fit::of(const std::vector<store::Participant>& contacts,
                                   const std::vector<store::Participant>& helpers) const {
  std::vector<matching::Fit> out;
  for (const store::Participant& contact : contacts)
    for (const store::Participant& helper : helpers)
      if (const int fit = value(contact.household, helper.household); fit > 0)
        out.push_back({text(contact.household), text(helper.household), static_cast<double>(fit)});
  return out;
}

bool Fit::has_skill(Id<Household> contact, Id<Household> helper) const {
  const auto hardship = hardships_.find(contact);
  const auto promised = promised_.find(helper);
  if (hardship == hardships_.end() || promised == promised_.end()) return false;
  const std::vector<std::string>& needs = hardship->second.needs;
  return std::ranges::any_of(rules_.skills, [&](const programmes::Skill& skill) {
    return std::ranges::find(needs, skill.need) != needs.end() &&
           std::ranges::any_of(skill.roles,
                               [&](programmes::Role role) { return promised->second.contains(role); });
  });
}

}  // namespace lianghu::pairing
