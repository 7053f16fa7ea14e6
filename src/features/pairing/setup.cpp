// The beginning of a round: who takes part with how much room, and when ballots are cast.
#include <algorithm>
#include <optional>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "base/version.h"
#include "features/pairing/ballots_store.h"
#include "features/pairing/limits.h"
#include "features/pairing/proposal.h"
#include "features/pairing/rounds.h"
#include "features/pairing/sealing.h"

namespace lianghu::pairing {

namespace {

constexpr std::size_t reason_min = 2;
constexpr std::size_t reason_max = 200;

bool takes_part(const Synced& synced, Side side) {
  return std::ranges::any_of(
      synced.all, [&](const store::Participant& each) { return each.side == side && !each.left_on; });
}

Side side_of(const households::ActiveHousehold& household) {
  return household.kind == households::Kind::contact ? Side::contact : Side::helper;
}

/// As long as there are ballots nobody changes sides: what it cast speaks of those who are its own side now.
bool may_change_side(Context& context, const Village& village) {
  const auto round = current_round(context, village);
  return round && (round->state == State::setup || round->final_on);
}

/// A newcomer with as much room as the programme's rules propose.
store::Participant newcomer(const households::ActiveHousehold& household, const Proposals& proposals) {
  store::Participant out;
  out.household = household.id;
  out.side = side_of(household);
  if (out.side == Side::contact) return out;
  const Proposal proposal = proposals.of(household.id);
  out.capacity = proposal.capacity;
  out.capacity_key = proposal.key;
  if (!proposal.key.empty())
    out.capacity_values =
        json::write(std::map<std::string, std::string>(proposal.values.begin(), proposal.values.end()));
  return out;
}

store::Participant helper_in(const std::vector<store::Participant>& participants, Id<Household> helper) {
  const auto found = std::ranges::find(participants, helper, &store::Participant::household);
  if (found == participants.end() || found->side != Side::helper || found->left_on)
    throw Refusal(Status::not_found, "household.not_found", "helper");
  return *found;
}

bool is_of(const Actor& actor, const Village& village, Id<Household> household) {
  return actor.kind == ActorKind::account && actor.village == village.id().value &&
         actor.household == household.value;
}

/// The household says itself what it can do, as long as ballots may be cast. The round is not numbered for
/// it: many do so while the secretary's screen is open, and nothing has been computed from it yet.
void set_own(Context& context, const Village& village, const Round& round,
             const store::Participant& participant) {
  if (!store::hold(context, village, round.id, State::setup) &&
      !store::hold(context, village, round.id, State::open))
    throw Refusal(Status::conflict, "pairing.capacity.not_open");
  store::set_capacity(context, village, participant);
  context.record("pairing.capacity_own", village.id().value, participant.household.value);
}

void require_both_sides(const Synced& synced) {
  if (!takes_part(synced, Side::contact) || !takes_part(synced, Side::helper))
    throw Refusal(Status::unprocessable, "pairing.nobody");
}

/// The round gets its key, and everybody a place in its urn with a blank ballot in it: what lies there later
/// has lain there from the first day on.
void set_up_urn(Context& context, const Village& village, const Round& round) {
  const BoxKeys keys = make_box_keys(context.random());
  store::put_key(context, village, round.id, {keys.public_key, sealed_key(context.sealer(), round.id, keys)});
  const auto participants = store::participants(context, village, round.id);
  const Urn urn{round, keys.public_key, participants.size()};
  store::Sealed blanks;
  for (const store::Participant& each : participants)
    blanks.emplace(each.household, sealed_ballot(context.random(), urn, each.household, {round.id, {}, {}}));
  store::lay_out(context, village, round.id, blanks);
}

std::string_view closing(const Round& round, Date today) {
  if (round.closes_on && today < *round.closes_on) return "pairing.closed_early";
  if (round.closes_on && today > *round.closes_on) return "pairing.closed_late";
  return "pairing.closed";
}

}  // namespace

bool holds_ballots(const Round& round) {
  return !round.final_on && round.state != State::setup && round.state != State::open;
}

Round required_round(Context& context, const Village& village) {
  auto round = current_round(context, village);
  if (!round) throw Refusal(Status::not_found, "pairing.none");
  return *round;
}

Round to_change(Context& context, const Village& village, std::int64_t version) {
  require_staff(context, village);
  Round round = required_round(context, village);
  round.version = next_version(round.version, version);
  return round;
}

void require_state(bool holds) {
  if (!holds) throw Refusal(Status::conflict, "pairing.state");
}

void move_on(Context& context, const Village& village, const Round& round, std::string_view action) {
  if (!store::move_on(context, village, round)) throw Refusal(Status::conflict, "version.stale");
  context.record(action, village.id().value, round.id.value);
}

std::string checked_reason(std::string_view typed) {
  std::string reason = trim(typed);
  if (characters(reason) < reason_min || characters(reason) > reason_max)
    throw Refusal(Status::unprocessable, "pairing.reason", "reason",
                  {{"min", std::to_string(reason_min)}, {"max", std::to_string(reason_max)}});
  return reason;
}

Synced synced(Context& context, const Village& village, Id<Round> round) {
  const auto definition = programmes::running(context, village).programme.definition;
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::pairing);
  const auto living = households::active_households(context, village);
  std::optional<Proposals> proposals;  // read only when somebody comes
  Synced out;
  out.all = store::participants(context, village, round);
  for (store::Participant& each : out.all) {
    const auto household = std::ranges::find(living, each.household, &households::ActiveHousehold::id);
    const bool may_be_in = household != living.end() && household->kind != households::Kind::neither &&
                           !exempt.contains(each.household);
    const bool is_in = may_be_in && side_of(*household) == each.side;
    if (may_be_in && !is_in && may_change_side(context, village)) {
      if (!proposals) proposals.emplace(context, village, definition);
      const store::Participant other = newcomer(*household, *proposals);
      each.side = other.side;
      each.capacity = other.capacity;
      each.capacity_reason.clear();
      each.capacity_key = other.capacity_key;
      each.capacity_values = other.capacity_values;
      if (!each.left_on) ++out.left;
      ++out.joined;
      each.left_on.reset();
      out.changed.push_back(each);
      out.sides_changed.insert(each.household);
      continue;
    }
    if (is_in == !each.left_on) continue;
    ++(is_in ? out.joined : out.left);
    each.left_on = is_in ? std::nullopt : std::optional(context.today());
    out.changed.push_back(each);
  }
  std::set<Id<Household>> known;
  for (const store::Participant& each : out.all) known.insert(each.household);
  for (const auto& household : living) {
    if (household.kind == households::Kind::neither || exempt.contains(household.id) ||
        known.contains(household.id))
      continue;
    if (!proposals) proposals.emplace(context, village, definition);
    ++out.joined;
    out.all.push_back(newcomer(household, *proposals));
    out.changed.push_back(out.all.back());
  }
  std::ranges::sort(out.all, {}, &store::Participant::household);
  return out;
}

void write(Context& context, const Village& village, Id<Round> round, const Synced& synced) {
  for (store::Participant participant : synced.changed) {
    if (participant.id != 0) {
      store::set_left(context, village, participant);
      if (!synced.sides_changed.contains(participant.household)) continue;
      store::set_side(context, village, participant);
      store::set_capacity(context, village, participant);
      store::remove_explanation(context, village, round, participant.household);
      continue;
    }
    participant.id = context.make_id<store::Participant>().value;
    store::insert(context, village, round, participant);
  }
}

Round start(Context& context, const Village& village) {
  require_staff(context, village);
  const auto programme = programmes::running(context, village).programme;
  const auto before = store::newest(context, village, programme.id);
  if (before && before->state != State::final_) throw Refusal(Status::conflict, "pairing.open");
  Round round;
  round.id = context.make_id<Round>();
  round.number = before ? before->number + 1 : 1;
  round.state = State::setup;
  round.vetoes_max = programme.definition.limits.vetoes_max;
  round.confirm_days = programme.definition.limits.confirm_days;
  const programmes::PairingRules rules = programmes::pairing_rules(programme.definition);
  round.silence = rules.silence.value_or(programmes::Silence::accepted);
  round.remind_days = rules.remind_days.value_or(0);
  round.version = 1;
  store::insert(context, village, programme.id, round);
  const Synced everybody = synced(context, village, round.id);
  require_both_sides(everybody);
  write(context, village, round.id, everybody);
  context.record("pairing.started", village.id().value, round.id.value);
  return round;
}

Round set_capacity(Context& context, const Village& village, Id<Household> helper, int capacity,
                   std::string_view reason, std::int64_t version) {
  static_cast<void>(sight_for_reading(context, village));
  const bool is_own = !is_staff(context, village) && is_of(context.actor(), village, helper);
  const Round round = is_own ? required_round(context, village) : to_change(context, village, version);
  if (capacity < 0 || capacity > capacity_max)
    throw Refusal(Status::unprocessable, "pairing.capacity", "capacity",
                  {{"max", std::to_string(capacity_max)}});
  const std::string why = checked_reason(reason);
  store::Participant participant = helper_in(store::participants(context, village, round.id), helper);
  if (holds_ballots(round) && capacity < participant.capacity)
    throw Refusal(Status::unprocessable, "pairing.capacity.closed", "capacity");
  participant.capacity = capacity;
  participant.capacity_reason = why;
  participant.capacity_key.clear();
  participant.capacity_values.clear();
  if (is_own) {
    set_own(context, village, round, participant);
    return round;
  }
  store::set_capacity(context, village, participant);
  move_on(context, village, round, "pairing.capacity_set");
  return round;
}

Round open(Context& context, const Village& village, std::optional<Date> closes_on, std::int64_t version) {
  Round round = to_change(context, village, version);
  require_state(round.state == State::setup);
  if (closes_on && *closes_on < context.today())
    throw Refusal(Status::unprocessable, "pairing.closes_on", "closes_on");
  const Synced everybody = synced(context, village, round.id);
  require_both_sides(everybody);
  write(context, village, round.id, everybody);
  round.state = State::open;
  round.opened_on = context.today();
  round.closes_on = closes_on;
  set_up_urn(context, village, round);
  move_on(context, village, round, "pairing.opened");
  return round;
}

Round close(Context& context, const Village& village, std::int64_t version) {
  Round round = to_change(context, village, version);
  require_state(round.state == State::open);
  round.state = State::closed;
  round.closed_on = context.today();
  // PostgreSQL writes a replaced row at the end of the file, so its order there is that of voting until now.
  store::lay_out(context, village, round.id, store::ballots(context, village, round.id));
  move_on(context, village, round, closing(round, context.today()));
  return round;
}

}  // namespace lianghu::pairing
