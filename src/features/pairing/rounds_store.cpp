#include "features/pairing/rounds_store.h"

#include "base/describe.h"

namespace lianghu::pairing::store {

namespace {

Round round_of(const db::Row& row) {
  Round out;
  out.id = row.id<Round>(0);
  out.number = row.integer(1);
  out.state = enum_of<State>(row.text(2));
  out.vetoes_max = static_cast<int>(row.integer(3));
  out.confirm_days = static_cast<int>(row.integer(4));
  out.opened_on = row.maybe_date(5);
  out.closes_on = row.maybe_date(6);
  out.closed_on = row.maybe_date(7);
  out.proposed_on = row.maybe_date(8);
  out.confirm_until = row.maybe_date(9);
  out.final_on = row.maybe_date(10);
  out.repairs = row.integer(11);
  out.version = row.integer(12);
  out.silence = row.null(13) ? programmes::Silence::accepted : enum_of<programmes::Silence>(row.text(13));
  out.remind_days = static_cast<int>(row.maybe_integer(14).value_or(0));
  out.news_from = row.maybe_date(15);
  return out;
}

Participant participant_of(const db::Row& row) {
  Participant out;
  out.id = row.integer(0);
  out.household = row.id<Household>(1);
  out.side = enum_of<Side>(row.text(2));
  out.capacity = row.integer(3);
  out.capacity_reason = row.text(4);
  out.left_on = row.maybe_date(5);
  out.voted_at = row.maybe_instant(6);
  out.assisted = row.flag(7);
  out.recorded_by = row.maybe_integer(8).value_or(0);
  out.recorder_name = row.text(9);
  out.ballot_hash = row.text(10);
  if (!row.null(11)) out.capacity_key = row.text(11);
  if (!row.null(12)) out.capacity_values = row.text(12);
  return out;
}

std::optional<std::int64_t> account_or_none(std::int64_t account) {
  if (account == 0) return std::nullopt;
  return account;
}

std::optional<std::string> text_or_none(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

void insert(Context& context, const Village& village, Id<Programme> programme, const Round& round) {
  context.tx().execute(
      "INSERT INTO pairing_rounds (village_id, id, programme_id, number, state, vetoes_max, confirm_days, "
      "repairs, certificate, silence, remind_days, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?)",
      village.id(), round.id, programme, round.number, name_of(round.state), round.vetoes_max,
      round.confirm_days, round.repairs, name_of(round.silence), round.remind_days, round.version);
  context.touched("pairing_rounds", village.id().value, round.id.value);
}

bool move_on(Context& context, const Village& village, const Round& round) {
  const auto changed = context.tx().execute(
      "UPDATE pairing_rounds SET state = ?, opened_on = ?, closes_on = ?, closed_on = ?, proposed_on = ?, "
      "confirm_until = ?, final_on = ?, repairs = ?, news_from = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ?",
      name_of(round.state), round.opened_on, round.closes_on, round.closed_on, round.proposed_on,
      round.confirm_until, round.final_on, round.repairs, round.news_from, round.version, village.id(),
      round.id, round.version - 1);
  if (changed == 0) return false;
  context.touched("pairing_rounds", village.id().value, round.id.value);
  return true;
}

void set_outcome(Context& context, const Village& village, Id<Round> round, const Outcome& outcome) {
  context.tx().execute(
      "UPDATE pairing_rounds SET households = ?, covered = ?, maximum = ?, blocking = ?, certificate = ?, "
      "findings = ?, answer_seal = ? WHERE village_id = ? AND id = ?",
      outcome.households, outcome.covered, outcome.maximum, outcome.blocking, outcome.certificate,
      outcome.findings, outcome.seal, village.id(), round);
  context.touched("pairing_rounds", village.id().value, round.value);
}

std::optional<Round> newest(Context& context, const Village& village, Id<Programme> programme) {
  const auto row = context.tx().one(
      "SELECT id, number, state, vetoes_max, confirm_days, opened_on, closes_on, closed_on, proposed_on, "
      "confirm_until, final_on, repairs, version, silence, remind_days, news_from FROM pairing_rounds "
      "WHERE village_id = ? AND programme_id = ? ORDER BY number DESC LIMIT 1",
      village.id(), programme);
  if (!row) return std::nullopt;
  return round_of(*row);
}

std::optional<Outcome> outcome(Context& context, const Village& village, Id<Round> round) {
  const auto row = context.tx().one(
      "SELECT households, covered, maximum, blocking, certificate, findings, answer_seal FROM pairing_rounds "
      "WHERE village_id = ? AND id = ? AND households IS NOT NULL",
      village.id(), round);
  if (!row) return std::nullopt;
  return Outcome{row->integer(0),
                 row->integer(1),
                 row->integer(2),
                 row->integer(3),
                 row->text(4),
                 row->null(5) ? "" : row->text(5),
                 row->null(6) ? "" : row->text(6)};
}

void insert(Context& context, const Village& village, Id<Round> round, const Participant& participant) {
  context.tx().execute(
      "INSERT INTO pairing_participants (village_id, id, round_id, household_id, side, capacity, "
      "capacity_reason, capacity_key, capacity_values, assisted, recorder_name, ballot_hash) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '')",
      village.id(), participant.id, round, participant.household, name_of(participant.side),
      participant.capacity, participant.capacity_reason, text_or_none(participant.capacity_key),
      text_or_none(participant.capacity_values));
  context.touched("pairing_participants", village.id().value, participant.id);
}

void set_capacity(Context& context, const Village& village, const Participant& participant) {
  context.tx().execute(
      "UPDATE pairing_participants SET capacity = ?, capacity_reason = ?, capacity_key = ?, "
      "capacity_values = ? WHERE village_id = ? AND id = ?",
      participant.capacity, participant.capacity_reason, text_or_none(participant.capacity_key),
      text_or_none(participant.capacity_values), village.id(), participant.id);
  context.touched("pairing_participants", village.id().value, participant.id);
}

void set_left(Context& context, const Village& village, const Participant& participant) {
  context.tx().execute("UPDATE pairing_participants SET left_on = ? WHERE village_id = ? AND id = ?",
                       participant.left_on, village.id(), participant.id);
  context.touched("pairing_participants", village.id().value, participant.id);
}

void set_side(Context& context, const Village& village, const Participant& participant) {
  context.tx().execute("UPDATE pairing_participants SET side = ? WHERE village_id = ? AND id = ?",
                       name_of(participant.side), village.id(), participant.id);
  context.touched("pairing_participants", village.id().value, participant.id);
}

void set_vote(Context& context, const Village& village, const Participant& participant) {
  context.tx().execute(
      "UPDATE pairing_participants SET voted_at = ?, assisted = ?, recorded_by = ?, recorder_name = ?, "
      "ballot_hash = ? WHERE village_id = ? AND id = ?",
      participant.voted_at, participant.assisted, account_or_none(participant.recorded_by),
      participant.recorder_name, participant.ballot_hash, village.id(), participant.id);
  context.touched("pairing_participants", village.id().value, participant.id);
}

std::vector<Participant> participants(Context& context, const Village& village, Id<Round> round) {
  const auto rows = context.tx().query(
      "SELECT id, household_id, side, capacity, capacity_reason, left_on, voted_at, assisted, recorded_by, "
      "recorder_name, ballot_hash, capacity_key, capacity_values FROM pairing_participants WHERE village_id "
      "= ? AND round_id = ? "
      "ORDER BY household_id",
      village.id(), round);
  std::vector<Participant> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows) out.push_back(participant_of(row));
  return out;
}

}  // namespace lianghu::pairing::store
