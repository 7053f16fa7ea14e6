#include "http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

#include "http/connection.h"

// See connection.cpp (GCC bug 109224).
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace lianghu::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Clock = Connection::Clock;

constexpr auto look_round_every = std::chrono::milliseconds(250);  // so much later may a deadline be kept
constexpr int turned_away_max = 64;                                // at once; more are closed without a word

enum class Sharing { alone, among_threads };

Acceptor bound_to(asio::io_context& io, const tcp::endpoint& endpoint, Sharing sharing) {
  Acceptor acceptor(io, endpoint.protocol());
  acceptor.set_option(Acceptor::reuse_address(true));
  if (sharing == Sharing::among_threads) acceptor.set_option(ReusePort(true));
  acceptor.bind(endpoint);
  return acceptor;
}

Acceptor listen_at(asio::io_context& io, const tcp::endpoint& endpoint, Sharing sharing) {
  Acceptor acceptor = bound_to(io, endpoint, sharing);
  acceptor.listen(asio::socket_base::max_listen_connections);
  return acceptor;
}

/// One core's loop: its acceptor, its connections, its thread.
struct Loop {
  Connection::Set open;  // before io: ending io ends the connections, which take themselves out
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
  std::optional<Acceptor> acceptor;
  std::thread thread;
};

/// Many systems let a program open 1,024 files until it asks for more; a connection is one.
void allow_many_connections() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

Awaitable<void> accept_all(Loop& loop, Site& site) {
  WaitingTimer pause(loop.io);
  while (loop.acceptor->is_open()) {
    auto [error, socket] = co_await loop.acceptor->async_accept(as_result);
    if (error == asio::error::operation_aborted) break;
    if (error) {  // out of file descriptors, most likely: some will be given back
      pause.expires_after(std::chrono::milliseconds(50));
      co_await pause.async_wait(as_result);
      continue;
    }
    const int others = site.connections;
    if (others >= site.options.connections_max + turned_away_max) continue;
    auto life = others < site.options.connections_max
                    ? Connection::serve(std::move(socket), site, loop.open)
                    : Connection::turn_away(std::move(socket), site, loop.open);
    asio::co_spawn(loop.io, std::move(life), asio::detached);
  }
}

/// Ends who is overdue.
Awaitable<void> look_round(Loop& loop) {
  WaitingTimer pause(loop.io);
  while (true) {
    pause.expires_after(look_round_every);
    co_await pause.async_wait(as_result);
    const auto now = Clock::now();
    for (Connection* connection : loop.open) connection->close_if_overdue(now);
  }
}

Awaitable<void> tell_metrics(Socket socket, const Site& site) {
  boost::beast::basic_stream<tcp, Executor> stream(std::move(socket));
  stream.expires_after(site.options.head_time_max);
  std::array<char, 4096> request;
  const auto room = asio::buffer(request);
  const auto [error, size] = co_await stream.async_read_some(room, as_result);
  if (error) co_return;
  const bool asked = std::string_view(request.data(), size).starts_with("GET /metrics ");
  const std::string body = asked ? site.metrics.text() : "";
  const std::string answer =
      std::string(asked ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found") +
      "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nConnection: close\r\n"
      "Content-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  const auto bytes = asio::buffer(answer);
  co_await asio::async_write(stream, bytes, as_result);
}

Awaitable<void> accept_metrics(Acceptor& acceptor, const Site& site) {
  while (acceptor.is_open()) {
    auto [error, socket] = co_await acceptor.async_accept(as_result);
    if (error) break;
    auto life = tell_metrics(std::move(socket), site);
    asio::co_spawn(acceptor.get_executor(), std::move(life), asio::detached);
  }
}

}  // namespace

struct Server::State {
  State(const Options& options, const Router& router, Changes& changes, SessionResolver sessions)
      : site(options, router, changes, std::move(sessions)) {}

  void listen();
  void wait_for_connections();

  Site site;  // outlives the loops, whose connections borrow it
  std::vector<std::unique_ptr<Loop>> loops;
  std::optional<Acceptor> metrics;
  std::uint16_t port = 0;
  std::uint16_t metrics_port = 0;
};

void Server::State::listen() {
  const auto& options = site.options;
  const auto address = asio::ip::make_address(options.address);
  tcp::endpoint endpoint(address, options.port);
  // SO_REUSEPORT would let a second server take half of the first one's visitors, so first try to have it
  // alone; without listening, or whoever comes just then would be hung up on.
  endpoint = bound_to(loops.front()->io, endpoint, Sharing::alone).local_endpoint();
  for (auto& loop : loops) loop->acceptor = listen_at(loop->io, endpoint, Sharing::among_threads);
  port = endpoint.port();
  if (options.metrics_port) {
    const tcp::endpoint inside(asio::ip::address_v4::loopback(), *options.metrics_port);
    metrics = listen_at(loops.front()->io, inside, Sharing::alone);
    metrics_port = metrics->local_endpoint().port();
  }
}

Server::Server(Options options, const Router& router, Changes& changes, SessionResolver sessions)
    : state_(std::make_unique<State>(options, router, changes, std::move(sessions))) {}

Server::~Server() {
  stop();
}

void Server::start() {
  allow_many_connections();
  State& state = *state_;
  const auto& options = state.site.options;
  const int threads = options.io_threads > 0
                          ? options.io_threads
                          : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  for (int i = 0; i < threads; ++i) state.loops.push_back(std::make_unique<Loop>());
  try {
    state.listen();
  } catch (const boost::system::system_error& error) {
    state.loops.clear();
    throw std::runtime_error("cannot listen at " + options.address + ":" + std::to_string(options.port) +
                             ": " + error.code().message());
  }
  for (auto& loop : state.loops) {
    asio::co_spawn(loop->io, accept_all(*loop, state.site), asio::detached);
    asio::co_spawn(loop->io, look_round(*loop), asio::detached);
  }
  if (state.metrics) {
    asio::co_spawn(state.loops.front()->io, accept_metrics(*state.metrics, state.site), asio::detached);
  }
  for (auto& loop : state.loops) {
    loop->thread = std::thread([&io = loop->io] { io.run(); });
  }
}

void Server::State::wait_for_connections() {
  const auto deadline = std::chrono::steady_clock::now() + site.options.drain_time_max;
  while (site.connections > 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void Server::stop() {
  State& state = *state_;
  state.site.draining = true;
  for (auto& loop : state.loops) {
    asio::post(loop->io, [&loop = *loop] {
      boost::system::error_code ignored;
      if (loop.acceptor) loop.acceptor->close(ignored);
      for (Connection* connection : loop.open) connection->close_if_idle();
    });
  }
  if (!state.loops.empty()) state.wait_for_connections();
  for (auto& loop : state.loops) loop->io.stop();
  for (auto& loop : state.loops) {
    if (loop->thread.joinable()) loop->thread.join();
  }
  state.site.pool.stop();  // what still runs ends; it borrows from connections, which are there until now
  state.site.prompts.stop();
  state.site.wait_for_unfinished();
  state.metrics.reset();
  state.loops.clear();
}

std::uint16_t Server::port() const {
  return state_->port;
}
std::uint16_t Server::metrics_port() const {
  return state_->metrics_port;
}
PageCache& Server::pages() {
  return state_->site.pages;
}
std::string Server::metrics_text() const {
  return state_->site.metrics.text();
}

}  // namespace lianghu::http
