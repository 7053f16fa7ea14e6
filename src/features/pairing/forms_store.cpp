#include "features/pairing/forms_store.h"

#include "base/describe.h"

namespace lianghu::pairing::store {

namespace {

Form form_of(const db::Row& row) {
  Form out;
  out.id = row.id<Form>(0);
  out.round = row.id<Round>(1);
  out.household = row.id<Household>(2);
  out.number = row.integer(3);
  out.state = enum_of<FormState>(row.text(4));
  out.issued_on = row.date(5);
  out.issued_by = row.integer(6);
  out.issuer_name = row.text(7);
  out.ended_on = row.maybe_date(8);
  out.recorder_name = row.text(9);
  out.version = row.integer(10);
  return out;
}

db::Blob hash_of(Context& context, std::string_view code) {
  return {context.sealer().fingerprint(code, "pairing_form_codes.code_hash")};
}

}  // namespace

std::int64_t next_form_number(Context& context, const Village& village, Id<Round> round) {
  const auto row = context.tx().one(
      "SELECT COALESCE(MAX(number), 0) + 1 FROM pairing_forms WHERE village_id = ? AND round_id = ?",
      village.id(), round);
  return row ? row->integer(0) : 1;
}

void insert(Context& context, const Village& village, const Form& form, std::string_view code) {
  context.tx().execute("INSERT INTO pairing_form_codes (code_hash, home_village, form_id) VALUES (?, ?, ?)",
                       hash_of(context, code), village.id(), form.id);
  context.tx().execute(
      "INSERT INTO pairing_forms (village_id, id, round_id, household_id, number, state, issued_on, "
      "issued_by, issuer_name, ended_on, recorder_name, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '', ?)",
      village.id(), form.id, form.round, form.household, form.number, name_of(form.state), form.issued_on,
      form.issued_by, form.issuer_name, form.version);
  context.touched("pairing_forms", village.id().value, form.id.value);
}

void void_live_form(Context& context, const Village& village, Id<Household> household) {
  const auto rows = context.tx().query(
      "UPDATE pairing_forms SET state = 'void', ended_on = ?, version = version + 1 "
      "WHERE village_id = ? AND household_id = ? AND state = 'live' RETURNING id",
      context.today(), village.id(), household);
  for (const db::Row& row : rows) context.touched("pairing_forms", village.id().value, row.integer(0));
}

bool end_form(Context& context, const Village& village, const Form& form) {
  const auto changed = context.tx().execute(
      "UPDATE pairing_forms SET state = ?, ended_on = ?, recorder_name = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ? AND state = 'live'",
      name_of(form.state), form.ended_on, form.recorder_name, form.version, village.id(), form.id,
      form.version - 1);
  if (changed == 0) return false;
  context.touched("pairing_forms", village.id().value, form.id.value);
  return true;
}

std::optional<Form> form_by_id(Context& context, const Village& village, Id<Form> id) {
  const auto row = context.tx().one(
      "SELECT id, round_id, household_id, number, state, issued_on, issued_by, issuer_name, ended_on, "
      "recorder_name, version FROM pairing_forms WHERE village_id = ? AND id = ?",
      village.id(), id);
  if (!row) return std::nullopt;
  return form_of(*row);
}

std::vector<Form> forms_of(Context& context, const Village& village, Id<Round> round) {
  std::vector<Form> out;
  for (const db::Row& row : context.tx().query(
           "SELECT id, round_id, household_id, number, state, issued_on, issued_by, issuer_name, ended_on, "
           "recorder_name, version FROM pairing_forms WHERE village_id = ? AND round_id = ? ORDER BY number",
           village.id(), round))
    out.push_back(form_of(row));
  return out;
}

std::optional<FormHolder> holder_of_code(Context& context, std::string_view code) {
  const auto row = context.tx().one(
      "SELECT home_village, form_id FROM pairing_form_codes WHERE code_hash = ?", hash_of(context, code));
  if (!row) return std::nullopt;
  return FormHolder{row->id<Organisation>(0), row->id<Form>(1)};
}

}  // namespace lianghu::pairing::store
