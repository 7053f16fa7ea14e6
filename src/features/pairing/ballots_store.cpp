#include "features/pairing/ballots_store.h"

#include <stdexcept>

#include "base/describe.h"

namespace lianghu::pairing::store {

namespace {

std::int64_t id_of_chance(Random& random) {
  std::uint64_t id = 0;
  for (const char byte : random.bytes(sizeof id)) id = id << 8U | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(id >> 1U);
}

void remove_ballots(Context& context, const Village& village, Id<Round> round) {
  context.tx().execute("DELETE FROM pairing_ballots WHERE village_id = ? AND round_id = ?", village.id(),
                       round);
}

}  // namespace

void lay_out(Context& context, const Village& village, Id<Round> round, const Sealed& ballots) {
  remove_ballots(context, village, round);
  for (const auto& [household, sealed] : ballots)
    context.tx().execute(
        "INSERT INTO pairing_ballots (village_id, id, round_id, household_id, sealed) VALUES (?, ?, ?, ?, ?)",
        village.id(), id_of_chance(context.random()), round, household, db::Blob{sealed});
}

void put_ballot(Context& context, const Village& village, Id<Round> round, Id<Household> household,
                const std::string& sealed) {
  const auto changed = context.tx().execute(
      "UPDATE pairing_ballots SET sealed = ? WHERE village_id = ? AND round_id = ? AND household_id = ?",
      db::Blob{sealed}, village.id(), round, household);
  if (changed == 0) throw std::logic_error("who takes part has no place for a ballot");
}

Sealed ballots(Context& context, const Village& village, Id<Round> round) {
  Sealed out;
  for (const db::Row& row : context.tx().query("SELECT household_id, sealed FROM pairing_ballots "
                                               "WHERE village_id = ? AND round_id = ? ORDER BY household_id",
                                               village.id(), round))
    out.emplace(row.id<Household>(0), row.blob(1));
  return out;
}

void destroy_ballots(Context& context, const Village& village, Id<Round> round) {
  remove_ballots(context, village, round);
  context.tx().execute("DELETE FROM pairing_round_keys WHERE village_id = ? AND round_id = ?", village.id(),
                       round);
}

void put_key(Context& context, const Village& village, Id<Round> round, const RoundKey& key) {
  context.tx().execute("UPDATE pairing_rounds SET public_key = ? WHERE village_id = ? AND id = ?",
                       db::Blob{key.public_key}, village.id(), round);
  context.touched("pairing_rounds", village.id().value, round.value);
  context.tx().execute("INSERT INTO pairing_round_keys (village_id, round_id, sealed) VALUES (?, ?, ?)",
                       village.id(), round, db::Blob{key.sealed_secret});
}

RoundKey key(Context& context, const Village& village, Id<Round> round) {
  const auto row = context.tx().one(
      "SELECT r.public_key, k.sealed FROM pairing_rounds r LEFT JOIN pairing_round_keys k "
      "ON k.village_id = r.village_id AND k.round_id = r.id WHERE r.village_id = ? AND r.id = ?",
      village.id(), round);
  if (!row) return {};
  return {row->blob(0), row->blob(1)};
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
