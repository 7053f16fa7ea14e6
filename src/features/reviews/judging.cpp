// What is written into an open review: the household's report, what was counted, grade and commendation.
#include "features/help/sight.h"
#include "features/reviews/reviews_store.h"
#include "features/reviews/steps.h"

namespace lianghu::reviews {

namespace {

constexpr std::size_t report_max = 1000;
constexpr std::size_t reason_max = 200;
constexpr std::int64_t votes_max = 10'000;

bool in_range(std::int64_t votes) {
  return votes >= 0 && votes <= votes_max;
}

/// Nobody writes over what another has put there unseen; the same once more is no harm.
template <class Value>
void require_seen(const std::optional<Value>& stands, const std::optional<Value>& seen, const Value& wanted) {
  if (stands != seen && stands != wanted) throw Refusal(Status::conflict, "version.stale");
}

}  // namespace

SelfReport report(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                  std::string_view text, const std::optional<std::string>& seen) {
  static_cast<void>(help::writable_household(context, village, household));
  require_member(context, village, household);
  static_cast<void>(found(context, village, id));
  if (!store::hold_open(context, village, id)) throw Refusal(Status::conflict, "review.published");
  SelfReport report;
  report.text = checked_text(text, report_max, "review.self_report.length", "text");
  require_seen(store::report_text(context, village, id, household), seen, report.text);
  report.written_on = context.today();
  report.assisted = help::is_assisted(context.actor(), household);
  report.recorded_by = {context.actor().account};
  report.recorder_name = context.actor().name;
  store::put(context, village, id, household, report);
  context.record("review.self_reported", village.id().value, id.value);
  return report;
}

Appraisal appraise(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                   const Appraisal& appraisal, const std::optional<Appraisal>& seen) {
  hold_for_branch(context, village, id);
  require_reviewed(context, village, household);
  if (!in_range(appraisal.good) || !in_range(appraisal.fair) || !in_range(appraisal.average) ||
      !in_range(appraisal.poor))
    throw Refusal(Status::unprocessable, "review.appraisal", "good", {{"max", std::to_string(votes_max)}});
  require_seen(store::appraisal(context, village, id, household, appraisal.voters), seen, appraisal);
  store::put(context, village, id, household, appraisal);
  context.record("review.appraised", village.id().value, id.value);
  return appraisal;
}

Result grade(Context& context, const Village& village, Id<Review> id, Id<Household> household,
             const Result& result, const std::optional<Result>& seen) {
  hold_for_branch(context, village, id);
  require_reviewed(context, village, household);
  if (result.letter && !pledges::published_of(context, village, household))
    throw Refusal(Status::unprocessable, "review.letter.none", "letter");
  require_seen(store::result(context, village, id, household), seen, result);
  store::put(context, village, id, household, result);
  context.record("review.graded", village.id().value, id.value);
  return result;
}

Commendation commend(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                     Role role, std::string_view reason) {
  hold_for_branch(context, village, id);
  require_member(context, village, household);
  Commendation commendation{context.make_id<Commendation>(), household, role,
                            checked_text(reason, reason_max, "review.reason.length", "reason")};
  if (!store::insert(context, village, id, commendation))
    throw Refusal(Status::conflict, "review.commended", "role");
  context.record("review.commended", village.id().value, commendation.id.value);
  return commendation;
}

void take_back_commendation(Context& context, const Village& village, Id<Review> id, Id<Commendation> which) {
  hold_for_branch(context, village, id);
  if (!store::remove(context, village, id, which)) throw Refusal(Status::not_found, "commendation.not_found");
  context.record("review.commendation_taken_back", village.id().value, which.value);
}

}  // namespace lianghu::reviews
