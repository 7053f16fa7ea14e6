// What the desk does with a feedback, and what the clock does.
#include <algorithm>

#include "base/text.h"
#include "base/version.h"
#include "features/feedback/desk.h"

namespace lianghu::feedback {

namespace {

constexpr std::size_t reason_characters_min = 2;
constexpr std::size_t reason_characters_max = 200;

struct Handled {
  Feedback feedback;
  Organisation handler;
  Hands hands;
};

enum class By { staff, staff_or_assignee };

/// What the actor sees, has in hand, and has read in its newest version.
Handled to_handle(Context& context, const Village& village, Id<Feedback> id, std::int64_t version, By by) {
  Feedback feedback = seen(context, village, id);
  Organisation handler = handler_of(context, feedback);
  const Hands hands = hands_of(context, feedback, handler);
  const bool may = hands.staff || (by == By::staff_or_assignee && hands.assigned);
  if (!may) throw Refusal(Status::forbidden, "rights.missing");
  feedback.version = next_version(feedback.version, version);
  return {std::move(feedback), std::move(handler), hands};
}

void require_open(const Feedback& feedback) {
  if (!is_open(feedback.state) || feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
}

Happened done(Context& context, Step step, const Organisation& by, std::string wording) {
  Happened event{step, context.today(), by.id, std::nullopt, context.actor().name, std::move(wording)};
  if (context.actor().account != 0) event.account = Id<Account>{context.actor().account};
  return event;
}

Entry saved(Context& context, const Village& village, const Feedback& feedback, const Happened& event,
            std::string_view action) {
  if (!store::update(context, village, feedback)) throw Refusal(Status::conflict, "version.stale");
  store::add_event(context, village, feedback.id, event);
  context.record(action, village.id().value, feedback.id.value);
  return entry_of(context, village, feedback);
}

std::string checked(std::string_view typed, std::size_t min, std::size_t max, const std::string& key,
                    const std::string& field) {
  std::string text = trim(typed);
  if (characters(text) < min || characters(text) > max)
    throw Refusal(Status::unprocessable, key, field,
                  {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
  return text;
}

std::string checked_reason(std::string_view typed) {
  return checked(typed, reason_characters_min, reason_characters_max, "feedback.reason", "reason");
}

/// It is with `higher` now, who has the full time for it.
void move_up(Context& context, const Village& village, Feedback& feedback, const Organisation& higher) {
  feedback.handler = higher.id;
  feedback.assignee.reset();
  feedback.assignee_name.clear();
  feedback.state = feedback.reopened ? State::reopened : State::received;
  feedback.answer_by = add_days(context.today(), reply_days(context, village));
}

}  // namespace

bool is_own_again(Context& context, const Feedback& feedback) {
  return feedback.reopened && feedback.answered_by && context.actor().account != 0 &&
         *feedback.answered_by == Id<Account>{context.actor().account};
}

bool closes(const Feedback& feedback) {
  return feedback.state == State::answered || (feedback.kind == Kind::praise && is_open(feedback.state));
}

Entry assign(Context& context, const Village& village, Id<Feedback> id, Id<Account> to,
             std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff);
  require_open(feedback);
  const auto all = assignable(context, village, feedback, handler);
  const auto chosen = std::ranges::find(all, to, &Assignable::account);
  if (chosen == all.end()) throw Refusal(Status::unprocessable, "feedback.assignee", "account");
  if (chosen->concerned) throw Refusal(Status::unprocessable, "feedback.assignee.concerned", "account");
  if (feedback.reopened && feedback.answered_by == to)
    throw Refusal(Status::unprocessable, "feedback.assignee.again", "account");
  feedback.assignee = to;
  feedback.assignee_name = chosen->name;
  feedback.state = State::assigned;
  Happened event = done(context, Step::assigned, handler, {});
  event.person_name = chosen->name;
  return saved(context, village, feedback, event, "feedback.assigned");
}

Entry answer(Context& context, const Village& village, Id<Feedback> id, const Answer& said,
             std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff_or_assignee);
  require_open(feedback);
  if (is_own_again(context, feedback)) throw Refusal(Status::conflict, "feedback.assignee.again");
  feedback.answer = checked(said.text, text_characters_min, text_characters_max, "feedback.answer", "text");
  feedback.shown = said.show && feedback.may_show;
  feedback.state = State::answered;
  feedback.answered_on = context.today();
  if (context.actor().account != 0) feedback.answered_by = Id<Account>{context.actor().account};
  const Happened event = done(context, Step::answered, handler, feedback.answer);
  return saved(context, village, feedback, event, "feedback.answered");
}

Entry close(Context& context, const Village& village, Id<Feedback> id, std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff_or_assignee);
  if (!closes(feedback) || feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  feedback.state = State::closed;
  return saved(context, village, feedback, done(context, Step::closed, handler, {}), "feedback.closed");
}

Entry pass_up(Context& context, const Village& village, Id<Feedback> id, std::string_view reason,
              std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff_or_assignee);
  require_open(feedback);
  const auto higher = above(context, handler.id);
  if (!higher) throw Refusal(Status::conflict, "feedback.top");
  const std::string wording = checked_reason(reason);
  move_up(context, village, feedback, *higher);
  return saved(context, village, feedback, done(context, Step::passed_up, *higher, wording),
               "feedback.passed_up");
}

Entry hide(Context& context, const Village& village, Id<Feedback> id, std::string_view reason,
           std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff);
  if (feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  const std::string wording = checked_reason(reason);
  feedback.hidden = true;
  return saved(context, village, feedback, done(context, Step::hidden, handler, wording), "feedback.hidden");
}

Entry show_again(Context& context, const Village& village, Id<Feedback> id, std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff);
  if (!feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  feedback.hidden = false;
  return saved(context, village, feedback, done(context, Step::shown, handler, {}), "feedback.shown");
}

std::int64_t escalate_late(Context& context, const Village& village) {
  if (context.actor().kind != ActorKind::system) throw std::logic_error("only the clock escalates");
  std::int64_t moved = 0;
  for (Feedback& feedback : store::unanswered_before(context, village, context.today())) {
    const auto higher = above(context, feedback.handler);
    if (!higher) continue;
    move_up(context, village, feedback, *higher);
    feedback.escalated = true;
    feedback.version += 1;
    (void)saved(context, village, feedback,
                {Step::escalated, context.today(), higher->id, std::nullopt, {}, {}}, "feedback.escalated");
    ++moved;
  }
  return moved;
}

}  // namespace lianghu::feedback
