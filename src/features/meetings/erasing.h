#pragma once
// What goes of meetings when persons are erased.
#include <string_view>
#include <vector>

#include "features/households/erasing.h"
#include "features/meetings/meetings.h"

namespace lianghu::meetings {

/// Their names among those who came, and as the owners of decisions of those meetings. How many came stays;
/// minutes and notices are the office's own texts and stay too.
void forget(Context& context, const Village& village, const households::Erased& erased);
/// Whose rows are written anew when a meeting is, so that who is not among them now may have been before.
[[nodiscard]] std::vector<std::string_view> rewritten_tables();

}  // namespace lianghu::meetings
