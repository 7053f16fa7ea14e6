// What the desk does with a feedback, and what the clock does.
#include <algorithm>

#include "base/text.h"
#include "base/version.h"
#include "features/feedback/desk.h"

namespace lianghu::feedback {

namespace {

constexpr std::size_t reason_characters_min = 2;
constexpr std::size_t reason_characters_max = 200;

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

/// What happens to one happens to those that get the same answer.
void spread(Context& context, const Village& village, const Feedback& from, const Happened& event,
            std::string_view action) {
  for (Feedback& each : store::merged_into(context, village, from.id)) {
    follow(each, from);
    each.answered_by = from.answered_by;
    each.answered_on = from.answered_on;
    each.answer = from.answer;
    each.version += 1;
    save_step(context, village, each, event, action);
  }
}

Entry saved(Context& context, const Village& village, const Feedback& feedback, const Happened& event,
            std::string_view action) {
  save_step(context, village, feedback, event, action);
  return entry_of(context, village, feedback);
}

/// The same, for all that are handled as one.
Entry saved_for_all(Context& context, const Village& village, const Feedback& feedback, const Happened& event,
                    std::string_view action) {
  spread(context, village, feedback, event, action);
  return saved(context, village, feedback, event, action);
}

/// It is with `higher` now, who has the full time for it.
void move_up(Context& context, const Village& village, Feedback& feedback, const Organisation& higher) {
  feedback.handler = higher.id;
  feedback.assignee.reset();
  feedback.assignee_name.clear();
  feedback.state = feedback.reopened ? State::reopened : State::received;
  feedback.answer_by = answer_day(context, village);
  if (feedback.turn == Turn::asked) feedback.turn = Turn::none;
}

}  // namespace

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
  if (!is_to_do(feedback)) throw Refusal(Status::conflict, "feedback.state");
}

Happened done(Context& context, Step step, const Organisation& by, std::string wording) {
  Happened event{step, context.today(), by.id, std::nullopt, context.actor().name, std::move(wording)};
  if (context.actor().account != 0) event.account = Id<Account>{context.actor().account};
  return event;
}

void save_step(Context& context, const Village& village, const Feedback& feedback, const Happened& event,
               std::string_view action) {
  if (!store::update(context, village, feedback)) throw Refusal(Status::conflict, "version.stale");
  store::add_event(context, village, feedback.id, event);
  context.record(action, village.id().value, feedback.id.value);
}

void follow(Feedback& feedback, const Feedback& leader) {
  const bool unassigned = leader.state == State::received || leader.state == State::reopened;
  feedback.state = !unassigned ? leader.state : feedback.reopened ? State::reopened : State::received;
  feedback.handler = leader.handler;
  feedback.past_branch = leader.past_branch;
  feedback.assignee = leader.assignee;
  feedback.assignee_name = leader.assignee_name;
  feedback.answer_by = leader.answer_by;
  feedback.escalated = leader.escalated;
  feedback.late_since = leader.late_since;
}

bool is_own_again(Context& context, const Feedback& feedback) {
  return feedback.reopened && feedback.answered_by && context.actor().account != 0 &&
         *feedback.answered_by == Id<Account>{context.actor().account};
}

bool closes(const Feedback& feedback) {
  return !feedback.hidden &&
         (feedback.state == State::answered || (feedback.kind == Kind::praise && is_to_do(feedback)));
}

Entry assign(Context& context, const Village& village, Id<Feedback> id, Id<Account> to,
             std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff);
  require_open(feedback);
  const auto all = assignable(context, village, feedback, handler);
  const auto chosen = std::ranges::find(all, to, &Assignable::account);
  if (chosen == all.end()) throw Refusal(Status::unprocessable, "feedback.assignee", "account");
  if (chosen->concerned) throw Refusal(Status::unprocessable, "feedback.assignee.concerned", "account");
  if (chosen->kin) throw Refusal(Status::unprocessable, "feedback.assignee.kin", "account");
  if (feedback.reopened && feedback.answered_by == to)
    throw Refusal(Status::unprocessable, "feedback.assignee.again", "account");
  feedback.assignee = to;
  feedback.assignee_name = chosen->name;
  feedback.state = State::assigned;
  Happened event = done(context, Step::assigned, handler, {});
  event.person_name = chosen->name;
  return saved_for_all(context, village, feedback, event, "feedback.assigned");
}

Entry ask(Context& context, const Village& village, Id<Feedback> id, std::string_view question,
          std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff_or_assignee);
  require_open(feedback);
  if (is_own_again(context, feedback)) throw Refusal(Status::conflict, "feedback.assignee.again");
  const std::string wording =
      checked(question, text_characters_min, text_characters_max, "feedback.question", "text");
  feedback.turn = Turn::asked;
  return saved(context, village, feedback, done(context, Step::asked, handler, wording), "feedback.asked");
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
  feedback.turn = Turn::none;
  return saved_for_all(context, village, feedback, event, "feedback.answered");
}

Entry close(Context& context, const Village& village, Id<Feedback> id, std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff_or_assignee);
  if (!closes(feedback)) throw Refusal(Status::conflict, "feedback.state");
  feedback.state = State::closed;
  return saved_for_all(context, village, feedback, done(context, Step::closed, handler, {}),
                       "feedback.closed");
}

Entry pass_up(Context& context, const Village& village, Id<Feedback> id, std::string_view reason,
              std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff_or_assignee);
  require_open(feedback);
  const auto higher = above(context, handler.id);
  if (!higher) throw Refusal(Status::conflict, "feedback.top");
  const std::string wording = checked_reason(reason);
  move_up(context, village, feedback, *higher);
  return saved_for_all(context, village, feedback, done(context, Step::passed_up, *higher, wording),
                       "feedback.passed_up");
}

Entry hide(Context& context, const Village& village, Id<Feedback> id, std::string_view reason,
           std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff);
  if (feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  // Whoever gave the answer that the sender is not content with does not make an end of it this way either.
  if (is_to_do(feedback) && is_own_again(context, feedback))
    throw Refusal(Status::conflict, "feedback.assignee.again");
  const std::string wording = checked_reason(reason);
  feedback.hidden = true;
  feedback.merged_into.reset();
  // Those that said the same are not judged with it.
  for (Feedback& each : store::merged_into(context, village, feedback.id))
    set_apart(context, village, each, handler);
  return saved(context, village, feedback, done(context, Step::hidden, handler, wording), "feedback.hidden");
}

Entry show_again(Context& context, const Village& village, Id<Feedback> id, std::int64_t version) {
  auto [feedback, handler, hands] = to_handle(context, village, id, version, By::staff);
  if (!feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  feedback.hidden = false;
  pass_branch_if_concerned(context, offices_of(context, village), feedback);
  return saved(context, village, feedback, done(context, Step::shown, handler, {}), "feedback.shown");
}

std::int64_t pass_by_concerned(Context& context, const Village& village) {
  if (context.actor().kind != ActorKind::system) throw std::logic_error("only the clock passes it by");
  const auto households = store::households_not_past(context, village);
  if (households.empty()) return 0;
  std::int64_t passed = 0;
  const Offices offices = offices_of(context, village);
  for (const Id<Household> household : households) {
    if (!goes_past_branch(context, offices, household)) continue;
    for (Feedback& feedback : store::not_past(context, village, household)) {
      const bool was_with_branch = feedback.handler == village.id();
      if (!pass_branch_if_concerned(context, offices, feedback)) continue;
      if (was_with_branch && is_to_do(feedback)) {
        if (feedback.answer_by < context.today() && !feedback.late_since)
          feedback.late_since = feedback.answer_by;
        move_up(context, village, feedback, handler_of(context, feedback));
      }
      feedback.version += 1;
      ++passed;
      if (was_with_branch) {
        (void)saved_for_all(context, village, feedback,
                            {Step::passed_up, context.today(), feedback.handler, std::nullopt, {}, {}},
                            "feedback.passed_up");
        continue;
      }
      // It is where it was, so its story has nothing to tell; only the branch sees it no more.
      if (!store::update(context, village, feedback)) throw Refusal(Status::conflict, "version.stale");
      context.record("feedback.passed_up", village.id().value, feedback.id.value);
    }
  }
  return passed;
}

std::int64_t escalate_late(Context& context, const Village& village) {
  if (context.actor().kind != ActorKind::system) throw std::logic_error("only the clock escalates");
  std::int64_t moved = 0;
  for (Feedback& feedback : store::unanswered_before(context, village, context.today())) {
    const auto higher = above(context, feedback.handler);
    if (!higher) continue;
    if (!feedback.late_since) feedback.late_since = feedback.answer_by;
    move_up(context, village, feedback, *higher);
    feedback.escalated = true;
    feedback.version += 1;
    (void)saved_for_all(context, village, feedback,
                        {Step::escalated, context.today(), higher->id, std::nullopt, {}, {}},
                        "feedback.escalated");
    ++moved;
  }
  return moved;
}

}  // namespace lianghu::feedback
