#include "features/pledges/erasing.h"

namespace lianghu::pledges {

namespace {

void forget_signers(Context& context, const Village& village, const db::IdList& persons) {
  households::touch_each(
      context, "pledges", village,
      context.tx().query("UPDATE pledges SET signer_name = '', signature_file = '', version = version + 1 "
                         "WHERE village_id = ? AND signer_id IN ?* RETURNING id",
                         village.id(), persons));
  households::touch_each(context, "pledge_co_signers", village,
                         context.tx().query("UPDATE pledge_co_signers SET name = '' WHERE village_id = ? "
                                            "AND person_id IN ?* RETURNING id",
                                            village.id(), persons));
}

/// Each letter of the household is told of: older entries say who signed it before, and who wrote it down.
void forget_recorders(Context& context, const Village& village, const households::Erased& erased) {
  context.tx().execute(
      "UPDATE pledges SET recorder_name = '', version = version + 1 "
      "WHERE village_id = ? AND household_id = ? AND recorded_by IN ?*",
      village.id(), erased.household, erased.accounts);
  households::touch_each(
      context, "pledges", village,
      context.tx().query("SELECT id FROM pledges WHERE village_id = ? AND household_id = ? ORDER BY id",
                         village.id(), erased.household));
}

void forget_letters(Context& context, const Village& village, Id<Household> household) {
  households::touch_each(
      context, "pledges", village,
      context.tx().query(
          "UPDATE pledges SET signer_name = '', signature_file = '', recorder_name = '', reason = '', "
          "state = CASE WHEN state IN ('draft', 'signed', 'returned', 'accepted') THEN 'withdrawn' "
          "ELSE state END, version = version + 1 WHERE village_id = ? AND household_id = ? RETURNING id",
          village.id(), household));
  households::touch_each(
      context, "pledge_items", village,
      context.tx().query(
          "UPDATE pledge_items SET wording = '' WHERE village_id = ? AND pledge_id IN (SELECT p.id FROM "
          "pledges p WHERE p.village_id = ? AND p.household_id = ? AND NOT EXISTS (SELECT 1 FROM "
          "pledge_publications u WHERE u.village_id = p.village_id AND u.pledge_id = p.id)) RETURNING id",
          village.id(), village.id(), household));
}

}  // namespace

void forget(Context& context, const Village& village, const households::Erased& erased) {
  forget_signers(context, village, erased.persons);
  if (erased.whole)
    forget_letters(context, village, erased.household);
  else
    forget_recorders(context, village, erased);
}

std::vector<std::string_view> rewritten_tables() {
  return {"pledge_co_signers", "pledge_items"};
}

std::vector<std::string> named_files(Context& context) {
  std::vector<std::string> out;
  for (const db::Row& row : context.tx().query(
           "SELECT signature_file FROM pledges WHERE signature_file <> '' ORDER BY village_id, id"))
    out.push_back(row.text(0));
  return out;
}

}  // namespace lianghu::pledges
