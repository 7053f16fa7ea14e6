#include "features/programmes/definition.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "base/describe.h"
#include "base/present.h"
#include "base/refusal.h"
#include "base/text.h"

namespace lianghu::programmes {

namespace {

constexpr int elder_age_min = 50;
constexpr int elder_age_max = 120;
constexpr int capacity_most = 20;  // what a round takes: features/pairing/setup.cpp
constexpr int weight_max = 100;
/// More would not stand on a plaque's page beside each other.
constexpr std::size_t banners_max = 6;
constexpr int remind_days_max = 60;
constexpr int remind_days_usual = 2;

Refusal broken(std::string key, Values values = {}) {
  return {Status::unprocessable, std::move(key), "definition", std::move(values)};
}
/// The same at one part of it, so that the sentence stands at its field.
Refusal broken_at(const std::string& field, std::string key, Values values = {}) {
  return {Status::unprocessable, std::move(key), "definition." + field, std::move(values)};
}

std::string numbered(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

void check_worded(const Worded& worded, const std::string& field) {
  if (trim(worded.zh).empty()) throw broken_at(field + ".zh", "programme.wording");
}

void check_stages(const Definition& definition) {
  constexpr std::array order = {Stage::plaque, Stage::pledge, Stage::action, Stage::consolidation};
  const bool as_ordered =
      definition.stages.size() == order.size() &&
      std::equal(order.begin(), order.end(), definition.stages.begin(),
                 [](Stage stage, const StageDefinition& found) { return stage == found.stage; });
  if (!as_ordered) throw broken("programme.stages");
  for (std::size_t i = 0; i < definition.stages.size(); ++i) {
    check_worded(definition.stages[i].name, numbered("stages", i) + ".name");
    check_worded(definition.stages[i].purpose, numbered("stages", i) + ".purpose");
  }
}

void check_roles(const Definition& definition) {
  std::set<Role> roles;
  for (const RoleDefinition& role : definition.roles) roles.insert(role.role);
  if (roles.size() != 5 || definition.roles.size() != 5) throw broken("programme.roles");
  for (std::size_t i = 0; i < definition.roles.size(); ++i) {
    check_worded(definition.roles[i].name, numbered("roles", i) + ".name");
    check_worded(definition.roles[i].plain, numbered("roles", i) + ".plain");
  }
}

void check_banners(const Definition& definition) {
  if (definition.banners.empty() || definition.banners.size() > banners_max)
    throw broken_at("banners", "programme.banners", {{"max", std::to_string(banners_max)}});
  for (std::size_t i = 0; i < definition.banners.size(); ++i)
    check_worded(definition.banners[i], numbered("banners", i));
}

void check_catalogue(const Definition& definition) {
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < definition.catalogue.size(); ++i) {
    const CatalogueEntry& entry = definition.catalogue[i];
    if (entry.key.empty() || trim(entry.text.zh).empty() || !keys.insert(entry.key).second)
      throw broken_at(numbered("catalogue", i) + ".text.zh", "programme.catalogue", {{"key", entry.key}});
  }
}

void check_calendar(const Definition& definition) {
  for (std::size_t i = 0; i < definition.calendar.size(); ++i) {
    const ReviewDate& date = definition.calendar[i];
    if (date.month < 0 || date.month > 12)
      throw broken_at(numbered("calendar", i) + ".month", "programme.month");
    if (date.day < 1 || date.day > 28)
      throw broken_at(numbered("calendar", i) + ".day", "programme.calendar");
  }
}

void check_limits(const Limits& limits) {
  const auto within = [](int value, int most) { return value >= 1 && value <= most; };
  if (!within(limits.notice_days, 60) || !within(limits.reply_days, 60) || !within(limits.confirm_days, 60) ||
      !within(limits.helper_capacity, 50) || !within(limits.pledge_items_max, 20) || limits.vetoes_max < 0 ||
      limits.vetoes_max > 20)
    throw broken("programme.limits");
}

/// A code that the deployment's lists lack is let be: they may be another place's (docs/adr/0006).
void check_once_each(const std::vector<std::string>& codes) {
  std::set<std::string_view> seen;
  for (const std::string& code : codes)
    if (!seen.insert(code).second) throw broken("programme.pairing.code", {{"code", code}});
}

void check_pairing(const PairingRules& rules) {
  const auto within = [](int value, int least, int most) { return value >= least && value <= most; };
  const CapacityRules& capacity = rules.capacity;
  if (!within(capacity.elder_age, elder_age_min, elder_age_max) ||
      !within(capacity.elder_most, 0, capacity_most) || !within(capacity.hardship_most, 0, capacity_most) ||
      !within(capacity.duty_most, 0, capacity_most) || !within(rules.fit.near, 0, weight_max) ||
      !within(rules.fit.skill, 0, weight_max) || !within(rules.fit.load, 0, weight_max) ||
      !within(rules.remind_days.value_or(remind_days_usual), 0, remind_days_max))
    throw broken("programme.pairing");
  check_once_each(capacity.hardship_categories);
  check_once_each(capacity.hardship_needs);
  std::vector<std::string> needs;
  needs.reserve(rules.fit.skills.size());
  for (const Skill& skill : rules.fit.skills) needs.push_back(skill.need);
  check_once_each(needs);
}

bool rarer(Occasion a, Occasion b) {
  return static_cast<int>(a) > static_cast<int>(b);
}

}  // namespace

void check(const Definition& definition) {
  check_stages(definition);
  check_roles(definition);
  check_banners(definition);
  check_catalogue(definition);
  check_calendar(definition);
  check_limits(definition.limits);
  if (definition.pairing) check_pairing(*definition.pairing);
  check_worded(definition.name, "name");
  check_worded(definition.plate_title, "plate_title");
}

PairingRules pairing_rules(const Definition& definition) {
  PairingRules out = definition.pairing ? *definition.pairing : present(built_in().pairing);
  if (!out.silence) out.silence = Silence::accepted;
  if (!out.remind_days) out.remind_days = remind_days_usual;
  return out;
}

const RoleDefinition& role_of(const Definition& definition, Role role) {
  const auto found = std::find_if(definition.roles.begin(), definition.roles.end(),
                                  [&](const RoleDefinition& each) { return each.role == role; });
  if (found == definition.roles.end()) throw std::logic_error("a definition without one of the five roles");
  return *found;
}

std::vector<ReviewDay> review_days(const Definition& definition, Date first, Date last) {
  std::vector<ReviewDay> days;
  for (Date day = first; day <= last; day = add_days(day, 1)) {
    std::optional<Occasion> occasion;
    for (const ReviewDate& date : definition.calendar) {
      const bool falls = unsigned{day.day()} == static_cast<unsigned>(date.day) &&
                         (date.month == 0 || unsigned{day.month()} == static_cast<unsigned>(date.month));
      if (falls && (!occasion || rarer(date.occasion, *occasion))) occasion = date.occasion;
    }
    if (occasion) days.push_back({day, *occasion});
  }
  return days;
}

}  // namespace lianghu::programmes
