#pragma once
// What goes of reviews when a household or a person is erased. Grades, counted votes and figures stay: the
// village's own were made of them.
#include <string_view>
#include <vector>

#include "features/households/erasing.h"
#include "features/reviews/reviews.h"

namespace lianghu::reviews {

/// The self-reports, its commendations, what it had to put right and how, and the names of those who wrote
/// that down or did it; of published reviews as well.
void forget(Context& context, const Village& village, const households::Erased& erased);
/// Whose rows can be taken back, so that what is there no more may have told of the household.
[[nodiscard]] std::vector<std::string_view> rewritten_tables();

}  // namespace lianghu::reviews
