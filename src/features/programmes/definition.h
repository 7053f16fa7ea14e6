#pragma once
// What a programme consists of, as data: banners, stages, roles, catalogue, calendar, limits and the rules of
// the two-way selection. The built-in one is programmes/vanguard-household.yaml, made from the source
// article; a place edits its own copy.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace lianghu::programmes {

/// A sentence in both languages.
struct Worded {
  std::string zh;
  std::string en;
};
BOOST_DESCRIBE_STRUCT(Worded, (), (zh, en))

enum class Stage { plaque, pledge, action, consolidation };
BOOST_DESCRIBE_ENUM(Stage, plaque, pledge, action, consolidation)

struct StageDefinition {
  Stage stage{};
  Worded name;
  Worded purpose;
};
BOOST_DESCRIBE_STRUCT(StageDefinition, (), (stage, name, purpose))

/// The five roles: what pledges, actions and awards are filed under.
enum class Role { policy_lead, policy_messenger, village_keeper, mediator, friend_ };
BOOST_DESCRIBE_ENUM(Role, policy_lead, policy_messenger, village_keeper, mediator, friend_)

struct RoleDefinition {
  Role role{};
  Worded name;
  Worded plain;  // for those who read slowly: 讲政策, 扫街道, 帮人家
};
BOOST_DESCRIBE_STRUCT(RoleDefinition, (), (role, name, plain))

struct CatalogueEntry {
  std::string key;  // stays the same when the wording changes
  Role role{};
  Worded text;
  std::string unit;    // of a measurable target, "" when there is none: 次, 亩, 户
  std::string rhythm;  // "weekly", "monthly", "once" or ""
};
BOOST_DESCRIBE_STRUCT(CatalogueEntry, (), (key, role, text, unit, rhythm))

enum class Occasion { party_day, july_first, new_year };
BOOST_DESCRIBE_ENUM(Occasion, party_day, july_first, new_year)

struct ReviewDate {
  Occasion occasion{};
  int month = 0;  // 0: every month
  int day = 1;
};
BOOST_DESCRIBE_STRUCT(ReviewDate, (), (occasion, month, day))

struct Limits {
  int notice_days = 7;      // 公示期
  int reply_days = 7;       // a feedback later than this goes one level up
  int confirm_days = 5;     // each side of a pairing accepts or declines
  int helper_capacity = 2;  // contact households a member household takes on, unless it says otherwise
  int vetoes_max = 3;
  int pledge_items_max = 5;
};
BOOST_DESCRIBE_STRUCT(Limits, (),
                      (notice_days, reply_days, confirm_days, helper_capacity, vetoes_max, pledge_items_max))

/// How many contact households a member household is proposed to take on: the programme's helper_capacity,
/// and less where one of these holds. Whoever runs the round, or the household itself, may say otherwise.
struct CapacityRules {
  int elder_age = 70;                            // everybody grown up in the household is at least so old …
  int elder_most = 1;                            // … then at most so many
  std::vector<std::string> hardship_categories;  // one of these is recorded of the household …
  std::vector<std::string> hardship_needs;       // … or one of these …
  int hardship_most = 1;                         // … then at most so many
  int duty_most = 1;  // somebody is secretary, group leader or in the leading group
};
BOOST_DESCRIBE_STRUCT(CapacityRules, (),
                      (elder_age, elder_most, hardship_categories, hardship_needs, hardship_most, duty_most))

/// Whoever promised something in one of these roles has the skill for that need.
struct Skill {
  std::string need;
  std::vector<Role> roles;
};
BOOST_DESCRIBE_STRUCT(Skill, (), (need, roles))

/// What makes a pair fit, as weights that add up. It only breaks ties: whom somebody ranked comes first.
struct FitRules {
  int near = 0;   // both live in one place
  int skill = 0;  // the helper's letter in force meets a need
  int load = 0;   // the helper has helped nobody in an earlier round, so the work goes around
  std::vector<Skill> skills;
};
BOOST_DESCRIBE_STRUCT(FitRules, (), (near, skill, load, skills))

/// What it means that somebody has not answered when the days for confirming are over.
enum class Silence { accepted, declined };
BOOST_DESCRIBE_ENUM(Silence, accepted, declined)

struct PairingRules {
  CapacityRules capacity;
  FitRules fit;
  // Definitions that were stored before there were these two have neither:
  std::optional<Silence> silence;
  std::optional<int> remind_days;  // before those days end, who has not answered is reminded
};
BOOST_DESCRIBE_STRUCT(PairingRules, (), (capacity, fit, silence, remind_days))

struct Definition {
  std::string key;
  Worded name;
  Worded plate_title;  // what stands large on the plaque: 共产党员户
  std::vector<Worded> banners;
  std::vector<StageDefinition> stages;
  std::vector<RoleDefinition> roles;
  std::vector<CatalogueEntry> catalogue;
  std::vector<ReviewDate> calendar;
  Limits limits;
  std::optional<PairingRules> pairing;  // none: older than these rules, or content with the built-in ones
};
BOOST_DESCRIBE_STRUCT(Definition, (),
                      (key, name, plate_title, banners, stages, roles, catalogue, calendar, limits, pairing))

/// Reads a programme's YAML. Throws Refusal 422 programme.yaml with the line and what is wrong, or the first
/// rule that it breaks: programme.stages (all four, in order), programme.roles (all five),
/// programme.catalogue (keys unique), programme.calendar, programme.limits, programme.pairing (numbers within
/// bounds), programme.pairing.code (a category or need that no list has, or one named twice).
[[nodiscard]] Definition from_yaml(std::string_view text);
/// The source article's programme.
[[nodiscard]] const Definition& built_in();
/// Throws the rules' refusals; for an edited definition.
void check(const Definition& definition);

/// The definition's own rules, or the built-in programme's; every one is given.
[[nodiscard]] PairingRules pairing_rules(const Definition& definition);

/// The wording of a role in this definition.
[[nodiscard]] const RoleDefinition& role_of(const Definition& definition, Role role);
/// The review dates from `first` to `last`, both included, in order; on one day the rarer occasion stands
/// alone.
struct ReviewDay {
  Date day{};
  Occasion occasion{};
};
[[nodiscard]] std::vector<ReviewDay> review_days(const Definition& definition, Date first, Date last);

}  // namespace lianghu::programmes
