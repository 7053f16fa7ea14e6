#include "features/reviews/erasing.h"

namespace lianghu::reviews {

namespace {

void forget_recorders(Context& context, const Village& village, const households::Erased& erased) {
  households::touch_each(context, "self_reports", village,
                         context.tx().query("UPDATE self_reports SET recorder_name = '' WHERE village_id = ? "
                                            "AND household_id = ? AND recorded_by IN ?* RETURNING id",
                                            village.id(), erased.household, erased.accounts));
  households::touch_each(
      context, "rectifications", village,
      context.tx().query("UPDATE rectifications SET done_by_name = '', version = version + 1 WHERE "
                         "village_id = ? AND household_id = ? AND done_by IN ?* RETURNING id",
                         village.id(), erased.household, erased.accounts));
}

/// Whoever is about to publish one looks at it again.
void change_open_reviews(Context& context, const Village& village) {
  households::touch_each(
      context, "reviews", village,
      context.tx().query("UPDATE reviews SET version = version + 1 WHERE village_id = ? AND "
                         "state = 'open' RETURNING id",
                         village.id()));
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
  if (!erased.whole) return forget_recorders(context, village, erased);
  forget_words(context, village, erased.household);
  change_open_reviews(context, village);
}

std::vector<std::string_view> rewritten_tables() {
  return {"commendations"};
}

}  // namespace lianghu::reviews
