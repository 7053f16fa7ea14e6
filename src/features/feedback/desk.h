#pragma once
// What handling and the desk share.
#include "features/feedback/routing.h"

namespace lianghu::feedback {

[[nodiscard]] Entry entry_of(Context& context, const Village& village, const Feedback& feedback);
/// After the sender asked once more, whoever answered before does not answer again.
[[nodiscard]] bool is_own_again(Context& context, const Feedback& feedback);
/// Its state lets it be closed: what was answered, and praise, which needs no answer.
[[nodiscard]] bool closes(const Feedback& feedback);

}  // namespace lianghu::feedback
