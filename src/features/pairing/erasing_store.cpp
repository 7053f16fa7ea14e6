#include "features/pairing/erasing.h"
#include "features/pairing/forms_store.h"

namespace lianghu::pairing {

namespace {

void forget_writers(Context& context, const Village& village, const households::Erased& erased) {
  households::touch_each(
      context, "pairing_participants", village,
      context.tx().query("UPDATE pairing_participants SET recorder_name = '' WHERE "
                         "village_id = ? AND household_id = ? AND recorded_by IN ?* RETURNING id",
                         village.id(), erased.household, erased.accounts));
  // Who wrote down for a side before stands there no more; older entries say it.
  const db::IdList pairs = pairs_of(context, village, erased.household);
  households::touch_each(
      context, "pairings", village,
      context.tx().query("SELECT id FROM pairings WHERE village_id = ? AND id IN ?* ORDER BY id",
                         village.id(), pairs));
  for (const std::string& name : erased.names)
    context.tx().execute(
        "UPDATE pairings SET version = version + 1, "
        "household_recorder = CASE WHEN household_id = ? AND household_recorder = ? THEN '' "
        "ELSE household_recorder END, "
        "helper_recorder = CASE WHEN helper_id = ? AND helper_recorder = ? THEN '' ELSE helper_recorder END "
        "WHERE village_id = ? AND (household_id = ? OR helper_id = ?)",
        erased.household, name, erased.household, name, village.id(), erased.household, erased.household);
}

/// Either side's reason may tell of the other; who wrote down for the other side stays.
void forget_pairs(Context& context, const Village& village, Id<Household> household) {
  households::touch_each(
      context, "pairings", village,
      context.tx().query(
          "UPDATE pairings SET household_reason = '', helper_reason = '', version = version + 1, "
          "household_recorder = CASE WHEN household_id = ? THEN '' ELSE household_recorder END, "
          "helper_recorder = CASE WHEN helper_id = ? THEN '' ELSE helper_recorder END "
          "WHERE village_id = ? AND (household_id = ? OR helper_id = ?) RETURNING id",
          household, household, village.id(), household, household));
  households::touch_each(
      context, "pairing_overrides", village,
      context.tx().query("UPDATE pairing_overrides SET reason = '', version = version + 1 WHERE "
                         "village_id = ? AND (household_id = ? OR helper_id = ?) RETURNING id",
                         village.id(), household, household));
}

void forget_ballots(Context& context, const Village& village, Id<Household> household) {
  households::touch_each(
      context, "pairing_participants", village,
      context.tx().query("UPDATE pairing_participants SET capacity_reason = '', recorder_name = '' WHERE "
                         "village_id = ? AND household_id = ? RETURNING id",
                         village.id(), household));
  context.tx().execute("DELETE FROM pairing_explanations WHERE village_id = ? AND household_id = ?",
                       village.id(), household);
  store::void_live_form(context, village, household);
  households::touch_each(context, "pairing_forms", village,
                         context.tx().query("UPDATE pairing_forms SET recorder_name = '' WHERE "
                                            "village_id = ? AND household_id = ? RETURNING id",
                                            village.id(), household));
  context.tx().execute(
      "DELETE FROM pairing_form_codes WHERE home_village = ? AND form_id IN (SELECT id FROM pairing_forms "
      "WHERE village_id = ? AND household_id = ?)",
      village.id(), village.id(), household);
}

}  // namespace

db::IdList pairs_of(Context& context, const Village& village, Id<Household> household) {
  db::IdList out;
  for (const db::Row& row :
       context.tx().query("SELECT id FROM pairings WHERE village_id = ? AND (household_id = ? OR "
                          "helper_id = ?) ORDER BY id",
                          village.id(), household, household))
    out.ids.push_back(row.integer(0));
  return out;
}

void forget(Context& context, const Village& village, const households::Erased& erased) {
  if (!erased.whole) return forget_writers(context, village, erased);
  forget_pairs(context, village, erased.household);
  forget_ballots(context, village, erased.household);
}

}  // namespace lianghu::pairing
