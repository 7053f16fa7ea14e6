#include "features/programmes/programmes_store.h"

#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/describe.h"
#include "base/json.h"

namespace lianghu::programmes::store {

namespace {

constexpr std::size_t definitions_kept_max = 64;

/// Reading a definition takes longer than what a request wants of it, and there are few: those read before
/// are kept, by their text, so that what is found is never another one.
std::shared_ptr<const Definition> definition_of(const std::string& text) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::shared_ptr<const Definition>> kept;
  {
    const std::lock_guard lock(mutex);
    if (const auto found = kept.find(text); found != kept.end()) return found->second;
  }
  auto read = std::make_shared<Definition>(json::read<Definition>(text));
  read->pairing = pairing_rules(*read);
  const std::lock_guard lock(mutex);
  if (kept.size() >= definitions_kept_max) kept.clear();
  kept.emplace(text, read);
  return read;
}

Programme programme_of(const db::Row& row) {
  return {row.id<Programme>(0), row.id<Organisation>(1), *definition_of(row.text(2)), row.integer(3)};
}

Participation participation_of(const db::Row& row) {
  return {row.id<Participation>(0),
          row.id<Programme>(1),
          enum_of<Wave>(row.text(2)),
          enum_of<ParticipationState>(row.text(3)),
          enum_of<Stage>(row.text(4)),
          row.date(5),
          row.integer(6)};
}

}  // namespace

void insert(Context& context, const Programme& programme) {
  context.tx().execute(
      "INSERT INTO programmes (id, organisation_id, name, definition, version) VALUES (?, ?, ?, ?, ?)",
      programme.id, programme.organisation, programme.definition.name.zh, json::write(programme.definition),
      programme.version);
  context.touched("programmes", 0, programme.id.value);
}

bool update(Context& context, const Programme& programme) {
  const auto changed = context.tx().execute(
      "UPDATE programmes SET name = ?, definition = ?, version = ? WHERE id = ? AND version = ?",
      programme.definition.name.zh, json::write(programme.definition), programme.version, programme.id,
      programme.version - 1);
  if (changed == 0) return false;
  context.touched("programmes", 0, programme.id.value);
  return true;
}

std::optional<Programme> programme(Context& context, Id<Programme> id) {
  const auto row =
      context.tx().one("SELECT id, organisation_id, definition, version FROM programmes WHERE id = ?", id);
  if (!row) return std::nullopt;
  return programme_of(*row);
}

std::vector<Programme> programmes_at(Context& context, const db::IdList& organisations) {
  std::vector<Programme> out;
  for (const db::Row& row :
       context.tx().query("SELECT id, organisation_id, definition, version FROM programmes "
                          "WHERE organisation_id IN ?* ORDER BY id",
                          organisations))
    out.push_back(programme_of(row));
  return out;
}

void insert(Context& context, const Village& village, const Participation& participation) {
  context.tx().execute(
      "INSERT INTO participations (village_id, id, programme_id, wave, state, stage, joined_on, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      village.id(), participation.id, participation.programme, name_of(participation.wave),
      name_of(participation.state), name_of(participation.stage), participation.joined_on,
      participation.version);
  context.touched("participations", village.id().value, participation.id.value);
}

bool update(Context& context, const Village& village, const Participation& participation) {
  const auto changed = context.tx().execute(
      "UPDATE participations SET state = ?, stage = ?, version = version + 1 "
      "WHERE village_id = ? AND id = ? AND version = ?",
      name_of(participation.state), name_of(participation.stage), village.id(), participation.id,
      participation.version);
  if (changed == 0) return false;
  context.touched("participations", village.id().value, participation.id.value);
  return true;
}

std::optional<Participation> newest(Context& context, const Village& village) {
  const auto row = context.tx().one(
      "SELECT id, programme_id, wave, state, stage, joined_on, version FROM participations "
      "WHERE village_id = ? ORDER BY id DESC LIMIT 1",
      village.id());
  if (!row) return std::nullopt;
  return participation_of(*row);
}

std::optional<Limits> limits(Context& context, const Village& village) {
  const auto row = context.tx().one(
      "SELECT p.definition FROM participations t JOIN programmes p ON p.id = t.programme_id "
      "WHERE t.village_id = ? ORDER BY t.id DESC LIMIT 1",
      village.id());
  if (!row) return std::nullopt;
  return definition_of(row->text(0))->limits;
}

bool takes_part(Context& context, const Village& village, Id<Programme> programme) {
  return context.tx()
      .one("SELECT id FROM participations WHERE village_id = ? AND programme_id = ?", village.id(), programme)
      .has_value();
}

void insert(Context& context, const Village& village, Id<Participation> participation,
            const StoredStage& stage) {
  context.tx().execute(
      "INSERT INTO stage_states (village_id, id, participation_id, stage, state, starts_on, ends_on, "
      "sent_back_reason, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      village.id(), stage.id, participation, name_of(stage.status.stage), name_of(stage.status.state),
      stage.status.starts_on, stage.status.ends_on, stage.status.sent_back_reason, stage.status.version);
  context.touched("stage_states", village.id().value, stage.id.value);
}

bool update(Context& context, const Village& village, const StoredStage& stage) {
  const StageStatus& status = stage.status;
  const std::int64_t by = context.actor().account;
  const auto changed = context.tx().execute(
      "UPDATE stage_states SET state = ?, starts_on = ?, ends_on = ?, declared_at = ?, "
      "declared_by = CASE WHEN CAST(? AS BIGINT) IS NULL THEN NULL ELSE COALESCE(declared_by, ?) END, "
      "decided_at = ?, decided_by = CASE WHEN CAST(? AS BIGINT) IS NULL THEN NULL ELSE COALESCE(decided_by, "
      "?) END, "
      "sent_back_reason = ?, version = version + 1 WHERE village_id = ? AND id = ? AND version = ?",
      name_of(status.state), status.starts_on, status.ends_on, status.declared_at, status.declared_at, by,
      status.decided_at, status.decided_at, by, status.sent_back_reason, village.id(), stage.id,
      status.version);
  if (changed == 0) return false;
  context.touched("stage_states", village.id().value, stage.id.value);
  return true;
}

std::vector<StoredStage> stages(Context& context, const Village& village, Id<Participation> participation) {
  std::vector<StoredStage> out;
  // Ordered by id: they are made in the programme's order.
  for (const db::Row& row : context.tx().query(
           "SELECT id, stage, state, starts_on, ends_on, declared_at, decided_at, sent_back_reason, "
           "version FROM stage_states WHERE village_id = ? AND participation_id = ? ORDER BY id",
           village.id(), participation)) {
    StageStatus status{enum_of<Stage>(row.text(1)),
                       enum_of<StageState>(row.text(2)),
                       row.maybe_date(3),
                       row.maybe_date(4),
                       row.maybe_instant(5),
                       row.maybe_instant(6),
                       row.text(7),
                       row.integer(8)};
    out.push_back({row.id<StageStatus>(0), std::move(status)});
  }
  return out;
}

void insert(Context& context, const Village& village, Id<Programme> programme, const Exemption& exemption) {
  context.tx().execute(
      "INSERT INTO exemptions (village_id, id, programme_id, household_id, matter, reason, granted_by, "
      "granted_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      village.id(), exemption.id, programme, exemption.household, name_of(exemption.matter), exemption.reason,
      context.actor().account, exemption.granted_at);
  context.touched("exemptions", village.id().value, exemption.id.value);
}

bool end(Context& context, const Village& village, Id<Exemption> id) {
  const auto changed = context.tx().execute(
      "UPDATE exemptions SET ended_at = ? WHERE village_id = ? AND id = ? AND ended_at IS NULL",
      context.now(), village.id(), id);
  if (changed == 0) return false;
  context.touched("exemptions", village.id().value, id.value);
  return true;
}

std::vector<Exemption> exemptions(Context& context, const Village& village, Id<Programme> programme) {
  std::vector<Exemption> out;
  for (const db::Row& row :
       context.tx().query("SELECT id, household_id, matter, reason, granted_at FROM exemptions "
                          "WHERE village_id = ? AND programme_id = ? AND ended_at IS NULL ORDER BY id",
                          village.id(), programme))
    out.push_back({row.id<Exemption>(0), row.id<Household>(1), enum_of<Matter>(row.text(2)), row.text(3),
                   row.instant(4)});
  return out;
}

}  // namespace lianghu::programmes::store
