#include "http/site.h"

#include <algorithm>

namespace lianghu::http {
namespace {

bool is_read(std::string_view method) {
  return method == "GET" || method == "HEAD";
}

std::string_view header_of(const Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view{} : std::string_view(found->second);
}

Choice choice_of(const Page& page, const Request& request) {
  return choose(page, header_of(request, "accept-encoding"), header_of(request, "if-none-match"));
}

Language language_of(const Request& request) {
  return choose_language(header_of(request, "accept-language"));
}

/// On PostgreSQL a prompt's thread waits for its commit like any other.
int prompt_threads(const Options& options, db::Engine engine) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return engine == db::Engine::sqlite ? std::min(cores, options.database_threads) : options.database_threads;
}

}  // namespace

Site::Site(const Options& site_options, const Router& router, Changes& changes, SessionResolver sessions)
    : options(site_options),
      dispatcher(router, changes, std::move(sessions)),
      assets(site_options.web_files),
      pages(site_options.page_cache_bytes_max),
      log(site_options.log ? site_options.log : spdlog::default_logger()),
      pool(site_options.database_threads, site_options.queue_max),
      prompts(prompt_threads(site_options, changes.database().engine()), site_options.queue_max) {
  for (const auto& route : router.routes()) {
    series_.emplace(route.get(), metrics.add_route(route->method, route->pattern));
  }
  asset_series_ = metrics.add_route("GET", "/app/");
  other_series_ = metrics.add_route("", "");
  metrics.add_value(Metrics::Kind::gauge, "lianghu_connections", "Open connections.",
                    [this] { return static_cast<double>(connections.load()); });
  metrics.add_value(Metrics::Kind::counter, "lianghu_connections_refused_total",
                    "Connections over the maximum.",
                    [this] { return static_cast<double>(refused_connections.load()); });
  metrics.add_value(Metrics::Kind::gauge, "lianghu_queue_length", "Requests that wait for a database thread.",
                    [this] { return static_cast<double>(pool.queued() + prompts.queued()); });
  metrics.add_value(Metrics::Kind::gauge, "lianghu_commits_awaited", "Requests that wait for their commit.",
                    [this] { return static_cast<double>(unfinished.load()); });
  metrics.add_value(Metrics::Kind::gauge, "lianghu_page_cache_bytes", "Bytes of finished pages in memory.",
                    [this] { return static_cast<double>(pages.bytes()); });
  metrics.add_value(Metrics::Kind::gauge, "lianghu_page_cache_bytes_max", "What they may take at most.",
                    [this] { return static_cast<double>(options.page_cache_bytes_max); });
  metrics.add_value(Metrics::Kind::gauge, "lianghu_request_body_bytes", "Bytes of request bodies in memory.",
                    [this] { return static_cast<double>(body_bytes.load()); });
}

Response Site::plain(int status, std::string text, const Request& request) const {
  Response response{status, "text/plain; charset=utf-8", std::move(text), {}};
  add_safety_headers(response, request, nullptr);
  return response;
}

std::unique_ptr<Outgoing> Site::answer_at_once(const Request& head, const Router::Match& match) const {
  if (!match.route && is_read(head.method)) {
    if (head.path == "/healthz") return serve_response(plain(200, "ok\n", head), head);
    if (head.path == "/readyz") {
      return draining ? serve_response(plain(503, "stopping\n", head), head) : nullptr;
    }
    if (Assets::owns(head.path)) {
      if (assets.empty())
        return serve_response(plain(404, say(language_of(head), "http.no_app") + "\n", head), head);
      if (auto page = assets.find(head.path))
        return std::make_unique<Outgoing>(serve_page(std::move(page), head));
    }
  }
  if (const auto trouble = dispatcher.check_head(head, match)) return refuse(*trouble, head, match);
  return nullptr;
}

std::unique_ptr<Outgoing> Site::cached_page(const Request& request, const Router::Match& match) {
  if (!match.route || match.route->caching != Caching::page) return nullptr;
  auto page = pages.find(PageCache::key_of(request.path, language_of(request)));
  if (!page || !is_ready(*page, choice_of(*page, request))) return nullptr;
  return std::make_unique<Outgoing>(serve_page(std::move(page), request));
}

std::unique_ptr<Outgoing> Site::run_handler(const Request& request, const Router::Match& match) const {
  try {
    return serve_response(dispatcher.answer(request, match).response, request);
  } catch (...) {
    return refuse(trouble_of(std::current_exception()), request, match);
  }
}

void Site::begin_handler(const Request& request, const Router::Match& match,
                         const std::function<void(Make)>& ready) {
  ++unfinished;
  const std::shared_ptr<void> ended(nullptr, [this](void*) { --unfinished; });
  const auto told = std::make_shared<std::atomic<bool>>(false);
  // What ends last is captured first: captures end in the reverse order.
  const auto tell = [ended, told, ready](Make make) {
    if (!told->exchange(true)) ready(std::move(make));
  };
  try {
    dispatcher.begin(request, match, [this, &request, &match, tell](Promised promised) {
      Make make = [this, &request, &match, made = std::move(promised.make)] {
        try {
          return serve_response(made(), request);
        } catch (...) {
          return refuse(trouble_of(std::current_exception()), request, match);
        }
      };
      if (promised.is_brief) return tell(std::move(make));
      const auto job = [make, tell] {
        const auto out = std::make_shared<std::unique_ptr<Outgoing>>(make());
        tell([out] { return std::move(*out); });
      };
      if (!pool.submit(job)) tell([this, &request, &match] { return busy(request, match); });
    });
  } catch (...) {
    tell([this, &request, &match, trouble = trouble_of(std::current_exception())] {
      return refuse(trouble, request, match);
    });
  }
}

bool Site::may_begin() const {
  return static_cast<std::size_t>(unfinished) < options.queue_max;
}

void Site::wait_for_unfinished() const {
  while (unfinished > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void Site::render_page(const Request& request, const Router::Match& match, PageCache::Waiter ready) {
  const auto key = PageCache::key_of(request.path, language_of(request));
  const auto flight = pages.join(key, std::move(ready));
  if (!flight) return;
  // The rendering must not see who asks first: others get the same bytes.
  Request plain_request;
  plain_request.method = "GET";
  plain_request.path = request.path;
  plain_request.headers["accept-language"] = tag(language_of(request));
  plain_request.id = request.id;
  const Encoding wanted = best_encoding(header_of(request, "accept-encoding"));
  const auto job = [this, flight, key, wanted, plain_request, match] {
    if (const auto page = pages.find(key); page && page->is_packed()) {
      pages.finish_more(flight, page, page->has(wanted) ? page : PageMaker::with(*page, wanted));
      return;
    }
    Answer answer = dispatcher.answer_as(Actor::visitor(), plain_request, match);
    std::shared_ptr<const Page> page;
    try {
      page = maker.finish(std::move(answer.response), wanted, match.route);
    } catch (...) {
      page = finish_page(dispatcher.refuse(trouble_of(std::current_exception()), plain_request, match));
    }
    pages.finish(flight, std::move(page), answer.page_tags);
  };
  if (pool.submit(job)) return;
  auto trouble = Trouble::of(Status::unavailable, "http.busy");
  trouble.retry_after_seconds = 2;
  pages.finish(flight, finish_page(dispatcher.refuse(trouble, plain_request, match)), {});
}

std::unique_ptr<Outgoing> Site::readiness() const {
  const Request nobody;
  try {
    db::Database& database = dispatcher.changes().database();
    database.require_writable();
    database.read([](db::Transaction& tx) { return tx.query("SELECT 1").size(); });
    return serve_response(plain(200, "ready\n", nobody), nobody);
  } catch (const std::exception& error) {
    log->error("not ready: {}", error.what());
    return serve_response(plain(503, "the database does not answer\n", nobody), nobody);
  }
}

std::unique_ptr<Outgoing> Site::refuse(const Trouble& trouble, const Request& request,
                                       const Router::Match& match) const {
  return serve_response(dispatcher.refuse(trouble, request, match), request);
}

std::unique_ptr<Outgoing> Site::busy(const Request& request, const Router::Match& match) const {
  auto trouble = Trouble::of(Status::unavailable, draining ? "http.stopping" : "http.busy");
  trouble.retry_after_seconds = 2;
  return refuse(trouble, request, match);
}

void Site::note_page(const Page& page, int status, std::chrono::nanoseconds took, std::string_view id) {
  const double seconds = std::chrono::duration<double>(took).count();
  metrics.record(series_.at(page.route), status, seconds);
  log->info("{} {} {} {:.1f} ms {}", page.route->method, page.route->pattern, status, seconds * 1000, id);
}

void Site::note(const Request& request, const Router::Match& match, int status,
                std::chrono::nanoseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto series = series_.find(match.route);
  const bool asset = !match.route && Assets::owns(request.path);
  metrics.record(series != series_.end() ? series->second : (asset ? asset_series_ : other_series_), status,
                 seconds);
  const std::string_view route =
      match.route ? std::string_view(match.route->pattern) : (asset ? "/app/" : "-");
  const std::string_view method =
      match.route || match.path_exists || asset ? std::string_view(request.method) : "-";
  log->info("{} {} {} {:.1f} ms {}", method, route, status, seconds * 1000, request.id);
}

}  // namespace lianghu::http
