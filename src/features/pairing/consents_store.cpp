#include "features/pairing/consents_store.h"

#include "base/describe.h"

namespace lianghu::pairing::store {

void insert(Context& context, const Village& village, Id<Round> round, const ConsentRow& consent) {
  context.tx().execute(
      "INSERT INTO pairing_consents (village_id, id, round_id, run, rests_on, account_id, account_name, "
      "home_village, household_id, given_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      village.id(), consent.id, round, consent.run, consent.rests_on, consent.account, consent.account_name,
      consent.home_village, consent.household, consent.given_at, name_of(ConsentState::given));
  context.touched("pairing_consents", village.id().value, consent.id);
}

bool end(Context& context, const Village& village, std::int64_t id, ConsentState state) {
  const auto changed = context.tx().execute(
      "UPDATE pairing_consents SET state = ? WHERE village_id = ? AND id = ? AND state = ?", name_of(state),
      village.id(), id, name_of(ConsentState::given));
  if (changed == 0) return false;
  context.touched("pairing_consents", village.id().value, id);
  return true;
}

std::vector<ConsentRow> consents_given(Context& context, const Village& village, Id<Round> round) {
  std::vector<ConsentRow> out;
  for (const db::Row& row : context.tx().query(
           "SELECT id, run, rests_on, account_id, account_name, home_village, household_id, given_at "
           "FROM pairing_consents WHERE village_id = ? AND round_id = ? AND state = ? ORDER BY id",
           village.id(), round, name_of(ConsentState::given)))
    out.push_back({row.integer(0), row.integer(1), row.text(2), row.integer(3), row.text(4), row.integer(5),
                   row.integer(6), row.instant(7)});
  return out;
}

std::int64_t runs_consented(Context& context, const Village& village, Id<Round> round) {
  const auto row = context.tx().one(
      "SELECT COALESCE(MAX(run), 0) FROM pairing_consents WHERE village_id = ? AND round_id = ? AND state = "
      "?",
      village.id(), round, name_of(ConsentState::used));
  return row ? row->integer(0) : 0;
}

}  // namespace lianghu::pairing::store
