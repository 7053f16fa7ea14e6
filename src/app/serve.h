#pragma once
// `lianghu serve`: the server and what time brings, until SIGTERM or SIGINT.
#include "app/arguments.h"

namespace lianghu::app {

int serve(const Arguments& arguments);

}  // namespace lianghu::app
