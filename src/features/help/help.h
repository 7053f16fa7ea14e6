#pragma once
// Help (先锋行动): the plan that a helper household makes for the household it is paired with, and what was
// done, one action at a time. The helped household says itself, by its code or on paper, whether it was so.
// Nothing is ever deleted: a plan gets a new edition, a withdrawn action keeps its row with the reason. What
// is public of it never names the helped household, nor hints at it.
#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/accounts/accounts.h"
#include "features/pledges/pledges.h"
#include "features/programmes/programmes.h"
#include "journal/context.h"

namespace lianghu::pairing {
struct Pairing;
}

namespace lianghu::help {

using accounts::Account;
using households::Household;
using organisations::Village;
using pairing::Pairing;
using programmes::Role;

struct PlanItem {
  std::string need;  // a code of households/codes.h; "" when it is none of them
  std::string what;  // 2 to 200 characters
  std::optional<Date> due_on;
};
BOOST_DESCRIBE_STRUCT(PlanItem, (), (need, what, due_on))

/// One edition of a plan; the newest one holds.
struct Plan {
  Id<Plan> id;
  Id<Pairing> pairing;
  std::int64_t edition = 0;
  std::vector<PlanItem> items;
  Date written_on{};
  bool assisted = false;  // written down by somebody of another household, who is named:
  Id<Account> recorded_by;
  std::string recorder_name;
};
BOOST_DESCRIBE_STRUCT(Plan, (),
                      (id, pairing, edition, items, written_on, assisted, recorded_by, recorder_name))

/// Staff write for the whole village, a group's leader for that group's helpers, a member for the own
/// household. For anybody else the pairing or action is not there: 404.

/// A new edition of the plan. `edition` is the one that was looked at, 0 for the first. Throws Refusal 422
/// help.plan.count (1 to 10 items), help.what.length, help.need.unknown, help.due.past, help.pairing.ended;
/// 404 help.pairing.not_found; 409 version.stale.
Plan write_plan(Context& context, const Village& village, Id<Pairing> pairing,
                const std::vector<PlanItem>& items, std::int64_t edition);
/// Every edition, the newest first. Throws Refusal 404 help.pairing.not_found.
[[nodiscard]] std::vector<Plan> plans(Context& context, const Village& village, Id<Pairing> pairing);

/// recorded → acknowledged | disputed by the helped household; any of them may be withdrawn.
enum class State { recorded, acknowledged, disputed, withdrawn };
BOOST_DESCRIBE_ENUM(State, recorded, acknowledged, disputed, withdrawn)
/// How the helped household said so.
enum class AnsweredBy { code, paper };
BOOST_DESCRIBE_ENUM(AnsweredBy, code, paper)

/// An item of the helper's letter, by its place in it, counted from 1.
struct PledgeItem {
  Id<pledges::Pledge> pledge;
  std::int64_t position = 0;
};
BOOST_DESCRIBE_STRUCT(PledgeItem, (), (pledge, position))

struct Answer {
  AnsweredBy by{};
  Date answered_on{};
  std::string words;  // of a dispute
};
BOOST_DESCRIBE_STRUCT(Answer, (), (by, answered_on, words))

struct Action {
  Id<Action> id;
  Id<Household> helper;
  std::optional<Id<Pairing>> pairing;  // with whom; none: done for the village
  std::optional<Id<Household>> helped;
  std::optional<PledgeItem> pledge_item;
  Role role{};
  Date done_on{};
  std::string what;
  std::int64_t quarter_hours = 0;
  std::string photo;  // its name in the content store; "" without one
  State state{};
  std::optional<Answer> answer;
  std::string reason;     // of a withdrawn one
  bool assisted = false;  // recorded by somebody of another household, who is named:
  Id<Account> recorded_by;
  std::string recorder_name;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Action, (),
                      (id, helper, pairing, helped, pledge_item, role, done_on, what, quarter_hours, photo,
                       state, answer, reason, assisted, recorded_by, recorder_name, version))

struct NewAction {
  Id<Household> helper;
  std::optional<Id<Pairing>> pairing;  // one of these two, or both
  std::optional<PledgeItem> pledge_item;
  Role role{};
  Date done_on{};
  std::string what;                // 2 to 200 characters
  std::int64_t quarter_hours = 0;  // 1 to 96
  std::string photo;               // FileStore::put, or ""
};
BOOST_DESCRIBE_STRUCT(NewAction, (),
                      (helper, pairing, pledge_item, role, done_on, what, quarter_hours, photo))

/// Throws Refusal 422 help.what.length, help.hours, help.done.future, help.done.before_pairing,
/// help.done.after_pairing, help.for_whom (neither pairing nor pledge item), help.pledge_item.unknown; 404
/// help.pairing.not_found, household.not_found.
Action record(Context& context, const Village& village, const NewAction& action);
/// With a reason of 2 to 200 characters (422 help.reason); 409 help.state, version.stale.
Action withdraw(Context& context, const Village& village, Id<Action> id, std::string_view reason,
                std::int64_t version);

/// What the helped household says to an action.
struct Word {
  bool was_so = true;
  std::string words;  // 2 to 200 characters when it was not
};
/// The household said it on paper, or to somebody who writes it down: staff or a leader of the helper's
/// group, never the helper. Throws Refusal 422 help.words, help.no_household (done for the village); 403
/// help.own_action; 409 help.state, version.stale.
Action answer_on_paper(Context& context, const Village& village, Id<Action> id, const Word& word,
                       std::int64_t version);
/// The household itself, known by its code: no account. `household` is what households::resolve_code gave.
/// 404 help.action.not_found for another household's action; 409 help.state once it has answered.
Action answer_by_code(Context& context, const Village& village, Id<Household> household, Id<Action> id,
                      const Word& word);

/// One that the actor may see (auditors see all). Throws Refusal 404 help.action.not_found.
[[nodiscard]] Action get(Context& context, const Village& village, Id<Action> id);
/// Those that the actor may see, done from `first` to `last`, both included, the newest first, withdrawn ones
/// too.
[[nodiscard]] std::vector<Action> list(Context& context, const Village& village, Date first, Date last);

/// The newest day on which something was done that the actor may see; nothing when there is none.
[[nodiscard]] std::optional<Date> newest_day(Context& context, const Village& village);

// For the rooms above: no rights are asked here, so what they show of it is theirs to decide.

/// Done from `first` to `last`, both included, the oldest first, without the withdrawn.
[[nodiscard]] std::vector<Action> actions_in(Context& context, const Village& village, Date first, Date last);
/// What was done for one household, the newest first, without the withdrawn.
[[nodiscard]] std::vector<Action> actions_for(Context& context, const Village& village, Id<Household> helped);
/// The newest edition of a pairing's plan.
[[nodiscard]] std::optional<Plan> plan_of(Context& context, const Village& village, Id<Pairing> pairing);

/// What a public page may say of an action: what was done is told only when it was done for the village. The
/// promise is there of every action, to be counted by: where somebody was helped, it stands beside no day.
struct PublicAction {
  Role role{};
  Date done_on{};
  std::optional<std::string> what;  // the letter's wording; none when a household was helped
  bool acknowledged = false;
  std::optional<PledgeItem> pledge_item;
};
BOOST_DESCRIBE_STRUCT(PublicAction, (), (role, done_on, what, acknowledged, pledge_item))
/// The newest first, without disputed and withdrawn ones.
[[nodiscard]] std::vector<PublicAction> public_actions(Context& context, const Village& village,
                                                       Id<Household> helper);

struct Tally {
  std::int64_t actions = 0;
  std::int64_t quarter_hours = 0;
  std::int64_t acknowledged = 0;
  std::int64_t disputed = 0;
};
BOOST_DESCRIBE_STRUCT(Tally, (), (actions, quarter_hours, acknowledged, disputed))
/// Counts one more; a withdrawn action counts for nothing, a disputed one as disputed alone.
void add_to(Tally& tally, const Action& action);
void add_to(Tally& tally, const Tally& more);
/// By helper household; one that did nothing in that time has no entry.
[[nodiscard]] std::map<Id<Household>, Tally> tallies(Context& context, const Village& village, Date first,
                                                     Date last);

}  // namespace lianghu::help
