// Several who say the same: one handling, one answer, and each sender gets it under the own code.
#include <algorithm>

#include "features/feedback/desk.h"

namespace lianghu::feedback {

namespace {

constexpr int alike_max = 30;

}  // namespace

bool is_to_do(const Feedback& feedback) {
  return is_open(feedback.state) && !feedback.hidden && !feedback.merged_into;
}

std::vector<Feedback> alike(Context& context, const Village& village, const Feedback& feedback) {
  return store::alike(context, village, feedback, alike_max);
}

void set_apart(Context& context, const Village& village, Feedback& feedback, const Organisation& by) {
  feedback.merged_into.reset();
  feedback.version += 1;
  save_step(context, village, feedback, done(context, Step::separated, by, {}), "feedback.separated");
}

Entry merge(Context& context, const Village& village, Id<Feedback> id, Id<Feedback> into,
            std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff);
  require_open(feedback);
  const auto others = alike(context, village, feedback);
  const auto found = std::ranges::find(others, into, &Feedback::id);
  if (found == others.end() || feedback.reopened)
    throw Refusal(Status::unprocessable, "feedback.merge.other", "into");
  Feedback leader = *found;
  // Nobody waits longer for having said what others say.
  leader.answer_by = std::min(leader.answer_by, feedback.answer_by);
  leader.escalated = leader.escalated || feedback.escalated;
  if (feedback.late_since && (!leader.late_since || *feedback.late_since < *leader.late_since))
    leader.late_since = feedback.late_since;
  leader.version += 1;
  save_step(context, village, leader, done(context, Step::merged, handler, {}), "feedback.merged");
  auto followers = store::merged_into(context, village, feedback.id);
  follow(feedback, leader);
  feedback.turn = Turn::none;
  feedback.merged_into = into;
  save_step(context, village, feedback, done(context, Step::merged, handler, {}), "feedback.merged");
  for (const Feedback& each : store::merged_into(context, village, into))
    if (each.id != feedback.id) followers.push_back(each);
  for (Feedback& each : followers) {
    follow(each, leader);
    each.merged_into = into;
    each.version += 1;
    save_step(context, village, each, done(context, Step::merged, handler, {}), "feedback.merged");
  }
  return entry_of(context, village, leader);
}

Entry separate(Context& context, const Village& village, Id<Feedback> id, std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff);
  if (!feedback.merged_into || !is_open(feedback.state)) throw Refusal(Status::conflict, "feedback.state");
  feedback.version -= 1;  // as it is kept; set_apart counts it on
  set_apart(context, village, feedback, handler);
  return entry_of(context, village, feedback);
}

}  // namespace lianghu::feedback
