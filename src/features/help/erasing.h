#pragma once
// What goes of help when a household or a person is erased. That there was help, on which day, for how long
// and whether it was acknowledged stays, as the village's figures count it.
#include <string>
#include <string_view>
#include <vector>

#include "features/help/help.h"
#include "features/households/erasing.h"

namespace lianghu::help {

/// The words of plans and actions on either side of its pairs, with photographs and answers, and the names of
/// those who wrote them down.
void forget(Context& context, const Village& village, const households::Erased& erased);
/// The photographs of all actions, in whatever village.
[[nodiscard]] std::vector<std::string> named_files(Context& context);

}  // namespace lianghu::help
