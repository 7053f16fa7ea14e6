// Reading reviews: the sheet of one, the list, who still has no grade, and what is public.
#include <algorithm>

#include "base/present.h"
#include "features/help/sight.h"
#include "features/reviews/appraisal_slips_store.h"
#include "features/reviews/reviews_store.h"
#include "features/reviews/steps.h"

namespace lianghu::reviews {

namespace {

/// A village has this long to grade before a review counts as due.
constexpr int days_to_grade = 7;

struct Pages {
  std::map<Id<Household>, SelfReport> reports;
  std::map<Id<Household>, std::vector<Appraisal>> appraisals;
  std::map<Id<Household>, store::Graded> results;
  std::map<Id<Household>, help::Tally> tallies;
  SlipCounts slips;
  std::map<Id<Household>, SlipMarks> marks;
};

Pages pages_of(Context& context, const Village& village, const Review& review) {
  Pages out{store::self_reports(context, village, review.id), store::appraisals(context, village, review.id),
            store::results(context, village, review.id),      {},
            store::slip_counts(context, village, review.id),  store::slip_marks(context, village, review.id)};
  if (review.state == State::open) {
    out.tallies = help::tallies(context, village, review.covers_from, review.held_on);
  } else {
    for (const auto& [household, graded] : out.results) out.tallies.emplace(household, graded.digest);
  }
  return out;
}

template <class Value>
Value at_or_none(const std::map<Id<Household>, Value>& values, Id<Household> household) {
  const auto found = values.find(household);
  return found == values.end() ? Value{} : found->second;
}

/// What of a review may be shown before it is published.
enum class Detail { reports_only, everything };

Standing standing(const households::ActiveHousehold& household, const Pages& pages, Detail detail) {
  Standing out;
  out.household = household.id;
  out.code = household.code;
  out.head = household.head_name;
  out.digest = at_or_none(pages.tallies, household.id);
  if (const auto report = pages.reports.find(household.id); report != pages.reports.end())
    out.self_report = report->second;
  if (detail == Detail::reports_only) return out;
  out.appraisals = at_or_none(pages.appraisals, household.id);
  if (pages.slips.closed_on) {
    const auto marks = pages.marks.find(household.id);
    out.slip_marks = marks == pages.marks.end() ? SlipMarks{true, 0, 0, 0, 0} : marks->second;
  }
  if (const auto result = pages.results.find(household.id); result != pages.results.end())
    out.result = result->second.result;
  return out;
}

bool is_due(const Review& review, Date today) {
  return review.state == State::published || days_between(review.opened_on, today) >= days_to_grade;
}

/// Null when there is none.
const Review* due_review(const std::vector<Review>& newest_first, Date today) {
  const auto due =
      std::ranges::find_if(newest_first, [&](const Review& each) { return is_due(each, today); });
  if (due != newest_first.end()) return &*due;
  return newest_first.empty() ? nullptr : &newest_first.front();
}

std::optional<Review> newest_published(Context& context, const Village& village) {
  for (const Review& each : store::all(context, village))
    if (each.state == State::published) return each;
  return std::nullopt;
}

std::vector<PublishedResult> results_of(Context& context, const Village& village, Id<Review> id) {
  std::vector<PublishedResult> out;
  const auto commendations = store::commendations(context, village, id);
  for (const auto& [household, graded] : store::results(context, village, id)) {
    PublishedResult result{household, graded.result.grade, {}};
    for (const Commendation& each : commendations)
      if (each.household == household) result.commendations.push_back(each);
    out.push_back(std::move(result));
  }
  return out;
}

}  // namespace

Sheet sheet(Context& context, const Village& village, Id<Review> id) {
  const auto sight = help::sight_for_reading(context, village);
  const bool decides = help::sees_decisions(context, village);
  const auto reviews = store::all(context, village);
  Sheet out;
  out.review = found(context, village, id);
  const Pages pages = pages_of(context, village, out.review);
  const bool published = out.review.state == State::published;
  if (const auto frozen = store::frozen(context, village, id)) {
    out.digest = frozen->digest;
  } else {
    for (const auto& [household, tally] : pages.tallies) help::add_to(out.digest, tally);
  }
  if (decides && pages.slips.issued > 0) out.slips = pages.slips;
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::review);
  for (const auto& each : households::active_households(context, village, households::Kind::member)) {
    if (!sight.covers(each)) continue;
    Standing line = standing(each, pages, published || decides ? Detail::everything : Detail::reports_only);
    line.exempt = decides && exempt.contains(each.id);
    out.standings.push_back(std::move(line));
  }
  if (published || decides) out.commendations = store::commendations(context, village, id);
  for (Rectification& each : carried_into(context, village, out.review, reviews)) {
    const auto owner = each.household ? households::find(context, village, *each.household) : std::nullopt;
    if (decides || (owner && sight.covers(*owner))) out.rectifications.push_back(std::move(each));
  }
  return out;
}

std::vector<Review> list(Context& context, const Village& village) {
  static_cast<void>(help::sight_for_reading(context, village));
  return store::all(context, village);
}

Counts reviewed_coverage(Context& context, const Village& village) {
  Counts counts;
  if (!programmes::participation(context, village)) return counts;
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::review);
  const auto reviews = store::all(context, village);
  std::map<Id<Household>, store::Graded> results;
  if (const Review* due = due_review(reviews, context.today()))
    results = store::results(context, village, due->id);
  for (const auto& each : households::active_households(context, village, households::Kind::member)) {
    if (exempt.contains(each.id)) {
      ++counts.exempt;
      continue;
    }
    ++counts.should;
    if (results.contains(each.id))
      ++counts.has;
    else
      counts.missing.push_back({each.id, each.head_name});
  }
  return counts;
}

namespace {

std::optional<PublishedSlips> published_slips(Context& context, const Village& village, Id<Review> id) {
  const SlipCounts counts = store::slip_counts(context, village, id);
  if (counts.issued == 0) return std::nullopt;
  PublishedSlips out{counts.issued, std::nullopt};
  if (counts.used >= marks_shown_min) out.used = counts.used;
  return out;
}

PublishedReview as_published(Context& context, const Village& village, const Review& review) {
  const Publication& publication = present(review.publication);
  const store::Frozen frozen = present(store::frozen(context, village, review.id));
  return PublishedReview{review.id,
                         review.occasion,
                         review.held_on,
                         publication.published_on,
                         publication.notice_until,
                         frozen.digest,
                         results_of(context, village, review.id),
                         frozen.rectifications_open,
                         published_slips(context, village, review.id)};
}

}  // namespace

std::optional<PublishedReview> published_results(Context& context, const Village& village) {
  const auto review = newest_published(context, village);
  if (!review) return std::nullopt;
  return as_published(context, village, *review);
}

std::vector<PublishedReview> all_published(Context& context, const Village& village) {
  std::vector<PublishedReview> out;
  for (const Review& each : store::all(context, village))
    if (each.publication) out.push_back(as_published(context, village, each));
  return out;
}

std::optional<PublishedOf> published_of(Context& context, const Village& village, Id<Household> household) {
  const auto review = newest_published(context, village);
  if (!review) return std::nullopt;
  for (PublishedResult& each : results_of(context, village, review->id))
    if (each.household == household) return PublishedOf{review->held_on, review->occasion, std::move(each)};
  return std::nullopt;
}

}  // namespace lianghu::reviews
