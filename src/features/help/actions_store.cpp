#include "features/help/actions_store.h"

#include "base/describe.h"

namespace lianghu::help::store {

namespace {

const std::string select_actions =
    "SELECT id, helper_id, pairing_id, helped_id, pledge_id, pledge_position, role, done_on, what, "
    "quarter_hours, photo, state, answered_by, answered_on, answer_words, reason, assisted, recorded_by, "
    "recorder_name, version FROM help_actions WHERE village_id = ? ";
const std::string newest_first = "ORDER BY done_on DESC, id DESC";

Action action_of(const db::Row& row) {
  Action out;
  out.id = row.id<Action>(0);
  out.helper = row.id<Household>(1);
  if (!row.null(2)) out.pairing = row.id<Pairing>(2);
  if (!row.null(3)) out.helped = row.id<Household>(3);
  if (!row.null(4)) out.pledge_item = PledgeItem{row.id<pledges::Pledge>(4), row.integer(5)};
  out.role = enum_of<Role>(row.text(6));
  out.done_on = row.date(7);
  out.what = row.text(8);
  out.quarter_hours = row.integer(9);
  out.photo = row.text(10);
  out.state = enum_of<State>(row.text(11));
  if (!row.null(12)) out.answer = Answer{enum_of<AnsweredBy>(row.text(12)), row.date(13), row.text(14)};
  out.reason = row.text(15);
  out.assisted = row.flag(16);
  out.recorded_by = row.id<Account>(17);
  out.recorder_name = row.text(18);
  out.version = row.integer(19);
  return out;
}

std::vector<Action> actions_of(const std::vector<db::Row>& rows) {
  std::vector<Action> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows) out.push_back(action_of(row));
  return out;
}

}  // namespace

void insert(Context& context, const Village& village, const Action& action) {
  std::optional<Id<pledges::Pledge>> pledge;
  std::optional<std::int64_t> position;
  if (action.pledge_item) {
    pledge = action.pledge_item->pledge;
    position = action.pledge_item->position;
  }
  context.tx().execute(
      "INSERT INTO help_actions (village_id, id, helper_id, pairing_id, helped_id, pledge_id, "
      "pledge_position, role, done_on, what, quarter_hours, photo, state, answer_words, reason, assisted, "
      "recorded_by, recorder_name, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, ?, ?, ?)",
      village.id(), action.id, action.helper, action.pairing, action.helped, pledge, position,
      name_of(action.role), action.done_on, action.what, action.quarter_hours, action.photo,
      name_of(action.state), action.assisted, action.recorded_by, action.recorder_name, action.version);
  context.touched("help_actions", village.id().value, action.id.value);
}

bool move_on(Context& context, const Village& village, const Action& action, std::int64_t recorder) {
  std::optional<std::string> answered_by;
  std::optional<Date> answered_on;
  std::string words;
  if (action.answer) {
    answered_by = name_of(action.answer->by);
    answered_on = action.answer->answered_on;
    words = action.answer->words;
  }
  const auto changed = context.tx().execute(
      "UPDATE help_actions SET state = ?, answered_by = ?, answered_on = ?, answer_words = ?, "
      "answer_recorder = ?, reason = ?, version = ? WHERE village_id = ? AND id = ? AND version = ?",
      name_of(action.state), answered_by, answered_on, words, recorder, action.reason, action.version,
      village.id(), action.id, action.version - 1);
  if (changed == 0) return false;
  context.touched("help_actions", village.id().value, action.id.value);
  return true;
}

std::optional<Action> by_id(Context& context, const Village& village, Id<Action> id) {
  const auto row = context.tx().one(select_actions + "AND id = ?", village.id(), id);
  if (!row) return std::nullopt;
  return action_of(*row);
}

std::vector<Action> between(Context& context, const Village& village, Date first, Date last) {
  return actions_of(context.tx().query(select_actions + "AND done_on >= ? AND done_on <= ? " + newest_first,
                                       village.id(), first, last));
}

std::vector<DayOf> days(Context& context, const Village& village) {
  std::vector<DayOf> out;
  for (const db::Row& row :
       context.tx().query("SELECT DISTINCT done_on, helper_id FROM help_actions WHERE village_id = ? "
                          "ORDER BY done_on DESC, helper_id",
                          village.id()))
    out.push_back({row.date(0), row.id<Household>(1)});
  return out;
}

std::vector<Action> by_helper(Context& context, const Village& village, Id<Household> helper) {
  return actions_of(
      context.tx().query(select_actions + "AND helper_id = ? " + newest_first, village.id(), helper));
}

std::vector<Action> by_helped(Context& context, const Village& village, Id<Household> helped) {
  return actions_of(
      context.tx().query(select_actions + "AND helped_id = ? " + newest_first, village.id(), helped));
}

}  // namespace lianghu::help::store
