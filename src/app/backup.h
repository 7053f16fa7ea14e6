#pragma once
// `lianghu backup` and `restore`: a folder with the database as it was at one moment, and the files its rows
// name. The key is left out unless it is asked for: whoever finds the backup then reads no identity or
// telephone number.
#include "app/arguments.h"

namespace lianghu::app {

/// May run beside a serving program.
int backup(const Arguments& arguments);
/// Into an empty folder; checks the database and its journal before it says done.
int restore(const Arguments& arguments);

}  // namespace lianghu::app
