#include "features/households/slips_store.h"

namespace lianghu::households::store {

namespace {

db::Blob hash_of(Context& context, std::string_view code) {
  return {context.sealer().fingerprint(code, "slip_codes.code_hash")};
}

}  // namespace

bool insert(Context& context, const Village& village, const Slip& slip, std::string_view code) {
  const auto kept = context.tx().execute(
      "INSERT INTO slip_codes (code_hash, home_village, slip_id) VALUES (?, ?, ?) "
      "ON CONFLICT (code_hash) DO NOTHING",
      hash_of(context, code), village.id(), slip.id);
  if (kept == 0) return false;
  context.tx().execute(
      "INSERT INTO household_slips (village_id, id, household_id, issued_on, issued_by, issuer_name, "
      "voided_on, version) VALUES (?, ?, ?, ?, ?, ?, NULL, ?)",
      village.id(), slip.id, slip.household, slip.issued_on, slip.issued_by, slip.issuer_name, slip.version);
  context.touched("household_slips", village.id().value, slip.id.value);
  return true;
}

bool void_live(Context& context, const Village& village, Id<Household> household) {
  const auto rows = context.tx().query(
      "UPDATE household_slips SET voided_on = ?, version = version + 1 "
      "WHERE village_id = ? AND household_id = ? AND voided_on IS NULL RETURNING id",
      context.today(), village.id(), household);
  for (const db::Row& row : rows) context.touched("household_slips", village.id().value, row.integer(0));
  return !rows.empty();
}

std::vector<Slip> live_slips(Context& context, const Village& village) {
  std::vector<Slip> out;
  for (const db::Row& row : context.tx().query(
           "SELECT id, household_id, issued_on, issued_by, issuer_name, version FROM household_slips "
           "WHERE village_id = ? AND voided_on IS NULL ORDER BY household_id",
           village.id()))
    out.push_back({row.id<Slip>(0), row.id<Household>(1), row.date(2), row.integer(3), row.text(4),
                   std::nullopt, row.integer(5)});
  return out;
}

std::optional<SlipPlace> place_of_code(Context& context, std::string_view code) {
  const auto place = context.tx().one("SELECT home_village, slip_id FROM slip_codes WHERE code_hash = ?",
                                      hash_of(context, code));
  if (!place) return std::nullopt;
  const auto village = place->id<Organisation>(0);
  const auto slip = context.tx().one(
      "SELECT s.household_id FROM household_slips s JOIN households h "
      "ON h.village_id = s.village_id AND h.id = s.household_id "
      "WHERE s.village_id = ? AND s.id = ? AND s.voided_on IS NULL AND h.status = 'active'",
      village, place->integer(1));
  if (!slip) return std::nullopt;
  return SlipPlace{village, slip->id<Household>(0)};
}

}  // namespace lianghu::households::store
