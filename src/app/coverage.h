#pragma once
// `lianghu coverage`: who should, who has and who is missing, at an organisation and below.
#include "app/arguments.h"

namespace lianghu::app {

/// 0 whatever is missing: the answer is the output.
int print_coverage(const Arguments& arguments);

}  // namespace lianghu::app
