#include <algorithm>
#include <set>

#include "features/coverage/coverage.h"
#include "features/feedback/feedback.h"
#include "features/pairing/pairing.h"
#include "features/plaques/plaques.h"
#include "features/pledges/pledges.h"
#include "features/reviews/reviews.h"

namespace lianghu::coverage {

namespace {

using programmes::ParticipationState;
using programmes::StageState;

/// How a village stands with one stage, when it has reached it.
struct Reached {
  bool yes = false;
  bool late = false;  // its last day has passed and the town has not confirmed it
};

Reached reached(Context& context, const Village& village, Stage stage) {
  const auto part = programmes::participation(context, village);
  if (!part || part->state == ParticipationState::invited || part->state == ParticipationState::preparing ||
      part->stage < stage)
    return {};
  Reached out{true, false};
  for (const programmes::StageStatus& each : programmes::stages(context, village))
    if (each.stage == stage)
      out.late = each.state != StageState::confirmed && each.ends_on && *each.ends_on < context.today();
  return out;
}

class Gathered {
 public:
  void add(const std::string& menu, std::int64_t count, bool late) { add(menu, count, late ? count : 0); }
  void add(const std::string& menu, std::int64_t count, std::int64_t late) {
    if (count == 0) return;
    auto found = std::ranges::find_if(
        tasks_, [&](const Task& task) { return task.menu == menu && task.about.empty(); });
    if (found == tasks_.end()) found = tasks_.insert(tasks_.end(), {menu, 0, 0, {}, {}});
    found->count += count;
    found->late += late;
  }
  /// Something in particular, by a day if there is one.
  void remind(const std::string& menu, const std::string& about, std::int64_t count,
              std::optional<Date> until) {
    if (count == 0) return;
    auto found = std::ranges::find_if(tasks_, [&](const Task& task) {
      return task.menu == menu && task.about == about && task.until == until;
    });
    if (found == tasks_.end()) found = tasks_.insert(tasks_.end(), {menu, 0, 0, about, until});
    found->count += count;
  }
  [[nodiscard]] std::vector<Task> take() { return std::move(tasks_); }

 private:
  std::vector<Task> tasks_;
};

void of_secretary(Context& context, const Village& village, Gathered& out) {
  if (const Reached plaque = reached(context, village, Stage::plaque); plaque.yes)
    out.add("plaques", std::ssize(plaques::hung_coverage(context, village).missing), plaque.late);
  // A round may run before its stage is reached.
  const pairing::Unanswered silent = pairing::to_remind(context, village);
  out.remind("pairing", "silent", std::ssize(silent.households), silent.until);
  const Reached pledge = reached(context, village, Stage::pledge);
  if (!pledge.yes) return;
  std::int64_t count = std::ssize(pledges::signed_coverage(context, village).missing);
  for (const pledges::ListRow& row : pledges::list(context, village))
    if (row.letter &&
        (row.letter->state == pledges::State::signed_ || row.letter->state == pledges::State::accepted))
      ++count;
  out.add("pledges", count, pledge.late);
  if (const Reached action = reached(context, village, Stage::action); action.yes)
    out.add("pairing", std::ssize(pairing::paired_coverage(context, village).missing), action.late);
  if (!reviews::list(context, village).empty())
    out.add("reviews", std::ssize(reviews::reviewed_coverage(context, village).missing), false);
}

/// What villagers said and waits for the actor.
void of_the_desk(Context& context, const Village& village, Gathered& out) {
  const feedback::OpenCounts open = feedback::open_counts(context, village);
  out.add("feedback", open.to_assign + open.to_answer, open.late);
}

void of_member(Context& context, const Village& village, Gathered& out) {
  const pairing::Unanswered silent = pairing::to_remind(context, village);
  if (std::ranges::find(silent.households, Id<pairing::Household>{context.actor().household}) !=
      silent.households.end())
    out.remind("pairing", "own", 1, silent.until);
  const Reached pledge = reached(context, village, Stage::pledge);
  if (!pledge.yes) return;
  const pledges::Counts letters = pledges::signed_coverage(context, village);
  const auto is_own = [&](const auto& each) { return each.household.value == context.actor().household; };
  if (std::ranges::any_of(letters.missing, is_own)) out.add("pledges", 1, pledge.late);
}

/// Whose declaration waits for the town, and who is late; and what a branch is about to pair by hand.
void of_town(Context& context, const Village& village, Gathered& out) {
  out.remind("pairing", "override", pairing::overrides_waiting(context, village), std::nullopt);
  const auto part = programmes::participation(context, village);
  if (!part) return;
  for (const programmes::StageStatus& each : programmes::stages(context, village)) {
    if (each.stage != part->stage) continue;
    const bool late = each.state == StageState::running && each.ends_on && *each.ends_on < context.today();
    if (late || each.state == StageState::declared) out.add("coverage", 1, late);
  }
}

}  // namespace

std::vector<Task> tasks(Context& context) {
  Gathered out;
  const Actor actor = context.actor();
  std::set<std::int64_t> done;  // somebody may hold two roles over one village
  for (const RoleHeld& role : actor.roles) {
    if (role.kind == RoleKind::secretary) {
      if (!done.insert(role.organisation).second) continue;
      const Village village = organisations::village(context, {role.organisation}, {role.kind});
      of_secretary(context, village, out);
      of_the_desk(context, village, out);
    } else if (role.kind == RoleKind::town || role.kind == RoleKind::county) {
      const Reach at = organisations::reach(context, {role.organisation}, {role.kind});
      for (const Organisation& branch : organisations::branches(context, at)) {
        const Village village = organisations::village(context, branch.id, {role.kind});
        of_town(context, village, out);
        of_the_desk(context, village, out);
      }
    }
  }
  if (actor.household != 0 && !done.contains(actor.village) && actor.holds(RoleKind::member))
    of_member(context, organisations::village(context, {actor.village}, {RoleKind::member}), out);
  return out.take();
}

}  // namespace lianghu::coverage
