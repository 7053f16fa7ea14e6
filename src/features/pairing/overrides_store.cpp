#include "features/pairing/overrides_store.h"

#include "base/describe.h"
#include "base/json.h"

namespace lianghu::pairing::store {

namespace {

const std::string select_overrides =
    "SELECT id, round_id, household_id, helper_id, reason, state, asker_name, asked_on, settled_on, effect, "
    "version FROM pairing_overrides WHERE village_id = ? ";

std::vector<Override> overrides(const std::vector<db::Row>& rows) {
  std::vector<Override> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows) {
    Override each;
    each.id = row.id<Override>(0);
    each.round = row.id<Round>(1);
    each.household = row.id<Household>(2);
    each.helper = row.id<Household>(3);
    each.reason = row.text(4);
    each.state = enum_of<OverrideState>(row.text(5));
    each.asker_name = row.text(6);
    each.asked_on = row.date(7);
    each.settled_on = row.maybe_date(8);
    const std::string& effect = row.text(9);
    if (!effect.empty()) each.effect = json::read<Effect>(std::string_view(effect));
    each.version = row.integer(10);
    out.push_back(std::move(each));
  }
  return out;
}

}  // namespace

void insert(Context& context, const Village& village, const Override& override) {
  context.tx().execute(
      "INSERT INTO pairing_overrides (village_id, id, round_id, household_id, helper_id, reason, state, "
      "asked_by, asker_name, asked_on, effect, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
      village.id(), override.id, override.round, override.household, override.helper, override.reason,
      name_of(override.state), context.actor().account, override.asker_name, override.asked_on,
      override.version);
  context.touched("pairing_overrides", village.id().value, override.id.value);
}

bool update(Context& context, const Village& village, const Override& override) {
  const auto changed = context.tx().execute(
      "UPDATE pairing_overrides SET state = ?, settled_on = ?, effect = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ?",
      name_of(override.state), override.settled_on,
      override.effect ? json::write(*override.effect) : std::string(), override.version, village.id(),
      override.id, override.version - 1);
  if (changed == 0) return false;
  context.touched("pairing_overrides", village.id().value, override.id.value);
  return true;
}

std::optional<Override> override_by_id(Context& context, const Village& village, Id<Override> id) {
  auto found = overrides(context.tx().query(select_overrides + "AND id = ?", village.id(), id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Override> overrides_of(Context& context, const Village& village, Id<Round> round) {
  return overrides(
      context.tx().query(select_overrides + "AND round_id = ? ORDER BY id", village.id(), round));
}

}  // namespace lianghu::pairing::store
