#include "features/reviews/erasing.h"

namespace lianghu::reviews {

namespace {

void forget_recorders(Context& context, const Village& village, const db::IdList& accounts) {
  households::touch_each(context, "self_reports", village,
                         context.tx().query("UPDATE self_reports SET recorder_name = '' WHERE village_id = ? "
                                            "AND recorded_by IN ?* RETURNING id",
                                            village.id(), accounts));
  households::touch_each(
      context, "rectifications", village,
      context.tx().query("UPDATE rectifications SET done_by_name = '', version = version + 1 WHERE "
                         "village_id = ? AND done_by IN ?* RETURNING id",
                         village.id(), accounts));
}

void forget_words(Context& context, const Village& village, Id<Household> household) {
  households::touch_each(context, "self_reports", village,
                         context.tx().query("UPDATE self_reports SET text = '', recorder_name = '' WHERE "
                                            "village_id = ? AND household_id = ? RETURNING id",
                                            village.id(), household));
  households::touch_each(context, "commendations", village,
                         context.tx().query("DELETE FROM commendations WHERE village_id = ? AND "
                                            "household_id = ? RETURNING id",
                                            village.id(), household));
  households::touch_each(
      context, "rectifications", village,
      context.tx().query("UPDATE rectifications SET what = '', evidence = '', done_by_name = '', "
                         "sent_back_reason = '', version = version + 1 WHERE village_id = ? AND "
                         "household_id = ? RETURNING id",
                         village.id(), household));
}

}  // namespace

void forget(Context& context, const Village& village, const households::Erased& erased) {
  forget_recorders(context, village, erased.accounts);
  if (erased.whole) forget_words(context, village, erased.household);
}

std::vector<std::string_view> rewritten_tables() {
  return {"commendations"};
}

}  // namespace lianghu::reviews
