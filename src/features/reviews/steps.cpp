#include "features/reviews/steps.h"

#include <algorithm>

#include "base/text.h"
#include "features/help/sight.h"
#include "features/reviews/reviews_store.h"

namespace lianghu::reviews {

namespace {

constexpr std::size_t text_min = 2;

}  // namespace

Review found(Context& context, const Village& village, Id<Review> id) {
  const auto review = store::by_id(context, village, id);
  if (!review) throw Refusal(Status::not_found, "review.not_found");
  return *review;
}

void hold_for_branch(Context& context, const Village& village, Id<Review> id) {
  help::require_staff(context, village);
  static_cast<void>(found(context, village, id));
  if (!store::hold_open(context, village, id)) throw Refusal(Status::conflict, "review.published");
}

void require_member(Context& context, const Village& village, Id<Household> household) {
  const auto members = households::active_households(context, village, households::Kind::member);
  if (std::ranges::find(members, household, &households::ActiveHousehold::id) != members.end()) return;
  if (!households::find(context, village, household))
    throw Refusal(Status::not_found, "household.not_found", "household");
  throw Refusal(Status::unprocessable, "review.not_member_household", "household");
}

void require_reviewed(Context& context, const Village& village, Id<Household> household) {
  require_member(context, village, household);
  if (programmes::exempt_households(context, village, programmes::Matter::review).contains(household))
    throw Refusal(Status::unprocessable, "review.exempt", "household");
}

std::string checked_text(std::string_view typed, std::size_t most, const std::string& key,
                         const std::string& field) {
  std::string text = trim(typed);
  const std::size_t length = characters(text);
  if (length < text_min || length > most)
    throw Refusal(Status::unprocessable, key, field,
                  {{"min", std::to_string(text_min)}, {"max", std::to_string(most)}});
  return text;
}

}  // namespace lianghu::reviews
