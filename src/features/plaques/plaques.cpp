#include "features/plaques/plaques.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <stdexcept>

#include "base/describe.h"
#include "base/text.h"
#include "features/plaques/plaques_store.h"
#include "features/plaques/sight.h"
#include "features/plaques/tokens.h"

namespace lianghu::plaques {

namespace {

using programmes::Programme;

constexpr std::size_t reason_characters_min = 2;
constexpr std::size_t reason_characters_max = 200;
constexpr std::size_t photo_characters_max = 200;
constexpr std::size_t marked_max = 500;

Plaque found(Context& context, const Village& village, Id<Plaque> id) {
  auto plaque = store::by_id(context, village.id(), id);
  if (!plaque) throw Refusal(Status::not_found, "plaque.not_found");
  return *plaque;
}

void refuse_state(const Plaque& plaque, std::initializer_list<State> wanted) {
  if (std::ranges::find(wanted, plaque.state) == wanted.end())
    throw Refusal(Status::conflict, "plaque.state", {}, {{"serial", std::to_string(plaque.serial)}});
}

/// Whoever changes a plaque has seen its newest version, and it is in one of the states.
void check_changeable(const Plaque& plaque, std::int64_t version, std::initializer_list<State> wanted) {
  if (plaque.version != version) throw Refusal(Status::conflict, "version.stale");
  refuse_state(plaque, wanted);
}

Plaque saved(Context& context, const Village& village, Plaque plaque, std::string_view action) {
  plaque.version += 1;
  if (!store::update(context, village, plaque)) throw Refusal(Status::conflict, "version.stale");
  context.record(action, village.id().value, plaque.id.value);
  return plaque;
}

std::string checked_reason(std::string_view typed) {
  std::string reason = trim(typed);
  if (characters(reason) < reason_characters_min || characters(reason) > reason_characters_max)
    throw Refusal(Status::unprocessable, "plaque.reason", "reason");
  return reason;
}

/// The household's Party members, since it is they who agreed; its head while no membership is entered.
std::string names_of(Context& context, const Village& village, Id<Household> household) {
  std::string members;
  std::string head;
  for (const households::Resident& each : households::residents(context, village, household)) {
    if (each.is_head) head = each.name;
    if (each.party != households::Party::none) members += (members.empty() ? "" : "、") + each.name;
  }
  return members.empty() ? head : members;
}

void consent(Context& context, const Village& village, Plaque& plaque, bool consent_names) {
  plaque.consent_names = consent_names;
  if (!consent_names)
    plaque.name_on_door.clear();
  else if (plaque.name_on_door.empty())
    plaque.name_on_door = names_of(context, village, plaque.household);
}

Plaque planned(Context& context, const Village& village, Id<Programme> programme, Plaque plaque) {
  plaque.state = State::planned;
  plaque.version = 1;
  consent(context, village, plaque, plaque.consent_names);
  store::insert(context, village, programme, plaque, make_token(context.random(), context.sealer()));
  context.record("plaque.planned", village.id().value, plaque.id.value);
  return plaque;
}

/// The day on which the village's first stage began.
Date first_day(Context& context, const Village& village) {
  const programmes::Running running = programmes::running(context, village);
  const auto state = running.participation.state;
  const bool begun = state == programmes::ParticipationState::running ||
                     state == programmes::ParticipationState::established;
  for (const programmes::StageStatus& stage : programmes::stages(context, village))
    if (begun && stage.stage == programmes::Stage::plaque && stage.starts_on) return *stage.starts_on;
  throw Refusal(Status::unprocessable, "plaque.not_started");
}

Plaque ended(Context& context, const Village& village, Plaque plaque, State state, const Ending& ending,
             std::string_view action) {
  plaque.state = state;
  plaque.reason = checked_reason(ending.reason);
  return saved(context, village, std::move(plaque), action);
}

}  // namespace

bool is_live(State state) {
  return state != State::replaced && state != State::retired;
}

std::int64_t plan_all(Context& context, const Village& village, bool consent_names) {
  require_staff(context, village);
  const Id<Programme> programme = programmes::running(context, village).programme.id;
  std::set<Id<Household>> settled =
      programmes::exempt_households(context, village, programmes::Matter::plaque);
  for (const Plaque& plaque : store::all(context, village, programme))
    if (is_live(plaque.state)) settled.insert(plaque.household);
  std::int64_t serial = store::highest_serial(context, village, programme);
  std::int64_t made = 0;
  for (const auto& household : households::active_households(context, village, households::Kind::member)) {
    if (settled.contains(household.id)) continue;
    Plaque plaque;
    plaque.id = context.make_id<Plaque>();
    plaque.household = household.id;
    plaque.serial = ++serial;
    plaque.consent_names = consent_names;
    (void)planned(context, village, programme, std::move(plaque));
    ++made;
  }
  return made;
}

std::vector<Plaque> mark_printed(Context& context, const Village& village,
                                 const std::vector<Id<Plaque>>& ids) {
  require_staff(context, village);
  if (ids.empty()) throw Refusal(Status::unprocessable, "plaque.none_chosen", "plaques");
  if (ids.size() > marked_max)
    throw Refusal(Status::unprocessable, "plaque.too_many", "plaques", {{"max", std::to_string(marked_max)}});
  std::vector<Plaque> out;
  for (const Id<Plaque> id : ids) {
    Plaque plaque = found(context, village, id);
    refuse_state(plaque, {State::planned, State::printed});
    if (plaque.state == State::planned) {
      plaque.state = State::printed;
      plaque = saved(context, village, std::move(plaque), "plaque.printed");
    }
    out.push_back(std::move(plaque));
  }
  return out;
}

Plaque hang(Context& context, const Village& village, Id<Plaque> id, const Hanging& hanging) {
  const Sight sight = sight_for_hanging(context, village);
  Plaque plaque = found(context, village, id);
  const auto household = households::find(context, village, plaque.household);
  if (!household || !sight.covers(*household)) throw Refusal(Status::not_found, "plaque.not_found");
  check_changeable(plaque, hanging.version, {State::printed});
  const Date first = first_day(context, village);
  if (hanging.hung_on > context.today())
    throw Refusal(Status::unprocessable, "plaque.hung_on.future", "hung_on");
  if (hanging.hung_on < first)
    throw Refusal(Status::unprocessable, "plaque.hung_on.early", "hung_on", {{"first", format_date(first)}});
  if (hanging.photo && (hanging.photo->empty() || characters(*hanging.photo) > photo_characters_max))
    throw Refusal(Status::unprocessable, "plaque.photo", "photo");
  plaque.state = State::hung;
  plaque.hung_on = hanging.hung_on;
  if (context.actor().account != 0) plaque.hung_by = {context.actor().account};
  plaque.photo = hanging.photo;
  consent(context, village, plaque, hanging.consent_names);
  return saved(context, village, std::move(plaque), "plaque.hung");
}

Plaque report_damaged(Context& context, const Village& village, Id<Plaque> id, const Ending& ending) {
  require_staff(context, village);
  const Plaque plaque = found(context, village, id);
  check_changeable(plaque, ending.version, {State::hung});
  return ended(context, village, plaque, State::damaged, ending, "plaque.damaged");
}

Plaque report_missing(Context& context, const Village& village, Id<Plaque> id, const Ending& ending) {
  require_staff(context, village);
  const Plaque plaque = found(context, village, id);
  check_changeable(plaque, ending.version, {State::hung});
  return ended(context, village, plaque, State::missing, ending, "plaque.missing");
}

Plaque replace(Context& context, const Village& village, Id<Plaque> id, const Ending& ending) {
  require_staff(context, village);
  Plaque old = found(context, village, id);
  check_changeable(old, ending.version, {State::hung, State::damaged, State::missing});
  const auto origin = store::origin(context, village, id);
  if (!origin) throw std::logic_error("a plaque without its own row");
  Plaque next;
  next.id = context.make_id<Plaque>();
  next.household = old.household;
  next.serial = store::highest_serial(context, village, origin->programme) + 1;
  next.consent_names = old.consent_names;
  old.replaced_by = next.id;
  (void)ended(context, village, std::move(old), State::replaced, ending, "plaque.replaced");
  return planned(context, village, origin->programme, std::move(next));
}

Plaque retire(Context& context, const Village& village, Id<Plaque> id, const Ending& ending) {
  require_staff(context, village);
  const Plaque plaque = found(context, village, id);
  check_changeable(plaque, ending.version,
                   {State::planned, State::printed, State::hung, State::damaged, State::missing});
  return ended(context, village, plaque, State::retired, ending, "plaque.retired");
}

}  // namespace lianghu::plaques
