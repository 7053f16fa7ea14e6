// What a review says of each household: its report, what was counted, its grade, its commendations.
#include "base/describe.h"
#include "features/reviews/reviews_store.h"

namespace lianghu::reviews::store {

namespace {

/// The id of the row that an upsert wrote.
void touched(Context& context, const Village& village, std::string_view table,
             const std::vector<db::Row>& rows) {
  context.touched(table, village.id().value, rows.at(0).integer(0));
}

}  // namespace

void put(Context& context, const Village& village, Id<Review> id, Id<Household> household,
         const SelfReport& report) {
  touched(context, village, "self_reports",
          context.tx().query(
              "INSERT INTO self_reports (village_id, id, review_id, household_id, text, written_on, "
              "assisted, recorded_by, recorder_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
              "ON CONFLICT (village_id, review_id, household_id) DO UPDATE SET text = excluded.text, "
              "written_on = excluded.written_on, assisted = excluded.assisted, "
              "recorded_by = excluded.recorded_by, recorder_name = excluded.recorder_name RETURNING id",
              village.id(), context.make_id<SelfReport>(), id, household, report.text, report.written_on,
              report.assisted, report.recorded_by, report.recorder_name));
}

void put(Context& context, const Village& village, Id<Review> id, Id<Household> household,
         const Appraisal& appraisal) {
  touched(context, village, "appraisals",
          context.tx().query(
              "INSERT INTO appraisals (village_id, id, review_id, household_id, voters, good, fair, "
              "average, poor, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
              "ON CONFLICT (village_id, review_id, household_id, voters) DO UPDATE SET good = excluded.good, "
              "fair = excluded.fair, average = excluded.average, poor = excluded.poor, "
              "entered_by = excluded.entered_by RETURNING id",
              village.id(), context.make_id<Appraisal>(), id, household, name_of(appraisal.voters),
              appraisal.good, appraisal.fair, appraisal.average, appraisal.poor, context.actor().account));
}

void put(Context& context, const Village& village, Id<Review> id, Id<Household> household,
         const Result& result) {
  std::optional<std::string> letter;
  if (result.letter) letter = name_of(*result.letter);
  touched(context, village, "review_results",
          context.tx().query(
              "INSERT INTO review_results (village_id, id, review_id, household_id, grade, letter, "
              "entered_by) VALUES (?, ?, ?, ?, ?, ?, ?) "
              "ON CONFLICT (village_id, review_id, household_id) DO UPDATE SET grade = excluded.grade, "
              "letter = excluded.letter, entered_by = excluded.entered_by RETURNING id",
              village.id(), context.make_id<Result>(), id, household, name_of(result.grade), letter,
              context.actor().account));
}

std::optional<std::string> report_text(Context& context, const Village& village, Id<Review> id,
                                       Id<Household> household) {
  const auto row = context.tx().one(
      "SELECT text FROM self_reports WHERE village_id = ? AND review_id = ? AND household_id = ?",
      village.id(), id, household);
  if (!row) return std::nullopt;
  return row->text(0);
}

std::optional<Appraisal> appraisal(Context& context, const Village& village, Id<Review> id,
                                   Id<Household> household, Voters voters) {
  const auto row = context.tx().one(
      "SELECT good, fair, average, poor FROM appraisals WHERE village_id = ? AND review_id = ? AND "
      "household_id = ? AND voters = ?",
      village.id(), id, household, name_of(voters));
  if (!row) return std::nullopt;
  return Appraisal{voters, row->integer(0), row->integer(1), row->integer(2), row->integer(3)};
}

std::optional<Result> result(Context& context, const Village& village, Id<Review> id,
                             Id<Household> household) {
  const auto row = context.tx().one(
      "SELECT grade, letter FROM review_results WHERE village_id = ? AND review_id = ? AND household_id = ?",
      village.id(), id, household);
  if (!row) return std::nullopt;
  Result out{enum_of<Grade>(row->text(0)), std::nullopt};
  if (!row->null(1)) out.letter = enum_of<LetterResult>(row->text(1));
  return out;
}

void freeze(Context& context, const Village& village, Id<Review> id, Id<Household> household,
            const help::Tally& digest) {
  touched(context, village, "review_results",
          context.tx().query("UPDATE review_results SET actions = ?, quarter_hours = ?, acknowledged = ?, "
                             "disputed = ? WHERE village_id = ? AND review_id = ? AND household_id = ? "
                             "AND actions IS NULL RETURNING id",
                             digest.actions, digest.quarter_hours, digest.acknowledged, digest.disputed,
                             village.id(), id, household));
}

std::map<Id<Household>, SelfReport> self_reports(Context& context, const Village& village, Id<Review> id) {
  std::map<Id<Household>, SelfReport> out;
  for (const db::Row& row :
       context.tx().query("SELECT household_id, text, written_on, assisted, recorded_by, recorder_name "
                          "FROM self_reports WHERE village_id = ? AND review_id = ? ORDER BY household_id",
                          village.id(), id))
    out[row.id<Household>(0)] = {row.text(1), row.date(2), row.flag(3), row.id<Account>(4), row.text(5)};
  return out;
}

std::map<Id<Household>, std::vector<Appraisal>> appraisals(Context& context, const Village& village,
                                                           Id<Review> id) {
  std::map<Id<Household>, std::vector<Appraisal>> out;
  for (const db::Row& row :
       context.tx().query("SELECT household_id, voters, good, fair, average, poor FROM appraisals "
                          "WHERE village_id = ? AND review_id = ? ORDER BY household_id, voters",
                          village.id(), id))
    out[row.id<Household>(0)].push_back(
        {enum_of<Voters>(row.text(1)), row.integer(2), row.integer(3), row.integer(4), row.integer(5)});
  return out;
}

std::map<Id<Household>, Graded> results(Context& context, const Village& village, Id<Review> id) {
  std::map<Id<Household>, Graded> out;
  for (const db::Row& row : context.tx().query(
           "SELECT household_id, grade, letter, actions, quarter_hours, acknowledged, disputed "
           "FROM review_results WHERE village_id = ? AND review_id = ? ORDER BY household_id",
           village.id(), id)) {
    Graded graded;
    graded.result.grade = enum_of<Grade>(row.text(1));
    if (!row.null(2)) graded.result.letter = enum_of<LetterResult>(row.text(2));
    if (!row.null(3)) graded.digest = {row.integer(3), row.integer(4), row.integer(5), row.integer(6)};
    out[row.id<Household>(0)] = graded;
  }
  return out;
}

bool insert(Context& context, const Village& village, Id<Review> id, const Commendation& commendation) {
  const auto made = context.tx().execute(
      "INSERT INTO commendations (village_id, id, review_id, household_id, role, reason, entered_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (village_id, review_id, household_id, role) DO NOTHING",
      village.id(), commendation.id, id, commendation.household, name_of(commendation.role),
      commendation.reason, context.actor().account);
  if (made == 0) return false;
  context.touched("commendations", village.id().value, commendation.id.value);
  return true;
}

bool remove(Context& context, const Village& village, Id<Review> id, Id<Commendation> which) {
  const auto gone = context.tx().execute(
      "DELETE FROM commendations WHERE village_id = ? AND review_id = ? AND id = ?", village.id(), id, which);
  if (gone == 0) return false;
  context.touched("commendations", village.id().value, which.value);
  return true;
}

std::vector<Commendation> commendations(Context& context, const Village& village, Id<Review> id) {
  std::vector<Commendation> out;
  for (const db::Row& row : context.tx().query("SELECT id, household_id, role, reason FROM commendations "
                                               "WHERE village_id = ? AND review_id = ? ORDER BY id",
                                               village.id(), id))
    out.push_back({row.id<Commendation>(0), row.id<Household>(1), enum_of<Role>(row.text(2)), row.text(3)});
  return out;
}

}  // namespace lianghu::reviews::store
