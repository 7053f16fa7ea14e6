// Two people agree to every run that opens ballots.
#include "features/pairing/consents.h"

#include <algorithm>

#include "base/describe.h"
#include "base/text.h"
#include "features/pairing/ballots_store.h"
#include "features/pairing/consents_store.h"
#include "journal/merkle.h"

namespace lianghu::pairing {

namespace {

constexpr std::int64_t people_needed = 2;

std::vector<store::ConsentRow> holding(Context& context, const Village& village, const Basis& basis) {
  auto out = store::consents_given(context, village, basis.round);
  std::erase_if(out, [&](const store::ConsentRow& each) { return each.rests_on != basis.rests_on; });
  return out;
}

std::int64_t missing(const std::vector<store::ConsentRow>& held) {
  return std::max<std::int64_t>(people_needed - static_cast<std::int64_t>(held.size()), 0);
}

bool is_of_household(const store::ConsentRow& consent, const Actor& actor) {
  return actor.household != 0 && consent.household == actor.household &&
         consent.home_village == actor.village;
}

/// Marks what no longer holds, so that its giver may give another.
void let_lapse(Context& context, const Village& village, const Basis& basis) {
  for (const store::ConsentRow& each : store::consents_given(context, village, basis.round))
    if (each.rests_on != basis.rests_on &&
        !store::end(context, village, each.id, store::ConsentState::lapsed))
      throw Refusal(Status::conflict, "version.stale");
}

/// The round as the actor saw it; no run and no other consent of it gets in between.
Round to_consent(Context& context, const Village& village, std::int64_t version) {
  Round round = to_change(context, village, version);
  round.version = version;
  require_state(holds_ballots(round));
  if (context.actor().kind != ActorKind::account) throw Refusal(Status::forbidden, "rights.missing");
  if (!store::hold(context, village, round.id, round.state)) throw Refusal(Status::conflict, "version.stale");
  return round;
}

Basis basis_now(Context& context, const Village& village, const Round& round) {
  return basis_of(round.id, round.version, synced(context, village, round.id));
}

}  // namespace

Basis basis_of(Id<Round> round, std::int64_t version, const Synced& everybody) {
  std::string text = std::to_string(round.value) + "\n" + std::to_string(version) + "\n";
  for (const store::Participant& each : everybody.all)
    if (!each.left_on)
      text += std::to_string(each.household.value) + ":" + std::string(name_of(each.side)) + ":" +
              std::to_string(each.capacity) + "\n";
  return {round, hex(merkle::bytes(merkle::sha256(text)))};
}

std::int64_t consents_missing(Context& context, const Village& village, const Round& round) {
  return missing(holding(context, village, basis_now(context, village, round)));
}

Consents consents_of(Context& context, const Village& village, const Basis& basis) {
  const auto held = holding(context, village, basis);
  const Actor& actor = context.actor();
  Consents out;
  out.run = store::runs_consented(context, village, basis.round) + 1;
  out.missing = missing(held);
  const bool is_in = std::ranges::any_of(held, [&](const store::ConsentRow& each) {
    return each.account == actor.account || is_of_household(each, actor);
  });
  out.may_give = is_staff(context, village) && actor.kind == ActorKind::account && !is_in;
  for (const store::ConsentRow& each : held)
    out.given.push_back({each.account_name, china_date(each.given_at), each.account == actor.account});
  return out;
}

void use_consents(Context& context, const Village& village, const Basis& basis) {
  const auto held = holding(context, village, basis);
  if (const auto count = missing(held); count > 0)
    throw Refusal(Status::conflict, "pairing.consent.missing", {}, {{"count", std::to_string(count)}});
  for (const store::ConsentRow& each : held)
    if (!store::end(context, village, each.id, store::ConsentState::used))
      throw Refusal(Status::conflict, "version.stale");
  let_lapse(context, village, basis);
}

Consents consent(Context& context, const Village& village, std::int64_t version) {
  const Round round = to_consent(context, village, version);
  const Basis basis = basis_now(context, village, round);
  const Actor& actor = context.actor();
  for (const store::ConsentRow& each : holding(context, village, basis)) {
    if (each.account == actor.account) throw Refusal(Status::conflict, "pairing.consent.twice");
    if (is_of_household(each, actor)) throw Refusal(Status::conflict, "pairing.consent.household");
  }
  let_lapse(context, village, basis);
  store::ConsentRow given;
  given.id = context.make_id<Consent>().value;
  given.run = store::runs_consented(context, village, round.id) + 1;
  given.rests_on = basis.rests_on;
  given.account = actor.account;
  given.account_name = actor.name;
  given.home_village = actor.household == 0 ? 0 : actor.village;
  given.household = actor.household;
  given.given_at = context.now();
  store::insert(context, village, round.id, given);
  context.record("pairing.consent_given", village.id().value, round.id.value);
  return consents_of(context, village, basis);
}

Consents withdraw_consent(Context& context, const Village& village, std::int64_t version) {
  const Round round = to_consent(context, village, version);
  const Basis basis = basis_now(context, village, round);
  const auto held = holding(context, village, basis);
  const auto own = std::ranges::find(held, context.actor().account, &store::ConsentRow::account);
  if (own == held.end() || !store::end(context, village, own->id, store::ConsentState::withdrawn))
    throw Refusal(Status::conflict, "pairing.consent.none");
  context.record("pairing.consent_withdrawn", village.id().value, round.id.value);
  return consents_of(context, village, basis);
}

}  // namespace lianghu::pairing
