#include "features/plaques/plaques_store.h"

#include <stdexcept>

#include "base/describe.h"
#include "base/present.h"

namespace lianghu::plaques::store {

namespace {

constexpr std::string_view seal_context = "plaques.token_sealed";

Plaque plaque_of(const db::Row& row) {
  Plaque out;
  out.id = row.id<Plaque>(0);
  out.household = row.id<Household>(1);
  out.serial = row.integer(2);
  out.state = enum_of<State>(row.text(3));
  out.hung_on = row.maybe_date(4);
  if (!row.null(5)) out.hung_by = row.id<Account>(5);
  if (!row.null(6)) out.photo = row.text(6);
  out.consent_names = row.flag(7);
  out.name_on_door = row.text(8);
  out.reason = row.text(9);
  if (!row.null(10)) out.replaced_by = row.id<Plaque>(10);
  out.version = row.integer(11);
  return out;
}

db::Blob hash_of(Context& context, std::string_view token) {
  return {context.sealer().fingerprint(token, "plaque_tokens.token_hash")};
}

}  // namespace

void insert(Context& context, const Village& village, Id<Programme> programme, const Plaque& plaque,
            std::string_view token) {
  context.tx().execute(
      "INSERT INTO plaques (village_id, id, programme_id, household_id, serial, state, hung_on, hung_by, "
      "photo, "
      "consent_names, name_on_door, reason, replaced_by, token_sealed, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      village.id(), plaque.id, programme, plaque.household, plaque.serial, name_of(plaque.state),
      plaque.hung_on, plaque.hung_by, plaque.photo, plaque.consent_names, plaque.name_on_door, plaque.reason,
      plaque.replaced_by, db::Blob{context.sealer().seal(token, seal_context)}, plaque.version);
  context.tx().execute("INSERT INTO plaque_tokens (token_hash, home_village, plaque_id) VALUES (?, ?, ?)",
                       hash_of(context, token), village.id(), plaque.id);
  context.touched("plaques", village.id().value, plaque.id.value);
}

bool update(Context& context, const Village& village, const Plaque& plaque) {
  const auto changed = context.tx().execute(
      "UPDATE plaques SET state = ?, hung_on = ?, hung_by = ?, photo = ?, consent_names = ?, name_on_door = "
      "?, "
      "reason = ?, replaced_by = ?, version = ? WHERE village_id = ? AND id = ? AND version = ?",
      name_of(plaque.state), plaque.hung_on, plaque.hung_by, plaque.photo, plaque.consent_names,
      plaque.name_on_door, plaque.reason, plaque.replaced_by, plaque.version, village.id(), plaque.id,
      plaque.version - 1);
  if (changed == 0) return false;
  context.touched("plaques", village.id().value, plaque.id.value);
  return true;
}

std::optional<Plaque> by_id(Context& context, Id<Organisation> village, Id<Plaque> id) {
  const auto row = context.tx().one(
      "SELECT id, household_id, serial, state, hung_on, hung_by, photo, consent_names, name_on_door, reason, "
      "replaced_by, version FROM plaques WHERE village_id = ? AND id = ?",
      village, id);
  if (!row) return std::nullopt;
  return plaque_of(*row);
}

std::vector<Plaque> all(Context& context, const Village& village, Id<Programme> programme) {
  std::vector<Plaque> out;
  for (const db::Row& row : context.tx().query(
           "SELECT id, household_id, serial, state, hung_on, hung_by, photo, consent_names, name_on_door, "
           "reason, replaced_by, version FROM plaques WHERE village_id = ? AND programme_id = ? ORDER BY "
           "serial",
           village.id(), programme))
    out.push_back(plaque_of(row));
  return out;
}

std::optional<Plaque> live_of(Context& context, const Village& village, Id<Programme> programme,
                              Id<Household> household) {
  const auto row = context.tx().one(
      "SELECT id, household_id, serial, state, hung_on, hung_by, photo, consent_names, name_on_door, reason, "
      "replaced_by, version FROM plaques WHERE village_id = ? AND programme_id = ? AND household_id = ? "
      "AND state IN ('planned', 'printed', 'hung', 'damaged', 'missing')",
      village.id(), programme, household);
  if (!row) return std::nullopt;
  return plaque_of(*row);
}

std::int64_t highest_serial(Context& context, const Village& village, Id<Programme> programme) {
  return present(context.tx().one(
                     "SELECT COALESCE(MAX(serial), 0) FROM plaques WHERE village_id = ? AND programme_id = ?",
                     village.id(), programme))
      .integer(0);
}

std::optional<Origin> origin(Context& context, const Village& village, Id<Plaque> id) {
  const auto row = context.tx().one(
      "SELECT programme_id, token_sealed FROM plaques WHERE village_id = ? AND id = ?", village.id(), id);
  if (!row) return std::nullopt;
  auto token = context.sealer().open(row->blob(1), seal_context);
  if (!token) throw std::logic_error("a plaque's token was sealed with another key");
  return Origin{row->id<Programme>(0), std::move(*token)};
}

std::optional<Place> place_of(Context& context, std::string_view token) {
  const auto row = context.tx().one("SELECT home_village, plaque_id FROM plaque_tokens WHERE token_hash = ?",
                                    hash_of(context, token));
  if (!row) return std::nullopt;
  return Place{row->id<Organisation>(0), row->id<Plaque>(1)};
}

}  // namespace lianghu::plaques::store
