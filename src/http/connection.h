#pragma once
// One connection, from accept to close, as a coroutine on its io thread: idle, head, body, answer, again.
// Nothing in it waits without a deadline, and it holds no lock. A page that is in memory is answered as soon
// as its request is read, without a second wait.
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <unordered_set>

#include "http/page.h"
#include "http/pieces.h"
#include "http/site.h"
#include "http/waiting.h"

namespace lianghu::http {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

class Connection {
 public:
  using Clock = std::chrono::steady_clock;
  using Set = std::unordered_set<Connection*>;
  /// Serves until either side ends it. `open` is the io thread's own list of connections.
  static Awaitable<void> serve(Socket socket, Site& site, Set& open);
  /// Says 503 and closes.
  static Awaitable<void> turn_away(Socket socket, Site& site, Set& open);

  Connection(Socket socket, Site& site, Set& open);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Ends it if it is between two requests. On its io thread.
  void close_if_idle();
  /// Ends it if what it waits for is overdue. On its io thread, which asks a few times a second: a timer for
  /// every wait would cost as much as the answer to a page.
  void close_if_overdue(Clock::time_point now);

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  enum class After { keep, close };

  Awaitable<void> run();
  void begin_to_wait();
  bool answer_from_memory();
  Awaitable<After> one_request();
  Awaitable<After> refuse_unread(int status, std::string key);
  Awaitable<std::unique_ptr<Outgoing>> read_body(Parser& parser, const Router::Match& match);
  Awaitable<std::unique_ptr<Outgoing>> answer(const Router::Match& match);
  Awaitable<std::unique_ptr<Outgoing>> on_pool(std::function<std::unique_ptr<Outgoing>()> work,
                                               const Router::Match& match);
  Awaitable<std::unique_ptr<Outgoing>> prompted(const Router::Match& match);
  Awaitable<std::unique_ptr<Outgoing>> rendered_page(const Router::Match& match);
  Awaitable<bool> write(const Outgoing& out, After after);
  Awaitable<bool> write_all(Pieces pieces);
  Awaitable<bool> write_rest();
  Awaitable<void> linger();
  void begin_head(int status);
  void append_length(std::size_t bytes);
  void close();
  void wait_at_most(std::chrono::milliseconds time) { deadline_ = Clock::now() + time; }
  void count_body(std::size_t bytes);
  [[nodiscard]] bool bodies_are_too_many() const;
  std::string next_request_id();

  Socket socket_;
  Site& site_;
  Set& open_;
  boost::beast::flat_buffer buffer_;
  boost::asio::ip::address peer_;
  Proxy proxy_ = Proxy::none;
  Request request_;
  std::string id_prefix_;
  std::uint64_t requests_ = 0;
  std::size_t counted_body_ = 0;
  bool is_strangers_ = false;  // the body is sent to where no account is asked for
  bool idle_ = false;
  Clock::time_point started_;
  Clock::time_point deadline_ = Clock::time_point::max();
  std::string head_;  // of the answer; its room is used again
  Pieces unsent_;     // of an answer from memory that the socket did not take at once
  std::shared_ptr<const Page> unsent_page_;
};

}  // namespace lianghu::http
