#include "features/programmes/programmes.h"

#include <algorithm>

#include "base/text.h"
#include "features/programmes/programmes_store.h"

namespace lianghu::programmes {

namespace {

constexpr std::initializer_list<RoleKind> above_village = {RoleKind::county, RoleKind::town};

void check_staff(Context& context, const Organisation& at, std::initializer_list<RoleKind> kinds) {
  if (!context.actor().may(kinds, at.path)) throw Refusal(Status::forbidden, "rights.missing");
}

/// A programme that one may not know of is answered as none.
bool is_in_reach(Context& context, Id<Organisation> id) {
  const auto at = organisations::find(context, id);
  return at && context.actor().may({RoleKind::county, RoleKind::town, RoleKind::secretary,
                                    RoleKind::group_leader, RoleKind::member, RoleKind::auditor},
                                   at->path);
}

/// Programmes run at the organisation itself or above it, the nearest last.
std::vector<Programme> programmes_above(Context& context, const Organisation& at) {
  db::IdList ids;
  for (const Organisation& each : organisations::ancestors(context, at)) ids.ids.push_back(each.id.value);
  return store::programmes_at(context, ids);
}

Participation required(Context& context, const Village& village) {
  auto found = store::newest(context, village);
  if (!found) throw Refusal(Status::unprocessable, "participation.none");
  return *found;
}

store::StoredStage stage_of(Context& context, const Village& village, const Participation& participation,
                            Stage stage) {
  for (store::StoredStage& each : store::stages(context, village, participation.id))
    if (each.status.stage == stage) return each;
  throw std::logic_error("a participation without one of its stages");
}

/// Of a participation or a stage of one. Throws Refusal 409 version.stale.
template <class Row>
void save(Context& context, const Village& village, const Row& row) {
  if (!store::update(context, village, row)) throw Refusal(Status::conflict, "version.stale");
}

void check_state(const Participation& participation, ParticipationState wanted) {
  if (participation.state != wanted) throw Refusal(Status::conflict, "participation.state");
}

Stage after(Stage stage) {
  return static_cast<Stage>(static_cast<int>(stage) + 1);
}

void begin_stage(Context& context, const Village& village, Participation& participation, Stage stage,
                 Date on) {
  participation.stage = stage;
  store::StoredStage stored = stage_of(context, village, participation, stage);
  stored.status.state = StageState::running;
  if (!stored.status.starts_on || stage == Stage::plaque) stored.status.starts_on = on;
  save(context, village, stored);
}

store::StoredStage declared_stage(Context& context, const Village& village,
                                  const Participation& participation, Stage stage) {
  store::StoredStage stored = stage_of(context, village, participation, stage);
  if (stored.status.state != StageState::declared) throw Refusal(Status::unprocessable, "stage.not_declared");
  return stored;
}

std::string checked_reason(std::string_view typed, std::string key) {
  std::string reason = trim(typed);
  if (characters(reason) < 2 || characters(reason) > 200)
    throw Refusal(Status::unprocessable, std::move(key), "reason");
  return reason;
}

}  // namespace

Programme create(Context& context, const organisations::Reach& at, const Definition& definition) {
  check_staff(context, at.organisation(), above_village);
  check(definition);
  const std::vector<Programme> there = programmes_above(context, at.organisation());
  const bool taken = std::any_of(there.begin(), there.end(), [&](const Programme& each) {
    return each.organisation == at.id() && each.definition.key == definition.key;
  });
  if (taken) throw Refusal(Status::conflict, "programme.exists", "definition");
  Programme made{context.make_id<Programme>(), at.id(), definition, 1};
  store::insert(context, made);
  context.record("programme.created", at.id().value, made.id.value);
  return made;
}

Programme edit(Context& context, Id<Programme> id, const Definition& definition, std::int64_t version) {
  auto programme = store::programme(context, id);
  if (!programme || !is_in_reach(context, programme->organisation))
    throw Refusal(Status::not_found, "programme.not_found");
  static_cast<void>(organisations::reach(context, programme->organisation, above_village));
  check(definition);
  if (programme->version != version) throw Refusal(Status::conflict, "version.stale");
  programme->definition = definition;
  ++programme->version;
  if (!store::update(context, *programme)) throw Refusal(Status::conflict, "version.stale");
  context.record("programme.edited", programme->organisation.value, id.value);
  return *programme;
}

std::optional<Programme> find(Context& context, Id<Programme> id) {
  return store::programme(context, id);
}

std::vector<Programme> around(Context& context, const organisations::Reach& at) {
  db::IdList ids;
  for (const Organisation& each : organisations::ancestors(context, at.organisation()))
    if (each.id != at.id()) ids.ids.push_back(each.id.value);
  for (const Organisation& each : organisations::subtree(context, at)) ids.ids.push_back(each.id.value);
  return store::programmes_at(context, ids);
}

Participation invite(Context& context, const Village& village, Id<Programme> programme, Wave wave) {
  check_staff(context, village.organisation(), above_village);
  const std::vector<Programme> possible = programmes_above(context, village.organisation());
  if (std::none_of(possible.begin(), possible.end(),
                   [&](const Programme& each) { return each.id == programme; }))
    throw Refusal(Status::not_found, "programme.not_found", "programme");
  if (store::takes_part(context, village, programme))
    throw Refusal(Status::conflict, "participation.exists", "programme");
  Participation made{context.make_id<Participation>(),
                     programme,
                     wave,
                     ParticipationState::invited,
                     Stage::plaque,
                     context.today(),
                     1};
  store::insert(context, village, made);
  for (const Stage stage : {Stage::plaque, Stage::pledge, Stage::action, Stage::consolidation}) {
    StageStatus status;
    status.stage = stage;
    status.version = 1;
    store::insert(context, village, made.id, {context.make_id<StageStatus>(), status});
  }
  context.record("participation.invited", village.id().value, made.id.value);
  return made;
}

Participation prepare(Context& context, const Village& village) {
  check_staff(context, village.organisation(), staff_kinds);
  Participation participation = required(context, village);
  check_state(participation, ParticipationState::invited);
  participation.state = ParticipationState::preparing;
  save(context, village, participation);
  context.record("participation.preparing", village.id().value, participation.id.value);
  return required(context, village);
}

Participation start(Context& context, const Village& village, Date starts_on) {
  check_staff(context, village.organisation(), staff_kinds);
  Participation participation = required(context, village);
  check_state(participation, ParticipationState::preparing);
  if (starts_on > context.today())
    throw Refusal(Status::unprocessable, "participation.start.future", "starts_on");
  participation.state = ParticipationState::running;
  begin_stage(context, village, participation, Stage::plaque, starts_on);
  save(context, village, participation);
  context.record("participation.started", village.id().value, participation.id.value);
  return required(context, village);
}

void set_stage_dates(Context& context, const Village& village, Stage stage, Date starts_on,
                     std::optional<Date> ends_on, std::int64_t version) {
  check_staff(context, village.organisation(), staff_kinds);
  if (ends_on && *ends_on < starts_on) throw Refusal(Status::unprocessable, "stage.dates", "ends_on");
  const Participation participation = required(context, village);
  store::StoredStage stored = stage_of(context, village, participation, stage);
  if (stored.status.version != version) throw Refusal(Status::conflict, "version.stale");
  stored.status.starts_on = starts_on;
  stored.status.ends_on = ends_on;
  save(context, village, stored);
  context.record("stage.dated", village.id().value, stored.id.value);
}

std::optional<Participation> participation(Context& context, const Village& village) {
  return store::newest(context, village);
}

Running running(Context& context, const Village& village) {
  const Participation participation = required(context, village);
  auto programme = store::programme(context, participation.programme);
  if (!programme) throw std::logic_error("a participation in a programme that is not there");
  return {participation, std::move(*programme)};
}

Limits limits(Context& context, const Village& village) {
  return store::limits(context, village).value_or(Limits{});
}

std::vector<StageStatus> stages(Context& context, const Village& village) {
  std::vector<StageStatus> out;
  for (store::StoredStage& each : store::stages(context, village, required(context, village).id))
    out.push_back(std::move(each.status));
  return out;
}

void declare(Context& context, const Village& village, Stage stage, const std::vector<CheckLine>& lines) {
  check_staff(context, village.organisation(), {RoleKind::secretary});
  const Participation participation = required(context, village);
  store::StoredStage stored = stage_of(context, village, participation, stage);
  if (participation.state != ParticipationState::running || stored.status.state != StageState::running)
    throw Refusal(Status::unprocessable, "stage.not_running");
  std::vector<Problem> missing;
  for (const CheckLine& line : lines)
    if (line.blocks && !line.done())
      missing.push_back(
          {line.refusal, "check." + line.key, {{"missing", std::to_string(line.should - line.has)}}});
  if (!missing.empty()) throw Refusal(Status::unprocessable, std::move(missing));
  stored.status.state = StageState::declared;
  stored.status.declared_at = context.now();
  stored.status.decided_at.reset();
  stored.status.sent_back_reason.clear();
  save(context, village, stored);
  context.record("stage.declared", village.id().value, stored.id.value);
}

void confirm(Context& context, const Village& village, Stage stage) {
  check_staff(context, village.organisation(), above_village);
  Participation participation = required(context, village);
  store::StoredStage stored = declared_stage(context, village, participation, stage);
  stored.status.state = StageState::confirmed;
  stored.status.decided_at = context.now();
  save(context, village, stored);
  if (stage == Stage::consolidation)
    participation.state = ParticipationState::established;
  else
    begin_stage(context, village, participation, after(stage), context.today());
  save(context, village, participation);
  context.record("stage.confirmed", village.id().value, stored.id.value);
}

void send_back(Context& context, const Village& village, Stage stage, std::string_view reason) {
  check_staff(context, village.organisation(), above_village);
  const Participation participation = required(context, village);
  store::StoredStage stored = declared_stage(context, village, participation, stage);
  stored.status.state = StageState::running;
  stored.status.sent_back_reason = checked_reason(reason, "stage.reason");
  stored.status.declared_at.reset();
  stored.status.decided_at = context.now();
  save(context, village, stored);
  context.record("stage.sent_back", village.id().value, stored.id.value);
}

Exemption exempt(Context& context, const Village& village, Id<Household> household, Matter matter,
                 std::string_view reason) {
  check_staff(context, village.organisation(), staff_kinds);
  const Participation participation = required(context, village);
  if (!households::find(context, village, household))
    throw Refusal(Status::not_found, "household.not_found", "household");
  Exemption made{context.make_id<Exemption>(), household, matter, checked_reason(reason, "exemption.reason"),
                 context.now()};
  if (exempt_households(context, village, matter).contains(household))
    throw Refusal(Status::conflict, "exemption.exists", "household");
  store::insert(context, village, participation.programme, made);
  context.record("exemption.granted", village.id().value, made.id.value);
  return made;
}

void end_exemption(Context& context, const Village& village, Id<Exemption> id) {
  check_staff(context, village.organisation(), staff_kinds);
  if (!store::end(context, village, id)) throw Refusal(Status::not_found, "exemption.not_found");
  context.record("exemption.ended", village.id().value, id.value);
}

std::vector<Exemption> exemptions(Context& context, const Village& village) {
  const auto found = participation(context, village);
  if (!found) return {};
  return store::exemptions(context, village, found->programme);
}

std::set<Id<Household>> exempt_households(Context& context, const Village& village, Matter matter) {
  std::set<Id<Household>> out;
  for (const Exemption& each : exemptions(context, village))
    if (each.matter == matter) out.insert(each.household);
  return out;
}

}  // namespace lianghu::programmes
