#include "features/pairing/pairs_store.h"

#include "base/describe.h"

namespace lianghu::pairing::store {

namespace {

const std::string select_pairings =
    "SELECT id, round_id, household_id, helper_id, state, household_answer, household_reason, "
    "household_assisted, household_recorder, helper_answer, helper_reason, helper_assisted, "
    "helper_recorder, from_on, until_on, end_reason, version, household_silent, helper_silent, asked_on, "
    "gone_on FROM pairings WHERE village_id = ? ";

Confirmation confirmation_of(const db::Row& row, std::size_t first, std::size_t silent) {
  return {enum_of<Answer>(row.text(first)), row.text(first + 1), row.flag(first + 2), row.text(first + 3),
          row.maybe_integer(silent).value_or(0) != 0};
}

std::optional<bool> silent_or_none(const Confirmation& confirmation) {
  if (!confirmation.silent) return std::nullopt;
  return true;
}

std::vector<Pairing> pairings(const std::vector<db::Row>& rows) {
  std::vector<Pairing> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows) {
    Pairing pairing;
    pairing.id = row.id<Pairing>(0);
    pairing.round = row.id<Round>(1);
    pairing.household = row.id<Household>(2);
    pairing.helper = row.id<Household>(3);
    pairing.state = enum_of<PairState>(row.text(4));
    pairing.by_household = confirmation_of(row, 5, 17);
    pairing.by_helper = confirmation_of(row, 9, 18);
    pairing.from = row.maybe_date(13);
    pairing.until = row.maybe_date(14);
    pairing.end_reason = row.text(15);
    pairing.version = row.integer(16);
    pairing.asked_on = row.maybe_date(19);
    pairing.gone_on = row.maybe_date(20);
    out.push_back(std::move(pairing));
  }
  return out;
}

}  // namespace

void insert(Context& context, const Village& village, const Pairing& pairing) {
  context.tx().execute(
      "INSERT INTO pairings (village_id, id, round_id, household_id, helper_id, state, household_answer, "
      "household_reason, household_assisted, household_recorder, helper_answer, helper_reason, "
      "helper_assisted, helper_recorder, end_reason, asked_on, version) "
      "VALUES (?, ?, ?, ?, ?, ?, 'none', '', 0, '', 'none', '', 0, '', '', ?, ?)",
      village.id(), pairing.id, pairing.round, pairing.household, pairing.helper, name_of(pairing.state),
      pairing.asked_on, pairing.version);
  context.touched("pairings", village.id().value, pairing.id.value);
}

bool update(Context& context, const Village& village, const Pairing& pairing) {
  const Confirmation& household = pairing.by_household;
  const Confirmation& helper = pairing.by_helper;
  const auto changed = context.tx().execute(
      "UPDATE pairings SET state = ?, household_answer = ?, household_reason = ?, household_assisted = ?, "
      "household_recorder = ?, helper_answer = ?, helper_reason = ?, helper_assisted = ?, "
      "helper_recorder = ?, from_on = ?, until_on = ?, end_reason = ?, household_silent = ?, "
      "helper_silent = ?, asked_on = ?, gone_on = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ?",
      name_of(pairing.state), name_of(household.answer), household.reason, household.assisted,
      household.recorder_name, name_of(helper.answer), helper.reason, helper.assisted, helper.recorder_name,
      pairing.from, pairing.until, pairing.end_reason, silent_or_none(household), silent_or_none(helper),
      pairing.asked_on, pairing.gone_on, pairing.version, village.id(), pairing.id, pairing.version - 1);
  if (changed == 0) return false;
  context.touched("pairings", village.id().value, pairing.id.value);
  return true;
}

std::optional<Pairing> pairing_by_id(Context& context, const Village& village, Id<Pairing> id) {
  auto found = pairings(context.tx().query(select_pairings + "AND id = ?", village.id(), id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Pairing> pairings_of(Context& context, const Village& village, Id<Round> round) {
  return pairings(context.tx().query(select_pairings + "AND round_id = ? ORDER BY household_id, id",
                                     village.id(), round));
}

std::vector<Pairing> pairings_in_force(Context& context, const Village& village) {
  return pairings(context.tx().query(
      select_pairings + "AND state IN ('in_force', 'moving') ORDER BY household_id, id", village.id()));
}

std::vector<Pairing> pairings_ever(Context& context, const Village& village) {
  return pairings(
      context.tx().query(select_pairings + "AND from_on IS NOT NULL ORDER BY id DESC", village.id()));
}

std::vector<Pairing> pairings_on(Context& context, const Village& village, Date day) {
  return pairings(context.tx().query(select_pairings + "AND from_on IS NOT NULL AND from_on <= ? AND "
                                                       "(until_on IS NULL OR until_on > ?) "
                                                       "ORDER BY household_id, id",
                                     village.id(), day, day));
}

void set_asked(Context& context, const Village& village, Id<Pairing> id, Date day) {
  context.tx().execute("UPDATE pairings SET asked_on = ? WHERE village_id = ? AND id = ?", day, village.id(),
                       id);
  context.touched("pairings", village.id().value, id.value);
}

void set_way(Context& context, const Village& village, Id<Pairing> id, const Came& came) {
  context.tx().execute("UPDATE pairings SET way = ?, moved_for = ? WHERE village_id = ? AND id = ?",
                       name_of(came.way), came.moved_for, village.id(), id);
  context.touched("pairings", village.id().value, id.value);
}

std::map<Id<Pairing>, Came> ways(Context& context, const Village& village, Id<Round> round) {
  std::map<Id<Pairing>, Came> out;
  for (const db::Row& row :
       context.tx().query("SELECT id, way, moved_for FROM pairings WHERE village_id = ? AND round_id = ? "
                          "AND way IS NOT NULL ORDER BY id",
                          village.id(), round))
    out.emplace(row.id<Pairing>(0), Came{enum_of<Way>(row.text(1)), row.maybe_integer(2).value_or(0)});
  return out;
}

}  // namespace lianghu::pairing::store
