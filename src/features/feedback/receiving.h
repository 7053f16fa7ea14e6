#pragma once
// What is asked of a sender's words.
#include <string>
#include <string_view>
#include <vector>

#include "features/feedback/feedback.h"

namespace lianghu::feedback {

/// As it is kept; a problem feedback.text at `field` when it is too short or too long.
[[nodiscard]] std::string checked_text(std::string_view typed, const std::string& field,
                                       std::vector<Problem>& problems);

}  // namespace lianghu::feedback
