#include "features/reviews/rectifications_store.h"

#include "base/describe.h"

namespace lianghu::reviews::store {

namespace {

const std::string select_rectifications =
    "SELECT id, review_id, household_id, what, due_on, state, evidence, done_on, done_by, done_by_name, "
    "sent_back_reason, verified_on, verified_by_name, version, feedback_id FROM rectifications WHERE "
    "village_id = "
    "? ";

Rectification rectification_of(const db::Row& row) {
  Rectification out;
  out.id = row.id<Rectification>(0);
  out.raised_in = row.id<Review>(1);
  if (!row.null(2)) out.household = row.id<Household>(2);
  out.what = row.text(3);
  out.due_on = row.date(4);
  out.state = enum_of<RectificationState>(row.text(5));
  out.evidence = row.text(6);
  out.done_on = row.maybe_date(7);
  if (!row.null(8)) out.done_by = row.id<Account>(8);
  out.done_by_name = row.text(9);
  out.sent_back_reason = row.text(10);
  out.verified_on = row.maybe_date(11);
  out.verified_by_name = row.text(12);
  out.version = row.integer(13);
  if (!row.null(14)) out.feedback = row.id<feedback::Feedback>(14);
  return out;
}

}  // namespace

void insert(Context& context, const Village& village, const Rectification& rectification) {
  context.tx().execute(
      "INSERT INTO rectifications (village_id, id, review_id, household_id, what, due_on, state, evidence, "
      "done_by_name, sent_back_reason, verified_by_name, raised_by, version, feedback_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', '', ?, ?, ?)",
      village.id(), rectification.id, rectification.raised_in, rectification.household, rectification.what,
      rectification.due_on, name_of(rectification.state), context.actor().account, rectification.version,
      rectification.feedback);
  context.touched("rectifications", village.id().value, rectification.id.value);
}

bool move_on(Context& context, const Village& village, const Rectification& rectification) {
  std::optional<std::int64_t> verified_by;
  if (rectification.verified_on) verified_by = context.actor().account;
  const auto changed = context.tx().execute(
      "UPDATE rectifications SET state = ?, evidence = ?, done_on = ?, done_by = ?, done_by_name = ?, "
      "sent_back_reason = ?, verified_on = ?, verified_by = ?, verified_by_name = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ? AND state <> 'verified'",
      name_of(rectification.state), rectification.evidence, rectification.done_on, rectification.done_by,
      rectification.done_by_name, rectification.sent_back_reason, rectification.verified_on, verified_by,
      rectification.verified_by_name, rectification.version, village.id(), rectification.id,
      rectification.version - 1);
  if (changed == 0) return false;
  context.touched("rectifications", village.id().value, rectification.id.value);
  return true;
}

std::optional<Rectification> rectification(Context& context, const Village& village, Id<Rectification> id) {
  const auto row = context.tx().one(select_rectifications + "AND id = ?", village.id(), id);
  if (!row) return std::nullopt;
  return rectification_of(*row);
}

std::optional<Rectification> following(Context& context, const Village& village,
                                       Id<feedback::Feedback> feedback) {
  const auto row = context.tx().one(select_rectifications + "AND feedback_id = ?", village.id(), feedback);
  if (!row) return std::nullopt;
  return rectification_of(*row);
}

std::vector<Rectification> rectifications(Context& context, const Village& village) {
  std::vector<Rectification> out;
  for (const db::Row& row : context.tx().query(select_rectifications + "ORDER BY id", village.id()))
    out.push_back(rectification_of(row));
  return out;
}

}  // namespace lianghu::reviews::store
