// From the branch's results to what the village reads.
#include <algorithm>

#include "features/help/sight.h"
#include "features/reviews/reviews_store.h"
#include "features/reviews/steps.h"

namespace lianghu::reviews {

namespace {

constexpr std::size_t names_shown = 5;

pledges::State state_of(LetterResult result) {
  switch (result) {
    case LetterResult::fulfilled:
      return pledges::State::fulfilled;
    case LetterResult::partly:
      return pledges::State::partly;
    case LetterResult::not_fulfilled:
      return pledges::State::not_fulfilled;
  }
  throw std::logic_error("a letter's result without a state");
}

void require_all_graded(Context& context, const Village& village,
                        const std::map<Id<Household>, store::Graded>& results) {
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::review);
  std::string names;
  std::size_t missing = 0;
  for (const auto& each : households::active_households(context, village, households::Kind::member)) {
    if (exempt.contains(each.id) || results.contains(each.id)) continue;
    if (++missing > names_shown) continue;
    if (!names.empty()) names += "、";
    names += each.head_name;
  }
  if (missing > 0)
    throw Refusal(Status::unprocessable, "review.ungraded", {},
                  {{"count", std::to_string(missing)}, {"names", names}});
}

void tell_pledges(Context& context, const Village& village, Id<Household> household,
                  const store::Graded& graded) {
  const Result& result = graded.result;
  if (!result.letter) return;
  // The letter may have been withdrawn since it was judged.
  if (const auto letter = pledges::published_of(context, village, household))
    static_cast<void>(pledges::record_result(context, village, letter->pledge, state_of(*result.letter)));
}

}  // namespace

Review publish(Context& context, const Village& village, Id<Review> id, std::int64_t version) {
  help::require_staff(context, village);
  Review review = found(context, village, id);
  if (review.state == State::published) throw Refusal(Status::conflict, "review.published");
  if (review.version != version) throw Refusal(Status::conflict, "version.stale");
  const auto results = store::results(context, village, id);
  require_all_graded(context, village, results);
  const auto tallies = help::tallies(context, village, review.covers_from, review.held_on);
  store::Frozen frozen;
  for (const auto& [household, tally] : tallies) help::add_to(frozen.digest, tally);
  const auto pending = carried_into(context, village, review, store::all(context, village));
  frozen.rectifications_open = std::ranges::count_if(
      pending, [](const Rectification& each) { return each.state != RectificationState::verified; });
  const int days = programmes::running(context, village).programme.definition.limits.notice_days;
  review.state = State::published;
  review.publication = Publication{context.today(), add_days(context.today(), days)};
  ++review.version;
  if (!store::publish(context, village, review, frozen)) throw Refusal(Status::conflict, "version.stale");
  close_box(context, village, id);
  for (const auto& [household, graded] : results) {
    const auto tally = tallies.find(household);
    store::freeze(context, village, id, household, tally == tallies.end() ? help::Tally{} : tally->second);
  }
  context.record("review.published", village.id().value, id.value);
  for (const auto& [household, graded] : results) tell_pledges(context, village, household, graded);
  return review;
}

}  // namespace lianghu::reviews
