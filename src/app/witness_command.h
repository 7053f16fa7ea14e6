#pragma once
// `lianghu witness`: another office watches over a public log and signs that it only grows.
#include "app/arguments.h"

namespace lianghu::app {

/// Serves until SIGTERM or SIGINT; the exit code.
int serve_witness(const Arguments& arguments);

}  // namespace lianghu::app
