#pragma once
// What all connections share, and the decisions an io thread takes by itself: what is answered from memory,
// what goes to the database threads.
#include <spdlog/spdlog.h>

#include <atomic>
#include <unordered_map>

#include "http/assets.h"
#include "http/dispatch.h"
#include "http/metrics.h"
#include "http/page_cache.h"
#include "http/server.h"
#include "http/worker_pool.h"

namespace lianghu::http {

class Site {
 public:
  Site(const Options& site_options, const Router& router, Changes& changes, SessionResolver sessions);

  /// An answer that needs nobody: health, the web app, a refusal of the head. Null: read the body and go on.
  [[nodiscard]] std::unique_ptr<Outgoing> answer_at_once(const Request& head,
                                                         const Router::Match& match) const;
  /// The cached page, if it is one and is there.
  [[nodiscard]] std::unique_ptr<Outgoing> cached_page(const Request& request, const Router::Match& match);
  /// Runs the handler; on a database thread. Never throws.
  [[nodiscard]] std::unique_ptr<Outgoing> run_handler(const Request& request,
                                                      const Router::Match& match) const;
  using Make = std::function<std::unique_ptr<Outgoing>()>;
  /// Runs the handler of a route with a prompt; on a database thread. `ready` is called once, on whichever
  /// thread is the last at it, with what makes the answer on an io thread. Both arguments stay until then, as
  /// wait_for_unfinished sees to.
  void begin_handler(const Request& request, const Router::Match& match,
                     const std::function<void(Make)>& ready);
  /// Whether there is room for one more that waits for its commit: what waits for nothing is refused early.
  [[nodiscard]] bool may_begin() const;
  /// Returns when nothing that begin_handler began goes on; nobody begins more.
  void wait_for_unfinished() const;
  /// Asks for a page: `ready` is called with it once, on whichever thread finishes it. A full queue is a page
  /// too, 503.
  void render_page(const Request& request, const Router::Match& match, PageCache::Waiter ready);
  /// Whether the database answers; on a database thread.
  [[nodiscard]] std::unique_ptr<Outgoing> readiness() const;
  [[nodiscard]] std::unique_ptr<Outgoing> refuse(const Trouble& trouble, const Request& request,
                                                 const Router::Match& match) const;
  /// 503 for want of a database thread.
  [[nodiscard]] std::unique_ptr<Outgoing> busy(const Request& request, const Router::Match& match) const;
  /// The same of a page that was in memory.
  void note_page(const Page& page, int status, std::chrono::nanoseconds took, std::string_view id);
  /// The access log and the counters: the route's pattern and nothing that tells who or what.
  void note(const Request& request, const Router::Match& match, int status, std::chrono::nanoseconds took);

  const Options options;
  const Dispatcher dispatcher;
  const Assets assets;
  PageCache pages;
  PageMaker maker;
  Metrics metrics;
  std::atomic<bool> draining = false;
  std::atomic<int> connections = 0;
  std::atomic<int> unfinished = 0;  // that begin_handler began
  std::atomic<std::uint64_t> refused_connections = 0;
  std::atomic<std::size_t> body_bytes = 0;
  std::atomic<std::size_t> strangers_body_bytes = 0;  // among them
  std::shared_ptr<spdlog::logger> log;
  // Last: their threads use all of the above.
  WorkerPool pool;
  WorkerPool prompts;  // for routes with a prompt, where no thread waits: more than there are cores only get
                       // in each other's way, and in the writer's

 private:
  [[nodiscard]] Response plain(int status, std::string text, const Request& request) const;

  std::unordered_map<const Route*, std::size_t> series_;
  std::size_t asset_series_ = 0;
  std::size_t other_series_ = 0;
};

}  // namespace lianghu::http
