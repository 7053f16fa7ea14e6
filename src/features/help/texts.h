#pragma once
// The lengths of what people write here.
#include <string>
#include <string_view>

#include "base/refusal.h"

namespace lianghu::help {

inline constexpr std::size_t text_min = 2;
inline constexpr std::size_t text_max = 200;

/// Trimmed. Throws Refusal 422 `key` {min, max} at `field`, 2 to 200 characters.
[[nodiscard]] std::string checked_text(std::string_view typed, const std::string& key,
                                       const std::string& field);

}  // namespace lianghu::help
