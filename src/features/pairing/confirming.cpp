// Both sides say yes or no to what is proposed, and the round becomes final.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/pairing/ballots_store.h"
#include "features/pairing/overrides.h"
#include "features/pairing/pairs.h"
#include "features/pairing/rounds.h"

namespace lianghu::pairing {

namespace {

/// The household that answers for that side, if the actor may speak for it.
void require_speaker(Context& context, const Village& village, Id<Household> id) {
  const Sight sight = sight_for_writing(context, village);
  const auto household = households::find(context, village, id);
  if (!household || !sight.covers(*household)) throw Refusal(Status::not_found, "pairing.not_found");
}

void require_settled(Context& context, const Round& round, const std::vector<Pairing>& pairings) {
  const auto declined = std::ranges::count_if(pairings, [&](const Pairing& pairing) {
    return is_declined(pairing) || is_silent_no(round, context.today(), pairing);
  });
  if (declined > 0)
    throw Refusal(Status::unprocessable, "pairing.declined", {}, {{"count", std::to_string(declined)}});
  const auto unanswered = std::ranges::count_if(pairings, is_unanswered);
  if (unanswered > 0 && round.confirm_until && context.today() <= *round.confirm_until)
    throw Refusal(Status::unprocessable, "pairing.unanswered", {},
                  {{"count", std::to_string(unanswered)}, {"until", format_date(*round.confirm_until)}});
}

void take_for_no(Confirmation& side) {
  if (side.answer != Answer::none) return;
  side = {};
  side.answer = Answer::declined;
  side.silent = true;
}

void end(Context& context, const Village& village, Pairing pairing, std::string_view reason) {
  pairing.state = PairState::ended;
  pairing.until = context.today();
  pairing.end_reason = reason;
  save(context, village, std::move(pairing));
}

}  // namespace

Round open_confirming(Context& context, const Village& village, std::int64_t version) {
  Round round = to_change(context, village, version);
  require_state(round.state == State::proposed);
  require_no_override_waits(context, village, round.id);
  round.state = State::confirming;
  round.confirm_until = add_days(context.today(), round.confirm_days);
  round.news_from = context.today();
  for (const Pairing& pairing : store::pairings_of(context, village, round.id))
    if (pairing.state == PairState::proposed) store::set_asked(context, village, pairing.id, context.today());
  move_on(context, village, round, "pairing.confirming_opened");
  return round;
}

Pairing reply(Context& context, const Village& village, Id<Pairing> id, const Reply& reply) {
  auto pairing = store::pairing_by_id(context, village, id);
  if (!pairing) throw Refusal(Status::not_found, "pairing.not_found");
  const Id<Household> speaker = reply.by == Side::contact ? pairing->household : pairing->helper;
  require_speaker(context, village, speaker);
  if (!store::hold(context, village, pairing->round, State::confirming) ||
      pairing->state != PairState::proposed)
    throw Refusal(Status::conflict, "pairing.not_confirming");
  if (pairing->version != reply.version) throw Refusal(Status::conflict, "version.stale");
  if (reply.answer == Answer::none) throw Refusal(Status::unprocessable, "pairing.answer", "answer");
  const Actor& actor = context.actor();
  Confirmation said;
  said.answer = reply.answer;
  if (reply.answer == Answer::declined) said.reason = checked_reason(reply.reason);
  said.assisted = actor.kind == ActorKind::account && actor.household != speaker.value;
  said.recorder_name = actor.name;
  (reply.by == Side::contact ? pairing->by_household : pairing->by_helper) = said;
  save(context, village, *pairing);
  ++pairing->version;
  context.record(reply.answer == Answer::accepted ? "pairing.accepted" : "pairing.declined",
                 village.id().value, id.value);
  return *pairing;
}

void count_silence(Context& context, const Village& village) {
  const auto round = current_round(context, village);
  if (!round) return;
  bool is_any = false;
  for (const Pairing& pairing : store::pairings_of(context, village, round->id)) {
    if (!is_silent_no(*round, context.today(), pairing)) continue;
    if (!is_any && !store::hold(context, village, round->id, State::confirming)) return;
    is_any = true;
    Pairing silent = pairing;
    take_for_no(silent.by_household);
    take_for_no(silent.by_helper);
    save(context, village, std::move(silent));
  }
  if (is_any) context.record("pairing.silence_counted", village.id().value, round->id.value);
}

Unanswered to_remind(Context& context, const Village& village) {
  Unanswered out;
  const auto round = current_round(context, village);
  if (!round || round->state != State::confirming || !round->confirm_until) return out;
  const Date until = *round->confirm_until;
  if (context.today() > until || context.today() < add_days(until, -round->remind_days)) return out;
  std::set<Id<Household>> silent;
  for (const Pairing& pairing : store::pairings_of(context, village, round->id)) {
    if (pairing.state != PairState::proposed) continue;
    if (pairing.by_household.answer == Answer::none) silent.insert(pairing.household);
    if (pairing.by_helper.answer == Answer::none) silent.insert(pairing.helper);
  }
  if (silent.empty()) return out;
  out.until = until;
  out.households.assign(silent.begin(), silent.end());
  return out;
}

Round finalise(Context& context, const Village& village, std::int64_t version) {
  Round round = to_change(context, village, version);
  require_state(round.state == State::confirming);
  const auto pairings = store::pairings_of(context, village, round.id);
  require_settled(context, round, pairings);
  require_no_override_waits(context, village, round.id);
  for (const Pairing& earlier : store::pairings_in_force(context, village))
    if (earlier.round != round.id) end(context, village, earlier, "pairing.end.new_round");
  for (const Pairing& pairing : pairings) {
    if (pairing.state == PairState::moving) end(context, village, pairing, "pairing.end.moved");
    if (pairing.state != PairState::proposed) continue;
    Pairing in_force = pairing;
    in_force.state = PairState::in_force;
    in_force.from = context.today();
    save(context, village, std::move(in_force));
  }
  store::destroy_ballots(context, village, round.id);
  round.state = State::final_;
  if (!round.final_on) round.final_on = context.today();
  move_on(context, village, round, "pairing.final");
  return round;
}

}  // namespace lianghu::pairing
