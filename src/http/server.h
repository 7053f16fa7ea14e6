#pragma once
// The server: one io thread a core that reads, writes and answers from memory, and a bounded pool of database
// threads that runs the handlers. Whoever is slow, huge, malformed or one too many is refused early and
// cheaply; whoever was let in is answered, also while the server stops.
#include <cstdint>
#include <memory>
#include <string>

#include "http/options.h"
#include "http/page_cache.h"
#include "http/router.h"
#include "http/session.h"

namespace lianghu::http {

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
