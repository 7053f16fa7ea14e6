#pragma once
// The work that the form's page does while somebody types: it costs one person's telephone a moment, and
// whoever wants to send thousands an hour. It is found for the form's own key, so none serves twice. A form
// without it (no script) is taken in as well, and marked for a person when many come at once (so is what is
// worked for, when very many come to one door).
#include <string_view>

namespace lianghu::feedback {

/// So many leading bits of SHA-256("KEY:NUMBER") are zero: 32,768 tries on average.
inline constexpr int work_bits = 15;

[[nodiscard]] bool is_worked_for(std::string_view form_key, std::string_view number);

}  // namespace lianghu::feedback
