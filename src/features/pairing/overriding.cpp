#include <algorithm>

#include "base/version.h"
#include "features/pairing/overrides_store.h"
#include "features/pairing/rounds.h"

namespace lianghu::pairing {

namespace {

constexpr std::int64_t always_allowed = 3;

void save(Context& context, const Village& village, Override override) {
  ++override.version;
  if (!store::update(context, village, override)) throw Refusal(Status::conflict, "version.stale");
}

bool is_live(const Override& override) {
  return override.state == OverrideState::asked || override.state == OverrideState::applied;
}

void require_partner(const std::vector<store::Participant>& participants, Id<Household> household, Side side,
                     const std::string& field) {
  const auto found = std::ranges::find(participants, household, &store::Participant::household);
  if (found == participants.end() || found->side != side || found->left_on)
    throw Refusal(Status::not_found, "household.not_found", field);
}

}  // namespace

std::int64_t overrides_max(std::int64_t contacts) {
  return std::max(always_allowed, contacts / 10);
}

std::int64_t overrides_used(const std::vector<Override>& overrides) {
  return std::ranges::count_if(
      overrides, [](const Override& each) { return each.settled_on || each.state == OverrideState::asked; });
}

Override ask_override(Context& context, const Village& village, Id<Household> household, Id<Household> helper,
                      std::string_view reason, std::int64_t version) {
  const Round round = to_change(context, village, version);
  require_state(round.state == State::proposed || (round.state == State::confirming && !round.final_on));
  const auto participants = store::participants(context, village, round.id);
  require_partner(participants, household, Side::contact, "household");
  require_partner(participants, helper, Side::helper, "helper");
  Override asked;
  asked.reason = checked_reason(reason);
  auto before = store::overrides_of(context, village, round.id);
  for (Override& each : before) {
    if (each.household != household || !is_live(each)) continue;
    if (each.helper == helper) throw Refusal(Status::conflict, "pairing.override.there");
    each.state = OverrideState::withdrawn;
    save(context, village, each);
  }
  const auto contacts = std::ranges::count_if(participants, [](const store::Participant& each) {
    return each.side == Side::contact && !each.left_on;
  });
  if (const auto max = overrides_max(contacts); overrides_used(before) >= max)
    throw Refusal(Status::unprocessable, "pairing.override.max", {}, {{"max", std::to_string(max)}});
  asked.id = context.make_id<Override>();
  asked.round = round.id;
  asked.household = household;
  asked.helper = helper;
  asked.state = OverrideState::asked;
  asked.asker_name = context.actor().name;
  asked.asked_on = context.today();
  asked.version = 1;
  store::insert(context, village, asked);
  move_on(context, village, round, "pairing.override_asked");
  return asked;
}

Override withdraw_override(Context& context, const Village& village, Id<Override> id, std::int64_t version) {
  const Round round = to_change(context, village, version);
  auto found = store::override_by_id(context, village, id);
  if (!found || found->round != round.id) throw Refusal(Status::not_found, "pairing.override.not_found");
  require_state(found->state == OverrideState::asked);
  found->state = OverrideState::withdrawn;
  save(context, village, *found);
  ++found->version;
  move_on(context, village, round, "pairing.override_withdrawn");
  return *found;
}

std::int64_t overrides_waiting(Context& context, const Village& village) {
  const auto round = current_round(context, village);
  if (!round) return 0;
  return std::ranges::count(store::overrides_of(context, village, round->id), OverrideState::asked,
                            &Override::state);
}

void require_no_override_waits(Context& context, const Village& village, Id<Round> round) {
  const auto waiting = std::ranges::count(store::overrides_of(context, village, round), OverrideState::asked,
                                          &Override::state);
  if (waiting > 0)
    throw Refusal(Status::unprocessable, "pairing.override.waiting", {},
                  {{"count", std::to_string(waiting)}});
}

std::vector<Wish> wishes(Context& context, const Village& village, const Round& round) {
  std::vector<Wish> out;
  if (round.final_on) return out;
  for (const Override& each : store::overrides_of(context, village, round.id))
    if (is_live(each))
      out.push_back({each.id.value,
                     {std::to_string(each.household.value), std::to_string(each.helper.value)},
                     each.state == OverrideState::asked});
  return out;
}

void settle_overrides(Context& context, const Village& village, const Solution& solution) {
  for (const Settled& settled : solution.settled) {
    auto found = store::override_by_id(context, village, {settled.override_id});
    if (!found || !is_live(*found)) throw Refusal(Status::conflict, "version.stale");
    found->state = settled.made ? OverrideState::applied : OverrideState::impossible;
    found->settled_on = context.today();
    if (settled.made) found->effect = settled.effect;
    save(context, village, *found);
  }
}

}  // namespace lianghu::pairing
