#pragma once
// `lianghu import households FILE`: a roster into one village, as the browser's import does it.
#include "app/arguments.h"

namespace lianghu::app {

/// 0: everything came in; 1: some rows did not, and stand in the report.
int import_roster(const Arguments& arguments);

}  // namespace lianghu::app
