#include "features/reviews/appraisal_slips_store.h"

#include "base/present.h"

namespace lianghu::reviews::store {

namespace {

db::Blob hash_of(Context& context, std::string_view code) {
  return {context.sealer().fingerprint(code, "appraisal_slip_codes.code_hash")};
}

SlipMarks marks_of(const db::Row& row) {
  return {false, row.integer(1), row.integer(2), row.integer(3), row.integer(4)};
}

}  // namespace

bool insert(Context& context, const Village& village, const AppraisalSlip& slip, std::string_view code) {
  const auto kept = context.tx().execute(
      "INSERT INTO appraisal_slip_codes (code_hash, home_village, slip_id) VALUES (?, ?, ?) "
      "ON CONFLICT (code_hash) DO NOTHING",
      hash_of(context, code), village.id(), slip.id);
  if (kept == 0) return false;
  context.tx().execute(
      "INSERT INTO appraisal_slips (village_id, id, review_id, issued_on, issued_by, issuer_name, used) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      village.id(), slip.id, slip.review, slip.issued_on, slip.issued_by, slip.issuer_name, slip.used);
  context.touched("appraisal_slips", village.id().value, slip.id.value);
  return true;
}

std::optional<AppraisalSlipPlace> place_of_slip(Context& context, std::string_view code) {
  const auto row = context.tx().one(
      "SELECT home_village, slip_id FROM appraisal_slip_codes WHERE code_hash = ?", hash_of(context, code));
  if (!row) return std::nullopt;
  return AppraisalSlipPlace{row->id<Organisation>(0), row->id<AppraisalSlip>(1)};
}

std::optional<AppraisalSlip> slip_by_id(Context& context, const Village& village, Id<AppraisalSlip> id) {
  const auto row = context.tx().one(
      "SELECT s.review_id, s.issued_on, s.issued_by, s.issuer_name, s.used, b.slip_id FROM appraisal_slips s "
      "LEFT JOIN appraisal_box_slips b ON b.village_id = s.village_id AND b.slip_id = s.id "
      "WHERE s.village_id = ? AND s.id = ?",
      village.id(), id);
  if (!row) return std::nullopt;
  return AppraisalSlip{id,           row->id<Review>(0),           row->date(1), row->id<Account>(2),
                       row->text(3), row->flag(4) || !row->null(5)};
}

bool use(Context& context, const Village& village, const AppraisalSlip& slip) {
  return context.tx().execute(
             "INSERT INTO appraisal_box_slips (village_id, slip_id, review_id) VALUES (?, ?, ?) "
             "ON CONFLICT (village_id, slip_id) DO NOTHING",
             village.id(), slip.id, slip.review) > 0;
}

SlipCounts slip_counts(Context& context, const Village& village, Id<Review> id) {
  SlipCounts out;
  const auto row = context.tx().one(
      "SELECT COUNT(*), COUNT(CASE WHEN s.used = 1 THEN 1 END), COUNT(b.slip_id) FROM appraisal_slips s "
      "LEFT JOIN appraisal_box_slips b ON b.village_id = s.village_id AND b.slip_id = s.id "
      "WHERE s.village_id = ? AND s.review_id = ?",
      village.id(), id);
  out.issued = present(row).integer(0);
  out.used = present(row).integer(1) + present(row).integer(2);
  const auto closing = context.tx().one(
      "SELECT closed_on, closer_name FROM appraisal_closings WHERE village_id = ? AND review_id = ?",
      village.id(), id);
  if (closing) {
    out.closed_on = closing->date(0);
    out.closer_name = closing->text(1);
  }
  return out;
}

void set_up_box(Context& context, const Village& village, Id<Review> id) {
  context.tx().execute(
      "INSERT INTO appraisal_boxes (village_id, review_id, votes) VALUES (?, ?, 0) "
      "ON CONFLICT (village_id, review_id) DO NOTHING",
      village.id(), id);
}

bool has_box(Context& context, const Village& village, Id<Review> id) {
  return context.tx()
      .one("SELECT votes FROM appraisal_boxes WHERE village_id = ? AND review_id = ?", village.id(), id)
      .has_value();
}

bool hold_box(Context& context, const Village& village, Id<Review> id) {
  return context.tx().execute(
             "UPDATE appraisal_boxes SET votes = votes + 1 WHERE village_id = ? AND review_id = ?",
             village.id(), id) > 0;
}

void put_in_box(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                std::optional<Grade> mark) {
  const auto adds = [&](Grade grade) { return std::int64_t{mark == grade ? 1 : 0}; };
  context.tx().execute(
      "INSERT INTO appraisal_box_marks (village_id, review_id, household_id, good, fair, average, poor) "
      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (village_id, review_id, household_id) DO UPDATE SET "
      "good = appraisal_box_marks.good + excluded.good, fair = appraisal_box_marks.fair + excluded.fair, "
      "average = appraisal_box_marks.average + excluded.average, "
      "poor = appraisal_box_marks.poor + excluded.poor",
      village.id(), id, household, adds(Grade::good), adds(Grade::fair), adds(Grade::average),
      adds(Grade::poor));
}

std::optional<Emptied> empty_box(Context& context, const Village& village, Id<Review> id) {
  const auto box = context.tx().query(
      "DELETE FROM appraisal_boxes WHERE village_id = ? AND review_id = ? RETURNING votes", village.id(), id);
  if (box.empty()) return std::nullopt;
  Emptied out;
  out.votes = box.front().integer(0);
  for (const db::Row& row :
       context.tx().query("SELECT household_id, good, fair, average, poor FROM appraisal_box_marks "
                          "WHERE village_id = ? AND review_id = ? ORDER BY household_id",
                          village.id(), id))
    out.marks.emplace(row.id<Household>(0), marks_of(row));
  context.tx().execute("DELETE FROM appraisal_box_marks WHERE village_id = ? AND review_id = ?", village.id(),
                       id);
  for (const db::Row& row : context.tx().query(
           "UPDATE appraisal_slips SET used = 1 WHERE village_id = ? AND id IN (SELECT slip_id "
           "FROM appraisal_box_slips WHERE village_id = ? AND review_id = ?) RETURNING id",
           village.id(), village.id(), id)) {
    context.touched("appraisal_slips", village.id().value, row.integer(0));
    ++out.slips;
  }
  context.tx().execute("DELETE FROM appraisal_box_slips WHERE village_id = ? AND review_id = ?", village.id(),
                       id);
  return out;
}

void keep_closing(Context& context, const Village& village, Id<Review> id) {
  const auto row = context.make_id<SlipCounts>();
  context.tx().execute(
      "INSERT INTO appraisal_closings (village_id, id, review_id, closed_on, closed_by, closer_name) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      village.id(), row, id, context.today(), context.actor().account, context.actor().name);
  context.touched("appraisal_closings", village.id().value, row.value);
}

void keep_marks(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                const SlipMarks& marks) {
  const auto row = context.make_id<SlipMarks>();
  context.tx().execute(
      "INSERT INTO slip_appraisals (village_id, id, review_id, household_id, good, fair, average, poor) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      village.id(), row, id, household, marks.good, marks.fair, marks.average, marks.poor);
  context.touched("slip_appraisals", village.id().value, row.value);
}

std::map<Id<Household>, SlipMarks> slip_marks(Context& context, const Village& village, Id<Review> id) {
  std::map<Id<Household>, SlipMarks> out;
  for (const db::Row& row :
       context.tx().query("SELECT household_id, good, fair, average, poor FROM slip_appraisals "
                          "WHERE village_id = ? AND review_id = ? ORDER BY household_id",
                          village.id(), id))
    out.emplace(row.id<Household>(0), marks_of(row));
  return out;
}

}  // namespace lianghu::reviews::store
