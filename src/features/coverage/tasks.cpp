#include <algorithm>
#include <set>

#include "features/coverage/coverage.h"
#include "features/plaques/plaques.h"
#include "features/pledges/pledges.h"

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
  void add(const std::string& menu, std::int64_t count, bool late) {
    if (count == 0) return;
    auto found = std::ranges::find(tasks_, menu, &Task::menu);
    if (found == tasks_.end()) found = tasks_.insert(tasks_.end(), {menu, 0, 0});
    found->count += count;
    if (late) found->late += count;
  }
  [[nodiscard]] std::vector<Task> take() { return std::move(tasks_); }

 private:
  std::vector<Task> tasks_;
};

void of_secretary(Context& context, const Village& village, Gathered& out) {
  if (const Reached plaque = reached(context, village, Stage::plaque); plaque.yes)
    out.add("plaques", std::ssize(plaques::hung_coverage(context, village).missing), plaque.late);
  const Reached pledge = reached(context, village, Stage::pledge);
  if (!pledge.yes) return;
  std::int64_t count = std::ssize(pledges::signed_coverage(context, village).missing);
  for (const pledges::ListRow& row : pledges::list(context, village))
    if (row.letter &&
        (row.letter->state == pledges::State::signed_ || row.letter->state == pledges::State::accepted))
      ++count;
  out.add("pledges", count, pledge.late);
}

void of_member(Context& context, const Village& village, Gathered& out) {
  const Reached pledge = reached(context, village, Stage::pledge);
  if (!pledge.yes) return;
  const pledges::Counts letters = pledges::signed_coverage(context, village);
  const auto is_own = [&](const auto& each) { return each.household.value == context.actor().household; };
  if (std::ranges::any_of(letters.missing, is_own)) out.add("pledges", 1, pledge.late);
}

/// Whose declaration waits for the town, and who is late.
void of_town(Context& context, const Village& village, Gathered& out) {
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
      of_secretary(context, organisations::village(context, {role.organisation}, {role.kind}), out);
    } else if (role.kind == RoleKind::town || role.kind == RoleKind::county) {
      const Reach at = organisations::reach(context, {role.organisation}, {role.kind});
      for (const Organisation& branch : organisations::branches(context, at))
        of_town(context, organisations::village(context, branch.id, {role.kind}), out);
    }
  }
  if (actor.household != 0 && !done.contains(actor.village) && actor.holds(RoleKind::member))
    of_member(context, organisations::village(context, {actor.village}, {RoleKind::member}), out);
  return out.take();
}

}  // namespace lianghu::coverage
