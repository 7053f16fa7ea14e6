// The branch's part of a letter's life: return, accept, publish, what the review found, and withdrawing.
#include "features/pledges/letter_words.h"
#include "features/pledges/letters.h"

namespace lianghu::pledges {

namespace {

Pledge letter_to_decide(Context& context, const Village& village, Id<Pledge> id, std::int64_t version) {
  require_staff(context, village);
  return to_change(context, village, id, sight_for_writing(context, village), version);
}

void move_on(Context& context, const Village& village, const Pledge& pledge, std::string_view action) {
  if (!store::move_on(context, village, pledge)) throw Refusal(Status::conflict, "version.stale");
  context.record(action, village.id().value, pledge.id.value);
}

/// The letter that the household had before makes way. Its row goes into the journal with the new one's.
void supersede(Context& context, const Village& village, const Pledge& pledge) {
  const auto programme = store::programme_of(context, village, pledge.id);
  const std::vector<Pledge> letters = store::of_household(context, village, programme, pledge.household);
  const Pledge* before = in_force(letters);
  if (!before) return;
  Pledge old = *before;
  old.state = State::superseded;
  ++old.version;
  if (!store::move_on(context, village, old)) throw Refusal(Status::conflict, "version.stale");
}

void put_up(Context& context, const Village& village, Pledge& pledge) {
  const auto definition = programmes::running(context, village).programme.definition;
  const int days = definition.limits.notice_days;
  supersede(context, village, pledge);
  pledge.state = State::published;
  pledge.publication = Publication{context.today(), add_days(context.today(), days)};
  store::insert_publication(context, village, pledge, published_text(context, village, definition, pledge));
  move_on(context, village, pledge, "pledge.published");
}

}  // namespace

Pledge return_letter(Context& context, const Village& village, Id<Pledge> id, std::string_view reason,
                     std::int64_t version) {
  Pledge pledge = letter_to_decide(context, village, id, version);
  require_state(pledge.state == State::signed_);
  pledge.state = State::returned;
  pledge.reason = checked_reason(reason);
  move_on(context, village, pledge, "pledge.returned");
  return pledge;
}

Pledge accept(Context& context, const Village& village, Id<Pledge> id, std::int64_t version) {
  Pledge pledge = letter_to_decide(context, village, id, version);
  require_state(pledge.state == State::signed_);
  pledge.state = State::accepted;
  pledge.accepted_on = context.today();
  move_on(context, village, pledge, "pledge.accepted");
  return pledge;
}

Pledge publish(Context& context, const Village& village, Id<Pledge> id, std::int64_t version) {
  Pledge pledge = letter_to_decide(context, village, id, version);
  require_state(pledge.state == State::accepted);
  put_up(context, village, pledge);
  return pledge;
}

std::int64_t publish_all(Context& context, const Village& village) {
  require_staff(context, village);
  const auto programme = programmes::running(context, village).programme.id;
  std::int64_t count = 0;
  for (Pledge& pledge : store::all(context, village, programme)) {
    if (pledge.state != State::accepted) continue;
    ++pledge.version;
    put_up(context, village, pledge);
    ++count;
  }
  return count;
}

Pledge record_result(Context& context, const Village& village, Id<Pledge> id, State result) {
  require_staff(context, village);
  Pledge pledge = seen(context, village, id, sight_for_writing(context, village));
  require_state(is_in_force(pledge.state) && is_in_force(result) && result != State::published);
  pledge.state = result;
  ++pledge.version;
  move_on(context, village, pledge, "pledge.result");
  return pledge;
}

Pledge withdraw(Context& context, const Village& village, Id<Pledge> id, std::string_view reason,
                std::int64_t version) {
  Pledge pledge = to_change(context, village, id, sight_for_writing(context, village), version);
  if (is_in_force(pledge.state)) require_staff(context, village);
  require_state(pledge.state != State::superseded && pledge.state != State::withdrawn);
  pledge.reason = checked_reason(reason);
  pledge.state = State::withdrawn;
  move_on(context, village, pledge, "pledge.withdrawn");
  return pledge;
}

}  // namespace lianghu::pledges
