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
/// those who wrote them down. Gives the files that were named.
std::vector<std::string> forget(Context& context, const Village& village, const households::Erased& erased);
/// Is it a photograph of an action, in whatever village?
[[nodiscard]] bool names_file(Context& context, std::string_view file);

}  // namespace lianghu::help
