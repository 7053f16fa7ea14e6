#include "features/pairing/told_store.h"

namespace lianghu::pairing::store {

std::vector<Told> told_in(Context& context, const Village& village, Id<Round> round) {
  std::vector<Told> out;
  for (const db::Row& row :
       context.tx().query("SELECT id, household_id, change, is_told, told_on, teller_name FROM pairing_told "
                          "WHERE village_id = ? AND round_id = ? ORDER BY household_id",
                          village.id(), round))
    out.push_back(
        {row.id<Told>(0), row.id<Household>(1), row.text(2), row.integer(3) != 0, row.date(4), row.text(5)});
  return out;
}

void save(Context& context, const Village& village, Id<Round> round, Told told) {
  if (told.id) {
    context.tx().execute(
        "UPDATE pairing_told SET change = ?, is_told = ?, told_on = ?, told_by = ?, teller_name = ? "
        "WHERE village_id = ? AND id = ?",
        told.change, told.is_told ? 1 : 0, told.told_on, context.actor().account, told.teller_name,
        village.id(), told.id);
  } else {
    told.id = context.make_id<Told>();
    const auto made = context.tx().execute(
        "INSERT INTO pairing_told (village_id, id, round_id, household_id, change, is_told, told_on, "
        "told_by, "
        "teller_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        village.id(), told.id, round, told.household, told.change, told.is_told ? 1 : 0, told.told_on,
        context.actor().account, told.teller_name);
    if (made == 0) throw Refusal(Status::conflict, "version.stale");  // somebody else was as quick
  }
  context.touched("pairing_told", village.id().value, told.id.value);
}

}  // namespace lianghu::pairing::store
