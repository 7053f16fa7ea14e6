#include "features/help/erasing.h"
#include "features/pairing/erasing.h"

namespace lianghu::help {

namespace {

void forget_recorders(Context& context, const Village& village, const households::Erased& erased) {
  households::touch_each(
      context, "help_plans", village,
      context.tx().query("UPDATE help_plans SET recorder_name = '' WHERE village_id = ? "
                         "AND pairing_id IN ?* AND recorded_by IN ?* RETURNING id",
                         village.id(), pairing::pairs_of(context, village, erased.household),
                         erased.accounts));
  households::touch_each(
      context, "help_actions", village,
      context.tx().query("UPDATE help_actions SET recorder_name = '', version = version + "
                         "1 WHERE village_id = ? AND (helper_id = ? OR helped_id = ?) AND "
                         "recorded_by IN ?* RETURNING id",
                         village.id(), erased.household, erased.household, erased.accounts));
}

void forget_plans(Context& context, const Village& village, Id<Household> household) {
  const db::IdList pairs = pairing::pairs_of(context, village, household);
  households::touch_each(context, "help_plans", village,
                         context.tx().query("UPDATE help_plans SET recorder_name = '' WHERE village_id = ? "
                                            "AND pairing_id IN ?* RETURNING id",
                                            village.id(), pairs));
  households::touch_each(
      context, "help_plan_items", village,
      context.tx().query("UPDATE help_plan_items SET need = '', what = '' WHERE village_id = ? AND plan_id "
                         "IN (SELECT p.id FROM help_plans p WHERE p.village_id = ? AND p.pairing_id IN ?*) "
                         "RETURNING id",
                         village.id(), village.id(), pairs));
}

void forget_actions(Context& context, const Village& village, Id<Household> household) {
  households::touch_each(
      context, "help_actions", village,
      context.tx().query(
          "UPDATE help_actions SET what = '', photo = '', answer_words = '', reason = '', recorder_name = "
          "'', version = version + 1 WHERE village_id = ? AND (helper_id = ? OR helped_id = ?) RETURNING id",
          village.id(), household, household));
}

}  // namespace

void forget(Context& context, const Village& village, const households::Erased& erased) {
  if (!erased.whole) return forget_recorders(context, village, erased);
  forget_plans(context, village, erased.household);
  forget_actions(context, village, erased.household);
}

std::vector<std::string> named_files(Context& context) {
  std::vector<std::string> out;
  for (const db::Row& row :
       context.tx().query("SELECT photo FROM help_actions WHERE photo <> '' ORDER BY village_id, id"))
    out.push_back(row.text(0));
  return out;
}

}  // namespace lianghu::help
