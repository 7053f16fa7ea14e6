#include "features/reviews/appraisal_slips.h"

#include <algorithm>
#include <set>

#include "base/code_digits.h"
#include "features/help/sight.h"
#include "features/reviews/appraisal_slips_store.h"
#include "features/reviews/reviews_store.h"
#include "features/reviews/steps.h"

namespace lianghu::reviews {

namespace {

std::vector<Id<Household>> may_be_marked(Context& context, const Village& village) {
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::review);
  std::vector<Id<Household>> out;
  for (const auto& each : households::active_households(context, village, households::Kind::member))
    if (!exempt.contains(each.id)) out.push_back(each.id);
  // Every vote goes through the box in the same order: two at once never wait for each other.
  std::ranges::sort(out);
  return out;
}

store::AppraisalSlipPlace place_of(Context& context, std::string_view typed) {
  const auto code = typed_slip_code(typed);
  const auto place = code ? store::place_of_slip(context, *code) : std::nullopt;
  if (!place) throw Refusal(Status::unprocessable, "appraisal_slip.unknown", "code");
  return *place;
}

AppraisalSlip usable(Context& context, const Village& village, Id<AppraisalSlip> id) {
  const auto slip = store::slip_by_id(context, village, id);
  if (!slip) throw std::logic_error("a code without its slip");
  if (slip->used) throw Refusal(Status::conflict, "appraisal_slip.used", "code");
  if (!store::has_box(context, village, slip->review))
    throw Refusal(Status::conflict, "appraisal_slip.over", "code");
  return *slip;
}

}  // namespace

std::vector<AppraisalSlip> issue_slips(Context& context, const Village& village, Id<Review> id,
                                       std::int64_t count) {
  hold_for_branch(context, village, id);
  const SlipCounts before = store::slip_counts(context, village, id);
  if (before.closed_on) throw Refusal(Status::conflict, "appraisal_slip.ended");
  if (count < 1 || count > slips_max - before.issued)
    throw Refusal(Status::unprocessable, "appraisal_slip.count", "count",
                  {{"max", std::to_string(slips_max - before.issued)}});
  store::set_up_box(context, village, id);
  std::vector<AppraisalSlip> out;
  out.reserve(static_cast<std::size_t>(count));
  for (std::int64_t made = 0; made < count; ++made) {
    AppraisalSlip slip;
    slip.review = id;
    slip.issued_on = context.today();
    slip.issued_by = {context.actor().account};
    slip.issuer_name = context.actor().name;
    do {
      slip.id = context.make_id<AppraisalSlip>();
    } while (!store::insert(context, village, slip, code_on(slip, context.sealer())));
    out.push_back(std::move(slip));
  }
  context.record("review.slips_issued", village.id().value, id.value);
  return out;
}

std::string code_on(const AppraisalSlip& slip, const Sealer& sealer) {
  return slip_code_from(sealer.fingerprint(std::to_string(slip.id.value), "appraisal_slips.code"));
}

SlipCounts close_slips(Context& context, const Village& village, Id<Review> id) {
  hold_for_branch(context, village, id);
  const SlipCounts counts = store::slip_counts(context, village, id);
  if (counts.closed_on) throw Refusal(Status::conflict, "appraisal_slip.ended");
  if (counts.issued == 0) throw Refusal(Status::conflict, "appraisal_slip.none");
  close_box(context, village, id);
  return store::slip_counts(context, village, id);
}

void close_box(Context& context, const Village& village, Id<Review> id) {
  const auto emptied = store::empty_box(context, village, id);
  if (!emptied) return;
  store::keep_closing(context, village, id);
  // Somebody has had a hand in a box like that: none of it is counted, and the review goes on.
  const bool is_sound =
      emptied->votes == emptied->slips && std::ranges::all_of(emptied->marks, [&](const auto& each) {
        return sum_of(each.second) <= emptied->votes;
      });
  for (const auto& each : emptied->marks)
    if (is_sound && sum_of(each.second) >= marks_shown_min)
      store::keep_marks(context, village, id, each.first, each.second);
  context.record("review.slips_closed", village.id().value, id.value);
}

SlipBallot slip_ballot(Context& context, std::string_view typed) {
  const auto place = place_of(context, typed);
  Village village(organisations::published_reach(context, place.village));
  const AppraisalSlip slip = usable(context, village, place.slip);
  const Review review = found(context, village, slip.review);
  auto households = may_be_marked(context, village);
  return {std::move(village), review, std::move(households)};
}

void appraise_by_code(Context& context, std::string_view typed, const std::map<Id<Household>, Grade>& marks) {
  const auto place = place_of(context, typed);
  const Village village(organisations::published_reach(context, place.village));
  const AppraisalSlip slip = usable(context, village, place.slip);
  if (marks.empty()) throw Refusal(Status::unprocessable, "appraisal_slip.marks", "marks");
  const auto households = may_be_marked(context, village);
  for (const auto& each : marks)
    if (!std::ranges::binary_search(households, each.first))
      throw Refusal(Status::unprocessable, "appraisal_slip.household", "marks");
  if (!store::hold_box(context, village, slip.review))
    throw Refusal(Status::conflict, "appraisal_slip.over", "code");
  if (!store::use(context, village, slip)) throw Refusal(Status::conflict, "appraisal_slip.used", "code");
  for (const Id<Household> household : households) {
    const auto mark = marks.find(household);
    store::put_in_box(context, village, slip.review, household,
                      mark == marks.end() ? std::nullopt : std::optional(mark->second));
  }
}

}  // namespace lianghu::reviews
