#include "features/pairing/proposal.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "features/accounts/accounts.h"
#include "features/households/register.h"

namespace lianghu::pairing {

namespace {

constexpr int grown_up_years = 18;

int age_on(Date today, Date born) {
  const int years = static_cast<int>(today.year()) - static_cast<int>(born.year());
  const bool had_birthday = std::pair(today.month(), today.day()) >= std::pair(born.month(), born.day());
  return had_birthday ? years : years - 1;
}

bool overlap(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return std::ranges::any_of(
      some, [&](const std::string& each) { return std::ranges::find(others, each) != others.end(); });
}

}  // namespace

Proposals::Proposals(Context& context, const Village& village, const programmes::Definition& definition)
    : usual_(definition.limits.helper_capacity), rules_(programmes::pairing_rules(definition).capacity) {
  read_ages(context, village);
  read_hardships(context, village);
  read_duties(context, village);
}

Proposal Proposals::of(Id<Household> helper) const {
  const auto found = fewer_.find(helper);
  return found == fewer_.end() ? Proposal{usual_, {}, {}} : found->second;
}

void Proposals::add(Id<Household> helper, int most, std::string key, Values values) {
  if (most >= usual_) return;
  const auto found = fewer_.find(helper);
  if (found != fewer_.end() && found->second.capacity <= most) return;
  values.emplace("count", std::to_string(most));
  fewer_[helper] = {most, std::move(key), std::move(values)};
}

/// Somebody whose age nobody entered may be young, so the rule is silent there.
void Proposals::read_ages(Context& context, const Village& village) {
  std::map<Id<Household>, bool> all_old;
  for (const auto& each : households::registered(context, village)) {
    if (!each.lives_there) continue;
    const bool is_known = each.born.has_value();
    const int age = is_known ? age_on(context.today(), *each.born) : 0;
    if (is_known && age < grown_up_years) continue;
    const auto household = all_old.emplace(each.household, true).first;
    household->second = household->second && is_known && age >= rules_.elder_age;
  }
  for (const auto& each : all_old)
    if (each.second)
      add(each.first, rules_.elder_most, "pairing.capacity.elder",
          {{"age", std::to_string(rules_.elder_age)}});
}

void Proposals::read_hardships(Context& context, const Village& village) {
  for (const auto& each : households::hardships(context, village))
    if (overlap(each.second.categories, rules_.hardship_categories) ||
        overlap(each.second.needs, rules_.hardship_needs))
      add(each.first, rules_.hardship_most, "pairing.capacity.hardship");
}

/// The leading group is known by name alone. A namesake is proposed less room than it has, which it can
/// change.
void Proposals::read_duties(Context& context, const Village& village) {
  const auto reach = organisations::published_reach(context, village.id());
  const auto read_holders = [&](RoleKind kind, const std::string& key) {
    for (const auto& each : accounts::holders(context, reach, kind))
      if (each.person.household != 0 && each.person.village == village.id().value)
        add({each.person.household}, rules_.duty_most, key);
  };
  read_holders(RoleKind::secretary, "pairing.capacity.secretary");
  read_holders(RoleKind::group_leader, "pairing.capacity.group_leader");
  std::set<std::string> leading;
  for (const auto& each : organisations::leading_group(context, reach)) leading.insert(each.name);
  if (leading.empty()) return;
  for (const auto& each : households::registered(context, village))
    if (each.lives_there && leading.contains(each.name))
      add(each.household, rules_.duty_most, "pairing.capacity.leading_group");
}

std::string capacity_reason(const std::string& typed, const std::string& key, const std::string& values,
                            Language language) {
  if (key.empty()) return typed;
  Values filled;
  for (auto& each : json::read<std::map<std::string, std::string>>(std::string_view(values)))
    filled.emplace(each.first, each.second);
  return say(language, key, filled);
}

}  // namespace lianghu::pairing
