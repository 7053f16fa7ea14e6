#include "app/running.h"

#include <unistd.h>

#include <algorithm>

namespace lianghu::app {

namespace {

/// Enough for every page of a county on a machine for a county, and little on a small one.
std::size_t page_cache_bytes_max() {
  constexpr std::size_t share = 64;
  constexpr std::size_t least = std::size_t{64} << 20;
  constexpr std::size_t most = std::size_t{256} << 20;
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_bytes = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page_bytes <= 0) return least;
  return std::clamp(static_cast<std::size_t>(pages) * static_cast<std::size_t>(page_bytes) / share, least,
                    most);
}

}  // namespace

EndSignals::EndSignals() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGTERM);
  sigaddset(&signals_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

void EndSignals::wait() const {
  int signal = 0;
  sigwait(&signals_, &signal);
}

http::Options server_options(const Arguments& arguments, std::int64_t port) {
  http::Options options;
  options.address = arguments.get("address", "127.0.0.1");
  options.port = static_cast<std::uint16_t>(arguments.number("port", port, 0, 65535));
  if (arguments.has("metrics-port"))
    options.metrics_port = static_cast<std::uint16_t>(arguments.number("metrics-port", 0, 0, 65535));
  for (const std::string& each : arguments.all("trusted-proxy")) {
    const auto address = http::plain_address(each);
    if (!address) throw UsageError("--trusted-proxy takes an address such as 127.0.0.1, not " + each);
    options.trusted_proxies.push_back(*address);
  }
  options.page_cache_bytes_max = page_cache_bytes_max();
  return options;
}

}  // namespace lianghu::app
