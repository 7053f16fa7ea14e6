#include "features/feedback/feedback_store.h"

#include "base/describe.h"
#include "base/present.h"
#include "features/feedback/codes.h"

namespace lianghu::feedback::store {

namespace {

const std::string select_feedback =
    "SELECT id, household_id, door, kind, state, message, said_on, answer_by, handler_id, past_branch, "
    "escalated, reopened, assignee_id, assignee_name, answered_by, answered_on, answer, phone_sealed, "
    "may_show, shown, hidden, version, turn, merged_into, late_since, "
    "about, subject, subject_id, flag "
    "FROM feedback ";

/// Has to be done, and gets its answer from no other.
const std::string is_open_alone =
    "hidden = 0 AND merged_into IS NULL AND state IN ('received', 'assigned', 'reopened')";

/// Of those that got one answer the one that stands for them: what they were merged into while that is
/// answered and not hidden, else the first of them.
const std::string says_it_first =
    "(merged_into IS NULL OR NOT EXISTS (SELECT 1 FROM feedback other WHERE other.village_id = "
    "feedback.village_id AND other.hidden = 0 AND other.state IN ('answered', 'closed') AND "
    "(other.id = feedback.merged_into OR (other.merged_into = feedback.merged_into AND other.id < "
    "feedback.id))))";

/// Of what Sight lets an actor see; five values: account, whole, past, past_town, concerned.
const std::string in_sight =
    "(assignee_id = ? OR (? = 1 AND (past_branch = 0 OR ? = 1) AND (about <> 'town' OR ? = 1))) "
    "AND COALESCE(household_id, 0) NOT IN ?* ";

Feedback feedback_of(const db::Row& row) {
  Feedback out;
  out.id = row.id<Feedback>(0);
  if (!row.null(1)) out.household = row.id<Household>(1);
  out.door = row.text(2);
  out.kind = enum_of<Kind>(row.text(3));
  out.state = enum_of<State>(row.text(4));
  out.message = row.text(5);
  out.said_on = row.date(6);
  out.answer_by = row.date(7);
  out.handler = row.id<Organisation>(8);
  out.past_branch = row.flag(9);
  out.escalated = row.flag(10);
  out.reopened = row.flag(11);
  if (!row.null(12)) out.assignee = row.id<Account>(12);
  out.assignee_name = row.text(13);
  if (!row.null(14)) out.answered_by = row.id<Account>(14);
  out.answered_on = row.maybe_date(15);
  out.answer = row.text(16);
  out.phone_sealed = row.blob(17);
  out.may_show = row.flag(18);
  out.shown = row.flag(19);
  out.hidden = row.flag(20);
  out.version = row.integer(21);
  if (!row.null(22)) out.turn = enum_of<Turn>(row.text(22));
  if (!row.null(23)) out.merged_into = row.id<Feedback>(23);
  out.late_since = row.maybe_date(24);
  out.matter.about = enum_of<About>(row.text(25));
  if (!row.null(26)) out.matter.words = row.text(26);
  if (!row.null(27)) out.matter.id = row.integer(27);
  out.in_crowd = !row.null(28);
  return out;
}

std::vector<Feedback> all_of(const std::vector<db::Row>& rows) {
  std::vector<Feedback> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows) out.push_back(feedback_of(row));
  return out;
}

/// Nobody's own household, and nobody's account, have an id that no row has.
std::int64_t or_none(std::int64_t id) {
  return id == 0 ? -1 : id;
}

std::string condition_of(Pile pile) {
  switch (pile) {
    case Pile::to_do:
      // What may be made up never stands before what is real.
      return is_open_alone + " ORDER BY CASE WHEN flag IS NULL THEN 0 ELSE 1 END, answer_by, id";
    case Pile::answered:
      return "hidden = 0 AND state = 'answered' ORDER BY said_on DESC, id DESC";
    case Pile::closed:
      return "hidden = 0 AND state = 'closed' ORDER BY said_on DESC, id DESC";
    case Pile::hidden:
      break;
  }
  return "hidden = 1 ORDER BY said_on DESC, id DESC";
}

}  // namespace

bool insert(Context& context, const Village& village, const Feedback& feedback, std::string_view code_hash) {
  const auto is_new = context.tx().execute(
      "INSERT INTO feedback_codes (code_hash, home_village, feedback_id) VALUES (?, ?, ?) "
      "ON CONFLICT (code_hash) DO NOTHING",
      db::Blob{std::string(code_hash)}, village.id(), feedback.id);
  if (is_new == 0) return false;
  std::optional<std::string> subject;
  if (!feedback.matter.words.empty()) subject = feedback.matter.words;
  std::optional<std::int64_t> subject_id;
  if (feedback.matter.id != 0) subject_id = feedback.matter.id;
  std::optional<std::string> flag;
  if (feedback.in_crowd) flag = "crowd";
  std::optional<db::Blob> phone;
  if (!feedback.phone_sealed.empty()) phone = db::Blob{feedback.phone_sealed};
  context.tx().execute(
      "INSERT INTO feedback (village_id, id, about, household_id, door, kind, state, message, said_on, "
      "answer_by, handler_id, past_branch, escalated, reopened, assignee_name, answer, phone_sealed, "
      "may_show, shown, hidden, version, subject, subject_id, flag) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', '', ?, ?, 0, 0, ?, ?, ?, ?)",
      village.id(), feedback.id, name_of(feedback.matter.about), feedback.household, feedback.door,
      name_of(feedback.kind), name_of(feedback.state), feedback.message, feedback.said_on, feedback.answer_by,
      feedback.handler, feedback.past_branch, phone, feedback.may_show, feedback.version, subject, subject_id,
      flag);
  context.touched("feedback", village.id().value, feedback.id.value);
  return true;
}

bool update(Context& context, const Village& village, const Feedback& feedback) {
  std::optional<std::string> turn;
  if (feedback.turn != Turn::none) turn = name_of(feedback.turn);
  const auto changed = context.tx().execute(
      "UPDATE feedback SET state = ?, answer_by = ?, handler_id = ?, past_branch = ?, escalated = ?, "
      "reopened = ?, "
      "assignee_id = ?, assignee_name = ?, answered_by = ?, answered_on = ?, answer = ?, shown = ?, "
      "hidden = ?, turn = ?, merged_into = ?, late_since = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ?",
      name_of(feedback.state), feedback.answer_by, feedback.handler, feedback.past_branch, feedback.escalated,
      feedback.reopened, feedback.assignee, feedback.assignee_name, feedback.answered_by,
      feedback.answered_on, feedback.answer, feedback.shown, feedback.hidden, turn, feedback.merged_into,
      feedback.late_since, feedback.version, village.id(), feedback.id, feedback.version - 1);
  if (changed == 0) return false;
  context.touched("feedback", village.id().value, feedback.id.value);
  return true;
}

void add_event(Context& context, const Village& village, Id<Feedback> id, const Happened& event) {
  const auto last = context.tx().one(
      "SELECT COALESCE(MAX(position), 0) FROM feedback_events WHERE village_id = ? AND feedback_id = ?",
      village.id(), id);
  const std::int64_t event_id = id_of_the_day(context);
  context.tx().execute(
      "INSERT INTO feedback_events (village_id, id, feedback_id, position, step, happened_on, "
      "organisation_id, account_id, person_name, wording) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      village.id(), event_id, id, present(last).integer(0) + 1, name_of(event.step), event.day,
      event.organisation, event.account, event.person_name, event.wording);
  context.touched("feedback_events", village.id().value, event_id);
}

std::vector<Happened> events(Context& context, const Village& village, Id<Feedback> id) {
  std::vector<Happened> out;
  for (const db::Row& row :
       context.tx().query("SELECT step, happened_on, organisation_id, account_id, person_name, wording FROM "
                          "feedback_events WHERE village_id = ? AND feedback_id = ? ORDER BY position",
                          village.id(), id)) {
    Happened event;
    event.step = enum_of<Step>(row.text(0));
    event.day = row.date(1);
    if (!row.null(2)) event.organisation = row.id<Organisation>(2);
    if (!row.null(3)) event.account = row.id<Account>(3);
    event.person_name = row.text(4);
    event.wording = row.text(5);
    out.push_back(std::move(event));
  }
  return out;
}

std::optional<Feedback> by_id(Context& context, const Village& village, Id<Feedback> id) {
  const auto row = context.tx().one(select_feedback + "WHERE village_id = ? AND id = ?", village.id(), id);
  if (!row) return std::nullopt;
  return feedback_of(*row);
}

std::optional<Place> place_of(Context& context, std::string_view code_hash) {
  const auto row =
      context.tx().one("SELECT home_village, feedback_id FROM feedback_codes WHERE code_hash = ?",
                       db::Blob{std::string(code_hash)});
  if (!row) return std::nullopt;
  return Place{row->id<Organisation>(0), row->id<Feedback>(1)};
}

std::vector<Feedback> pile(Context& context, const Village& village, const Sight& sight, Pile which,
                           int count) {
  return all_of(context.tx().query(
      select_feedback + "WHERE village_id = ? AND " + in_sight + "AND " + condition_of(which) + " LIMIT ?",
      village.id(), or_none(sight.account.value), sight.whole, sight.past, sight.past_town, sight.concerned,
      count));
}

PileCounts counts(Context& context, const Village& village, const Sight& sight) {
  PileCounts out;
  for (const db::Row& row : context.tx().query(
           "SELECT hidden, state, COUNT(*) FROM feedback WHERE village_id = ? AND " + in_sight +
               "AND (merged_into IS NULL OR state IN ('answered', 'closed')) GROUP BY hidden, state ORDER BY "
               "hidden, state",
           village.id(), or_none(sight.account.value), sight.whole, sight.past, sight.past_town,
           sight.concerned)) {
    const auto state = enum_of<State>(row.text(1));
    auto& into = row.flag(0)                ? out.hidden
                 : state == State::answered ? out.answered
                 : state == State::closed   ? out.closed
                                            : out.to_do;
    into += row.integer(2);
  }
  return out;
}

std::int64_t hidden_since(Context& context, const Village& village, Date day) {
  const auto row = context.tx().one(
      "SELECT COUNT(*) FROM feedback WHERE village_id = ? AND hidden = 1 AND past_branch = 0 "
      "AND said_on >= ?",
      village.id(), day);
  return present(row).integer(0);
}

Received received_since(Context& context, const Village& village, const Sight& sight, Date day) {
  const auto row = context.tx().one(
      "SELECT COUNT(*), COALESCE(SUM(CASE WHEN state IN ('answered', 'closed') THEN 1 ELSE 0 END), 0) FROM "
      "feedback WHERE village_id = ? AND " +
          in_sight + "AND hidden = 0 AND said_on >= ?",
      village.id(), or_none(sight.account.value), sight.whole, sight.past, sight.past_town, sight.concerned,
      day);
  return {present(row).integer(0), present(row).integer(1)};
}

std::vector<Feedback> unanswered_before(Context& context, const Village& village, Date day) {
  return all_of(context.tx().query(
      select_feedback + "WHERE village_id = ? AND " + is_open_alone + " AND answer_by < ? ORDER BY id",
      village.id(), day));
}

std::vector<Id<Household>> households_not_past(Context& context, const Village& village) {
  std::vector<Id<Household>> out;
  for (const db::Row& row : context.tx().query(
           "SELECT DISTINCT household_id FROM feedback WHERE village_id = ? AND past_branch = 0 AND "
           "household_id IS NOT NULL ORDER BY household_id",
           village.id()))
    out.push_back(row.id<Household>(0));
  return out;
}

std::vector<Feedback> not_past(Context& context, const Village& village, Id<Household> household) {
  return all_of(context.tx().query(
      select_feedback + "WHERE village_id = ? AND household_id = ? AND past_branch = 0 AND (merged_into IS "
                        "NULL OR hidden = 1 OR state IN ('answered', 'closed')) ORDER BY id",
      village.id(), household));
}

std::vector<Feedback> merged_into(Context& context, const Village& village, Id<Feedback> id) {
  return all_of(context.tx().query(
      select_feedback + "WHERE village_id = ? AND merged_into = ? AND hidden = 0 AND state IN ('received', "
                        "'assigned', 'reopened') ORDER BY id",
      village.id(), id));
}

std::vector<Feedback> alike(Context& context, const Village& village, const Feedback& feedback, int count) {
  return all_of(context.tx().query(
      select_feedback + "WHERE village_id = ? AND " + is_open_alone +
          " AND id <> ? AND door = ? AND handler_id = ? AND past_branch = ? AND reopened = 0 AND "
          "CASE WHEN kind = 'praise' THEN 1 ELSE 0 END = ? ORDER BY id DESC LIMIT ?",
      village.id(), feedback.id, feedback.door, feedback.handler, feedback.past_branch,
      feedback.kind == Kind::praise, count));
}

void insert_picture(Context& context, const Village& village, Id<Feedback> id, Id<Picture> picture,
                    std::string_view sealed) {
  context.tx().execute(
      "INSERT INTO feedback_pictures (village_id, id, feedback_id, added_on, sealed) VALUES (?, ?, ?, ?, ?)",
      village.id(), picture, id, context.today(), db::Blob{std::string(sealed)});
  context.touched("feedback_pictures", village.id().value, picture.value);
}

std::vector<Id<Picture>> pictures(Context& context, const Village& village, Id<Feedback> id) {
  std::vector<Id<Picture>> out;
  for (const db::Row& row : context.tx().query(
           "SELECT id FROM feedback_pictures WHERE village_id = ? AND feedback_id = ? ORDER BY id",
           village.id(), id))
    out.push_back(row.id<Picture>(0));
  return out;
}

std::optional<std::string> picture(Context& context, const Village& village, Id<Feedback> id,
                                   Id<Picture> picture) {
  const auto row = context.tx().one(
      "SELECT sealed FROM feedback_pictures WHERE village_id = ? AND feedback_id = ? AND id = ?",
      village.id(), id, picture);
  if (!row) return std::nullopt;
  return row->blob(0);
}

std::int64_t additions(Context& context, const Village& village, Id<Feedback> id) {
  const auto row = context.tx().one(
      "SELECT COUNT(*) FROM feedback_events WHERE village_id = ? AND feedback_id = ? AND step = 'added'",
      village.id(), id);
  return present(row).integer(0);
}

std::int64_t reopenings(Context& context, const Village& village, Id<Feedback> id) {
  const auto row = context.tx().one(
      "SELECT COUNT(*) FROM feedback_events WHERE village_id = ? AND feedback_id = ? AND step = 'reopened'",
      village.id(), id);
  return present(row).integer(0);
}

std::vector<Feedback> answered_about(Context& context, const Village& village, Id<Household> household,
                                     int count) {
  return all_of(
      context.tx().query(select_feedback +
                             "WHERE village_id = ? AND household_id = ? AND hidden = 0 AND answer <> '' AND "
                             "state IN ('answered', 'closed') AND " +
                             says_it_first +
                             " ORDER BY answered_on DESC, "
                             "id DESC LIMIT ?",
                         village.id(), household, count));
}

std::int64_t in_hands(Context& context, const Village& village, Id<Account> account) {
  const auto row = context.tx().one(
      "SELECT COUNT(*) FROM feedback WHERE village_id = ? AND hidden = 0 AND state = 'assigned' AND "
      "assignee_id = ?",
      village.id(), account);
  return present(row).integer(0);
}

}  // namespace lianghu::feedback::store
