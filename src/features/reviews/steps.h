#pragma once
// What the rules of reviews share: the review that may be written into, the household that is reviewed, and
// the lengths of what is typed.
#include <string>
#include <string_view>
#include <vector>

#include "features/reviews/reviews.h"

namespace lianghu::reviews {

/// Throws Refusal 404 review.not_found.
[[nodiscard]] Review found(Context& context, const Village& village, Id<Review> id);
/// Staff only; the review stays open until this change is done. Throws Refusal 403 rights.missing, 404
/// review.not_found, 409 review.published.
void hold_for_branch(Context& context, const Village& village, Id<Review> id);
/// Throws Refusal 404 household.not_found, 422 review.not_member_household.
void require_member(Context& context, const Village& village, Id<Household> household);
/// The same, and 422 review.exempt.
void require_reviewed(Context& context, const Village& village, Id<Household> household);
/// Ends the taking of appraisal slips and keeps what was in the box; nothing when none are taken.
void close_box(Context& context, const Village& village, Id<Review> id);
/// Trimmed. Throws Refusal 422 `key` {min, max} at `field`, 2 to `most` characters.
[[nodiscard]] std::string checked_text(std::string_view typed, std::size_t most, const std::string& key,
                                       const std::string& field);

/// Those raised by the day of `review` and not verified before it was opened, with their cycles; `reviews`
/// are all of the village.
[[nodiscard]] std::vector<Rectification> carried_into(Context& context, const Village& village,
                                                      const Review& review,
                                                      const std::vector<Review>& reviews);

}  // namespace lianghu::reviews
