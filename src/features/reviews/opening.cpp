// What the calendar brings.
#include "features/reviews/reviews_store.h"

namespace lianghu::reviews {

std::int64_t open_due(Context& context, const Village& village) {
  const auto participation = programmes::participation(context, village);
  if (!participation) return 0;
  const bool runs = participation->state == programmes::ParticipationState::running ||
                    participation->state == programmes::ParticipationState::established;
  if (!runs) return 0;
  const auto before = store::all(context, village);
  const Date covers_from = before.empty() ? participation->joined_on : add_days(before.front().held_on, 1);
  const auto& definition = programmes::running(context, village).programme.definition;
  // On the day that it joins a village has nothing to look back on.
  const auto days = programmes::review_days(
      definition, before.empty() ? add_days(covers_from, 1) : covers_from, context.today());
  if (days.empty()) return 0;
  Review review;
  review.id = context.make_id<Review>();
  review.occasion = days.back().occasion;
  review.held_on = days.back().day;
  review.covers_from = covers_from;
  review.opened_on = context.today();
  review.version = 1;
  if (!store::insert(context, village, participation->programme, review)) return 0;
  context.record("review.opened", village.id().value, review.id.value);
  return 1;
}

}  // namespace lianghu::reviews
