#pragma once
// The SQL of what is to be put right.
#include <optional>
#include <vector>

#include "features/reviews/reviews.h"

namespace lianghu::reviews::store {

void insert(Context& context, const Village& village, const Rectification& rectification);
/// State, evidence and who verified; never what was to be done. False when the version is not
/// `rectification.version - 1` any more.
[[nodiscard]] bool move_on(Context& context, const Village& village, const Rectification& rectification);
[[nodiscard]] std::optional<Rectification> rectification(Context& context, const Village& village,
                                                         Id<Rectification> id);
[[nodiscard]] std::optional<Rectification> following(Context& context, const Village& village,
                                                     Id<feedback::Feedback> feedback);
/// Every one of the village, the oldest first; `cycles` is left at 0.
[[nodiscard]] std::vector<Rectification> rectifications(Context& context, const Village& village);

}  // namespace lianghu::reviews::store
