#include "features/meetings/meetings_store.h"

#include "base/describe.h"

namespace lianghu::meetings::store {

namespace {

const std::string select_rows =
    "SELECT m.id, m.village_id, m.kind, m.state, m.topic, m.held_on, m.place, m.others + "
    "(SELECT COUNT(*) FROM meeting_attendants a WHERE a.village_id = m.village_id AND a.meeting_id = m.id), "
    "(SELECT COUNT(*) FROM meeting_decisions d WHERE d.village_id = m.village_id AND d.meeting_id = m.id) "
    "FROM meetings m ";

ListRow list_row(const db::Row& row) {
  ListRow out;
  out.id = row.id<Meeting>(0);
  out.organisation = row.id<Organisation>(1);
  out.kind = enum_of<Kind>(row.text(2));
  out.state = enum_of<State>(row.text(3));
  out.topic = row.text(4);
  out.day = row.date(5);
  out.place = row.text(6);
  out.attended = row.integer(7);
  out.decisions = row.integer(8);
  return out;
}

std::vector<ListRow> list_rows(const std::vector<db::Row>& rows) {
  std::vector<ListRow> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows) out.push_back(list_row(row));
  return out;
}

db::IdList ids_of(const std::vector<Organisation>& holders) {
  db::IdList out;
  out.ids.reserve(holders.size());
  for (const Organisation& each : holders) out.ids.push_back(each.id.value);
  return out;
}

/// Their ids are read first, as the journal is told of each row that goes.
void remove_parts(Context& context, const Seat& seat, Id<Meeting> meeting) {
  for (const db::Row& row :
       context.tx().query("SELECT id FROM meeting_attendants WHERE village_id = ? AND meeting_id = ? "
                          "ORDER BY id",
                          seat.id(), meeting))
    context.touched("meeting_attendants", seat.id().value, row.integer(0));
  context.tx().execute("DELETE FROM meeting_attendants WHERE village_id = ? AND meeting_id = ?", seat.id(),
                       meeting);
  for (const db::Row& row :
       context.tx().query("SELECT id FROM meeting_decisions WHERE village_id = ? AND meeting_id = ? "
                          "ORDER BY id",
                          seat.id(), meeting))
    context.touched("meeting_decisions", seat.id().value, row.integer(0));
  context.tx().execute("DELETE FROM meeting_decisions WHERE village_id = ? AND meeting_id = ?", seat.id(),
                       meeting);
}

void insert_parts(Context& context, const Seat& seat, const Meeting& meeting) {
  for (const Attendant& each : meeting.attendants) {
    const std::int64_t id = context.make_id<Attendant>().value;
    context.tx().execute(
        "INSERT INTO meeting_attendants (village_id, id, meeting_id, person_id, name) VALUES (?, ?, ?, ?, ?)",
        seat.id(), id, meeting.id, each.person, each.name);
    context.touched("meeting_attendants", seat.id().value, id);
  }
  std::int64_t position = 0;
  for (const Decision& each : meeting.decisions) {
    const std::int64_t id = context.make_id<Decision>().value;
    context.tx().execute(
        "INSERT INTO meeting_decisions (village_id, id, meeting_id, position, wording, owner, due_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        seat.id(), id, meeting.id, ++position, each.text, each.owner, each.due_on);
    context.touched("meeting_decisions", seat.id().value, id);
  }
}

}  // namespace

void insert(Context& context, const Seat& seat, const Meeting& meeting) {
  context.tx().execute(
      "INSERT INTO meetings (village_id, id, kind, state, topic, held_on, place, notice, others, minutes, "
      "reason, recorded_by, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      seat.id(), meeting.id, name_of(meeting.kind), name_of(meeting.state), meeting.topic, meeting.day,
      meeting.place, meeting.notice, meeting.others, meeting.minutes, meeting.reason, context.actor().account,
      meeting.version);
  context.touched("meetings", seat.id().value, meeting.id.value);
}

bool update(Context& context, const Seat& seat, const Meeting& meeting) {
  const auto changed = context.tx().execute(
      "UPDATE meetings SET kind = ?, state = ?, topic = ?, held_on = ?, place = ?, notice = ?, others = ?, "
      "minutes = ?, reason = ?, recorded_by = ?, version = ? WHERE village_id = ? AND id = ? AND version = ?",
      name_of(meeting.kind), name_of(meeting.state), meeting.topic, meeting.day, meeting.place,
      meeting.notice, meeting.others, meeting.minutes, meeting.reason, context.actor().account,
      meeting.version, seat.id(), meeting.id, meeting.version - 1);
  if (changed == 0) return false;
  context.touched("meetings", seat.id().value, meeting.id.value);
  remove_parts(context, seat, meeting.id);
  insert_parts(context, seat, meeting);
  return true;
}

std::optional<Meeting> by_id(Context& context, const std::vector<Organisation>& holders, Id<Meeting> id) {
  const auto row = context.tx().one(
      "SELECT village_id, kind, state, topic, held_on, place, notice, others, minutes, reason, version "
      "FROM meetings WHERE village_id IN ?* AND id = ?",
      ids_of(holders), id);
  if (!row) return std::nullopt;
  Meeting out;
  out.id = id;
  out.organisation = row->id<Organisation>(0);
  out.kind = enum_of<Kind>(row->text(1));
  out.state = enum_of<State>(row->text(2));
  out.topic = row->text(3);
  out.day = row->date(4);
  out.place = row->text(5);
  out.notice = row->text(6);
  out.others = row->integer(7);
  out.minutes = row->text(8);
  out.reason = row->text(9);
  out.version = row->integer(10);
  for (const db::Row& each :
       context.tx().query("SELECT person_id, name FROM meeting_attendants WHERE village_id = ? AND "
                          "meeting_id = ? ORDER BY id",
                          out.organisation, id))
    out.attendants.push_back({each.id<Person>(0), each.text(1)});
  for (const db::Row& each :
       context.tx().query("SELECT wording, owner, due_on FROM meeting_decisions WHERE village_id = ? AND "
                          "meeting_id = ? ORDER BY position",
                          out.organisation, id))
    out.decisions.push_back({each.text(0), each.text(1), each.maybe_date(2)});
  return out;
}

std::vector<ListRow> all(Context& context, const std::vector<Organisation>& holders) {
  return list_rows(context.tx().query(
      select_rows + "WHERE m.village_id IN ?* ORDER BY m.held_on DESC, m.id DESC", ids_of(holders)));
}

std::vector<ListRow> held_between(Context& context, const Village& village, Date first, Date last) {
  return list_rows(context.tx().query(
      select_rows + "WHERE m.village_id = ? AND m.state = 'held' AND m.held_on >= ? AND m.held_on <= ? "
                    "ORDER BY m.held_on, m.id",
      village.id(), first, last));
}

std::vector<StoredNotice> noticed(Context& context, const std::vector<Organisation>& holders, int count) {
  std::vector<StoredNotice> out;
  for (const db::Row& row :
       context.tx().query("SELECT village_id, kind, state, topic, held_on, place, notice FROM meetings "
                          "WHERE village_id IN ?* AND notice <> '' AND state <> 'cancelled' "
                          "ORDER BY held_on DESC, id DESC LIMIT ?",
                          ids_of(holders), count))
    out.push_back({row.id<Organisation>(0),
                   {{},
                    enum_of<Kind>(row.text(1)),
                    enum_of<State>(row.text(2)),
                    row.text(3),
                    row.date(4),
                    row.text(5),
                    row.text(6)}});
  return out;
}

}  // namespace lianghu::meetings::store
