#pragma once
// What the commands that serve have in common: when they end, and what an operator chooses of the server.
#include <signal.h>

#include "app/arguments.h"
#include "http/options.h"

namespace lianghu::app {

/// Made before any thread starts, so that no other one gets the signals that end a program.
class EndSignals {
 public:
  EndSignals();
  /// Returns when one has come.
  void wait() const;

 private:
  sigset_t signals_{};
};

/// --address, --port, --trusted-proxy, --metrics-port.
[[nodiscard]] http::Options server_options(const Arguments& arguments, std::int64_t port);

}  // namespace lianghu::app
