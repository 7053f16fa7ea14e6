#pragma once
// One connection, from accept to close, as a coroutine on its io thread: idle, head, body, answer, again.
// Nothing in it waits without a deadline, and it holds no lock.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <string>
#include <unordered_set>

#include "http/site.h"

namespace lianghu::http {

class Connection {
 public:
  using Set = std::unordered_set<Connection*>;
  /// Serves until either side ends it. `open` is the io thread's own list of connections.
  static boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, Site& site, Set& open);
  /// Says 503 and closes.
  static boost::asio::awaitable<void> turn_away(boost::asio::ip::tcp::socket socket, Site& site);

  Connection(boost::asio::ip::tcp::socket socket, Site& site, Set& open);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Ends it if it is between two requests. On its io thread.
  void close_if_idle();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Clock = std::chrono::steady_clock;
  enum class After { keep, close };

  boost::asio::awaitable<void> run();
  boost::asio::awaitable<bool> wait_for_request();
  boost::asio::awaitable<After> one_request();
  boost::asio::awaitable<After> refuse_unread(int status, std::string key);
  boost::asio::awaitable<std::unique_ptr<Outgoing>> read_body(Parser& parser, const Router::Match& match);
  boost::asio::awaitable<std::unique_ptr<Outgoing>> answer(const Router::Match& match);
  boost::asio::awaitable<std::unique_ptr<Outgoing>> on_pool(std::function<std::unique_ptr<Outgoing>()> work,
                                                            const Router::Match& match);
  boost::asio::awaitable<std::unique_ptr<Outgoing>> rendered_page(const Router::Match& match);
  boost::asio::awaitable<bool> write(const Outgoing& out, After after);
  boost::asio::awaitable<bool> write_all(std::string_view head, std::string_view body);
  boost::asio::awaitable<void> linger();
  void count_body(std::size_t bytes);
  std::string next_request_id();

  boost::beast::tcp_stream stream_;
  Site& site_;
  Set& open_;
  boost::beast::flat_buffer buffer_;
  boost::asio::ip::address peer_;
  Proxy proxy_ = Proxy::none;
  Request request_;
  std::string id_prefix_;
  std::uint64_t requests_ = 0;
  std::size_t counted_body_ = 0;
  bool idle_ = false;
  Clock::time_point started_;
};

}  // namespace lianghu::http
