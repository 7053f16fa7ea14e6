#include "features/pairing/ballots_store.h"

#include "base/describe.h"

namespace lianghu::pairing::store {

void put_ballot(Context& context, const Village& village, Id<Round> round, Id<Household> household,
                const std::string& sealed) {
  context.tx().execute(
      "INSERT INTO pairing_ballots (village_id, id, round_id, household_id, sealed) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (village_id, round_id, household_id) DO UPDATE SET sealed = excluded.sealed",
      village.id(), context.make_id<Ballot>(), round, household, db::Blob{sealed});
}

std::map<Id<Household>, std::string> ballots(Context& context, const Village& village, Id<Round> round) {
  std::map<Id<Household>, std::string> out;
  for (const db::Row& row : context.tx().query("SELECT household_id, sealed FROM pairing_ballots "
                                               "WHERE village_id = ? AND round_id = ? ORDER BY household_id",
                                               village.id(), round))
    out.emplace(row.id<Household>(0), row.blob(1));
  return out;
}

void destroy_ballots(Context& context, const Village& village, Id<Round> round) {
  context.tx().execute("DELETE FROM pairing_ballots WHERE village_id = ? AND round_id = ?", village.id(),
                       round);
}

bool hold(Context& context, const Village& village, Id<Round> round, State state) {
  // A write that changes nothing: it takes the row's lock, which a plain read does not.
  return context.tx().execute(
             "UPDATE pairing_rounds SET state = state WHERE village_id = ? AND id = ? AND state = ?",
             village.id(), round, name_of(state)) > 0;
}

void put_explanation(Context& context, const Village& village, Id<Round> round, Id<Household> household,
                     const std::string& sealed) {
  context.tx().execute(
      "INSERT INTO pairing_explanations (village_id, id, round_id, household_id, sealed) "
      "VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (village_id, round_id, household_id) DO UPDATE SET sealed = excluded.sealed",
      village.id(), context.make_id<matching::Explanation>(), round, household, db::Blob{sealed});
}

void remove_explanation(Context& context, const Village& village, Id<Round> round, Id<Household> household) {
  context.tx().execute(
      "DELETE FROM pairing_explanations WHERE village_id = ? AND round_id = ? AND household_id = ?",
      village.id(), round, household);
}

std::optional<std::string> explanation(Context& context, const Village& village, Id<Round> round,
                                       Id<Household> household) {
  const auto row = context.tx().one(
      "SELECT sealed FROM pairing_explanations WHERE village_id = ? AND round_id = ? AND household_id = ?",
      village.id(), round, household);
  if (!row) return std::nullopt;
  return row->blob(0);
}

}  // namespace lianghu::pairing::store
