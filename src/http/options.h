#pragma once
// What an operator may choose about the server, and every limit it keeps. The defaults are for one township
// on one small machine; times and sizes are maxima, after which the other side is refused or let go.
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"

namespace spdlog {
class logger;
}

namespace lianghu::http {

enum class Proxy {
  none,     // somebody connects to us: what X-Forwarded-* says is made up, and is removed
  trusted,  // a proxy of ours connects, which sets X-Forwarded-For and X-Forwarded-Proto
};

/// The address as `trusted_proxies` holds it: an IPv4 address in IPv6's form is IPv4's. Nothing when it is
/// none.
[[nodiscard]] std::optional<std::string> plain_address(std::string_view text);

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;                       // 0: any free one
  std::optional<std::uint16_t> metrics_port = {};  // on loopback; nothing: no metrics listener
  std::vector<std::string> trusted_proxies = {};   // plain_address of each; whoever else connects is no proxy
  int io_threads = 0;                              // 0: one a core
  int database_threads = 64;                       // at most: so many writes share one commit
  std::size_t queue_max = 512;                     // requests waiting for a database thread
  int connections_max = 10'000;
  std::size_t head_bytes_max = 16 * 1024;
  std::size_t bodies_bytes_max = std::size_t{512} << 20;  // of all requests together
  std::size_t strangers_bodies_bytes_max = std::size_t{96}
                                           << 20;  // of those to routes that ask for no account
  std::size_t page_cache_bytes_max = std::size_t{64} << 20;
  std::chrono::milliseconds head_time_max = std::chrono::seconds(10);
  std::chrono::milliseconds body_idle_max = std::chrono::seconds(15);
  std::chrono::milliseconds request_time_max =
      std::chrono::minutes(5);  // to receive it; and again to send the answer
  std::chrono::milliseconds keep_alive_idle_max = std::chrono::seconds(60);
  std::chrono::milliseconds drain_time_max = std::chrono::seconds(10);
  const EmbeddedFile* web_files = nullptr;   // embedded::web_dist()
  std::shared_ptr<spdlog::logger> log = {};  // null: the default one
};

}  // namespace lianghu::http
