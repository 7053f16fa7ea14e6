#pragma once
// The server: one io thread a core that reads, writes and answers from memory, and a bounded pool of database
// threads that runs the handlers. Whoever is slow, huge, malformed or one too many is refused early and
// cheaply; whoever was let in is answered, also while the server stops.
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/embedded.h"
#include "http/page_cache.h"
#include "http/request_head.h"
#include "http/router.h"
#include "http/session.h"

namespace spdlog {
class logger;
}

namespace lianghu::http {

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;                       // 0: any free one
  std::optional<std::uint16_t> metrics_port = {};  // on loopback; nothing: no metrics listener
  Proxy proxy = Proxy::none;
  int io_threads = 0;  // 0: one a core
  int database_threads = 16;
  std::size_t queue_max = 512;  // requests waiting for a database thread
  int connections_max = 10'000;
  std::size_t head_bytes_max = 16 * 1024;
  std::size_t bodies_bytes_max = std::size_t{512} << 20;  // of all requests together
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

class Server {
 public:
  /// Borrows router and changes, which outlive it; the router has all its routes. `sessions` may be empty.
  Server(Options options, const Router& router, Changes& changes, SessionResolver sessions);
  /// As stop().
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and serves. Throws std::runtime_error naming the address when it is taken, also by another of us.
  void start();
  /// Accepts nobody more, finishes what runs (at most drain_time_max), ends. May be called twice, not from a
  /// handler.
  void stop();

  [[nodiscard]] std::uint16_t port() const;
  /// 0 without a metrics listener.
  [[nodiscard]] std::uint16_t metrics_port() const;
  /// For app/wiring: drop what a change touched.
  [[nodiscard]] PageCache& pages();
  /// What the metrics listener says.
  [[nodiscard]] std::string metrics_text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lianghu::http
