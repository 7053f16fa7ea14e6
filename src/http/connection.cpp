#include "http/connection.h"

#include <boost/beast/http/read.hpp>

#include "base/random.h"
#include "base/text.h"
#include "http/page_request.h"
#include "http/request_head.h"

// g++ 12.2 destroys a temporary with a destructor twice when it is an argument of a co_await'ed call, so
// every lambda and every aggregate has a name before it is passed. It also takes asio's two allocation
// functions of a coroutine's frame for a pair that does not belong together (GCC bug 109224).
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace lianghu::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace beast_http = boost::beast::http;

constexpr std::size_t read_bytes = 4096;
constexpr std::size_t idle_buffer_bytes_max = 2 * read_bytes;
constexpr std::size_t linger_bytes_max = 1 << 20;
constexpr auto linger_time_max = std::chrono::seconds(2);

/// Bytes came and were wrong; not: the connection ended.
bool is_malformed(const beast::error_code& error) {
  static const auto& of_parser = beast_http::make_error_code(beast_http::error::bad_method).category();
  return error && error.category() == of_parser && error != beast_http::error::end_of_stream &&
         error != beast_http::error::partial_message;
}

bool has_body(const beast_http::request_header<>& head) {
  const auto length = head[beast_http::field::content_length];
  return head.count(beast_http::field::transfer_encoding) > 0 || (!length.empty() && length != "0");
}

}  // namespace

Connection::Connection(Socket socket, Site& site, Set& open)
    : socket_(std::move(socket)), site_(site), open_(open) {
  beast::error_code ignored;
  const auto endpoint = socket_.remote_endpoint(ignored);
  peer_ = endpoint.address();
  proxy_ = proxy_of(site_.options, peer_);
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  id_prefix_ = hex(SystemRandom().bytes(6)) + "-";
  open_.insert(this);
  ++site_.connections;
}

Connection::~Connection() {
  count_body(0);
  open_.erase(this);
  --site_.connections;
}

Awaitable<void> Connection::serve(Socket socket, Site& site, Set& open) {
  Connection connection(std::move(socket), site, open);
  try {
    co_await connection.run();
  } catch (const std::exception& error) {
    site.log->error("a connection ended: {}", error.what());
  }
}

Awaitable<void> Connection::turn_away(Socket socket, Site& site, Set& open) {
  ++site.refused_connections;
  Connection connection(std::move(socket), site, open);
  try {
    (void)co_await connection.refuse_unread(503, "http.too_many_connections");
  } catch (const std::exception& error) {
    site.log->error("a connection ended: {}", error.what());
  }
}

void Connection::close() {
  beast::error_code ignored;
  socket_.close(ignored);
}

void Connection::close_if_idle() {
  if (idle_) close();
}

void Connection::close_if_overdue(Clock::time_point now) {
  if (deadline_ <= now) close();
}

void Connection::count_body(std::size_t bytes) {
  site_.body_bytes += bytes;
  site_.body_bytes -= counted_body_;
  if (is_strangers_) {
    site_.strangers_body_bytes += bytes;
    site_.strangers_body_bytes -= counted_body_;
  }
  counted_body_ = bytes;
}

/// Whoever sends slowly, and to where anybody may, must not take the room of those who work here.
bool Connection::bodies_are_too_many() const {
  return site_.body_bytes > site_.options.bodies_bytes_max ||
         (is_strangers_ && site_.strangers_body_bytes > site_.options.strangers_bodies_bytes_max);
}

std::string Connection::next_request_id() {
  return id_prefix_ + std::to_string(++requests_);
}

Awaitable<void> Connection::run() {
  while (true) {
    if (site_.draining) break;
    if (buffer_.size() == 0) {
      begin_to_wait();
      const auto room = buffer_.prepare(read_bytes);
      const auto [error, size] = co_await socket_.async_read_some(room, as_result);
      idle_ = false;
      if (error) break;
      buffer_.commit(size);
    }
    if (answer_from_memory()) {
      if (unsent_.empty()) continue;
      const bool written = co_await write_rest();
      if (!written) break;
      continue;
    }
    const After after = co_await one_request();
    count_body(0);
    if (after == After::close) break;
  }
  beast::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
}

/// For a request.
void Connection::begin_to_wait() {
  idle_ = true;
  if (buffer_.capacity() > idle_buffer_bytes_max) buffer_.shrink_to_fit();  // thousands may be idle
  wait_at_most(requests_ == 0 ? site_.options.head_time_max : site_.options.keep_alive_idle_max);
}

Awaitable<Connection::After> Connection::one_request() {
  started_ = Clock::now();
  request_ = Request{};
  request_.id = next_request_id();
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(site_.options.head_bytes_max));
  parser.body_limit(boost::none);
  wait_at_most(site_.options.head_time_max);
  const auto [error, size] = co_await beast_http::async_read_header(socket_, buffer_, parser, as_result);
  if (error == beast_http::error::header_limit || error == beast_http::error::buffer_overflow) {
    co_return co_await refuse_unread(431, "request.too_large");
  }
  if (is_malformed(error)) {
    co_return co_await refuse_unread(400, "request.malformed");
  }
  if (error) co_return After::close;

  auto head = read_head(parser.get(), proxy_, peer_);
  if (!head) co_return co_await refuse_unread(400, "request.malformed");
  head->id = std::move(request_.id);
  request_ = std::move(*head);
  const bool keep_alive = parser.get().version() == 11 && parser.get().keep_alive();
  const bool unread = has_body(parser.get());
  const auto match = site_.dispatcher.router().find(request_.method, request_.path);

  auto out = site_.answer_at_once(request_, match);
  bool body_left = out && unread;
  if (!out && unread) {
    out = co_await read_body(parser, match);
    body_left = out != nullptr;
    if (body_left) {  // given up: it does not stay in memory while the answer is read
      parser.get().body() = std::string();
      count_body(0);
    }
    if (!socket_.is_open()) co_return After::close;
  }
  if (!out) {
    request_.body = std::move(parser.get().body());
    out = co_await answer(match);
  }
  const After after = keep_alive && !body_left && !site_.draining ? After::keep : After::close;
  site_.note(request_, match, out->status, Clock::now() - started_);
  const bool written = co_await write(*out, after);
  if (written && body_left) co_await linger();
  co_return written ? after : After::close;
}

/// Before the head could be understood: an answer, and the end of the connection.
Awaitable<Connection::After> Connection::refuse_unread(int status, std::string key) {
  if (request_.id.empty()) request_.id = next_request_id();
  Trouble trouble = Trouble::of(Status::bad_request, std::move(key));
  trouble.status = status;
  if (status == 503) trouble.retry_after_seconds = 5;
  const Router::Match none;
  const auto out = site_.refuse(trouble, request_, none);
  site_.note(request_, none, status, std::chrono::nanoseconds(0));
  const bool written = co_await write(*out, After::close);
  if (written) co_await linger();
  co_return After::close;
}

/// Null when the whole body is there; otherwise why it is not read to its end. A broken connection is closed.
Awaitable<std::unique_ptr<Outgoing>> Connection::read_body(Parser& parser, const Router::Match& match) {
  const std::size_t bytes_max = match.route ? match.route->body_bytes_max : 0;
  const Trouble too_large = too_large_for(match.route);
  const auto length = parser.content_length();
  if (length && *length > bytes_max) co_return site_.refuse(too_large, request_, match);
  parser.body_limit(bytes_max);
  is_strangers_ = match.route && match.route->access == Access::anyone;
  if (const auto expect = request_.headers.find("expect"); expect != request_.headers.end()) {
    const Pieces go_on("HTTP/1.1 100 Continue\r\n\r\n", "", "");
    const bool told = co_await write_all(go_on);
    if (!told) close();
  }
  const auto deadline = Clock::now() + site_.options.request_time_max;
  while (!parser.is_done()) {
    deadline_ = std::min(Clock::now() + site_.options.body_idle_max, deadline);
    const auto [error, size] = co_await beast_http::async_read_some(socket_, buffer_, parser, as_result);
    count_body(parser.get().body().size());
    if (error == beast_http::error::body_limit) co_return site_.refuse(too_large, request_, match);
    if (is_malformed(error)) {
      const auto malformed = Trouble::of(Status::bad_request, "request.malformed");
      co_return site_.refuse(malformed, request_, match);
    }
    if (error) {
      close();
      co_return nullptr;
    }
    if (bodies_are_too_many()) co_return site_.busy(request_, match);
  }
  co_return nullptr;
}

Awaitable<std::unique_ptr<Outgoing>> Connection::answer(const Router::Match& match) {
  deadline_ = Clock::time_point::max();
  if (auto page = site_.cached_page(request_, match)) co_return page;
  if (match.route && match.route->caching == Caching::page) co_return co_await rendered_page(match);
  if (match.route && match.route->prompt) co_return co_await prompted(match);
  std::function<std::unique_ptr<Outgoing>()> work;
  if (match.route) {
    work = [this, &match] { return site_.run_handler(request_, match); };
  } else {
    work = [this] { return site_.readiness(); };
  }
  co_return co_await on_pool(std::move(work), match);
}

/// The hop to a database thread and back. The frame stays alive until the job has run: the pool is joined
/// first.
Awaitable<std::unique_ptr<Outgoing>> Connection::on_pool(std::function<std::unique_ptr<Outgoing>()> work,
                                                         const Router::Match& match) {
  using Answered = Arrival<std::unique_ptr<Outgoing>>;
  const auto arrival = std::make_shared<Answered>(socket_.get_executor());
  std::function<void()> job = [&work, arrival] { Answered::deliver(arrival, work()); };
  if (!site_.pool.submit(job)) co_return site_.busy(request_, match);
  co_return co_await Answered::wait(arrival);
}

/// The same, and then no thread waits until what the handler asked for is committed.
Awaitable<std::unique_ptr<Outgoing>> Connection::prompted(const Router::Match& match) {
  using Promise = Arrival<Site::Make>;
  const auto arrival = std::make_shared<Promise>(socket_.get_executor());
  const auto ready = [arrival](Site::Make make) { Promise::deliver(arrival, std::move(make)); };
  std::function<void()> job = [this, &match, ready] { site_.begin_handler(request_, match, ready); };
  if (!site_.may_begin() || !site_.prompts.submit(job)) co_return site_.busy(request_, match);
  const Site::Make make = co_await Promise::wait(arrival);
  co_return make();
}

Awaitable<std::unique_ptr<Outgoing>> Connection::rendered_page(const Router::Match& match) {
  using Rendered = Arrival<std::shared_ptr<const Page>>;
  const auto arrival = std::make_shared<Rendered>(socket_.get_executor());
  PageCache::Waiter waiter = [arrival](std::shared_ptr<const Page> page) {
    Rendered::deliver(arrival, std::move(page));
  };
  site_.render_page(request_, match, waiter);
  auto page = co_await Rendered::wait(arrival);
  co_return std::make_unique<Outgoing>(serve_page(std::move(page), request_));
}

void Connection::begin_head(int status) {
  head_ = status == 200 ? "HTTP/1.1 200 OK" : "HTTP/1.1 " + std::to_string(status) + " ";
  if (status != 200) head_ += reason_phrase(status);
  (head_ += "\r\nDate: ") += http_date();
}

void Connection::append_length(std::size_t bytes) {
  ((head_ += "Content-Length: ") += std::to_string(bytes)) += "\r\n";
}

/// Whether it did. What the socket does not take at once is left to write_rest.
bool Connection::answer_from_memory() {
  if (site_.draining) return false;
  const auto bytes = buffer_.cdata();
  const auto asked =
      read_page_request({static_cast<const char*>(bytes.data()), bytes.size()}, site_.options.head_bytes_max);
  if (!asked) return false;
  started_ = Clock::now();
  const auto page = site_.pages.find(PageCache::key_of(asked->path, choose_language(asked->accept_language)));
  if (!page) return false;
  const Choice choice = choose(*page, asked->accept_encoding, asked->if_none_match);
  if (!is_ready(*page, choice)) return false;
  buffer_.consume(asked->bytes);

  const bool is_known = choice.status == 304;
  std::string_view beginning;
  std::string_view body;
  if (!is_known) {
    beginning = page->beginning->bytes(choice.encoding);
    body = page->bodies[place(choice.encoding)];
  }
  const std::string id = next_request_id();
  begin_head(choice.status);
  ((head_ += "\r\nX-Request-Id: ") += id) += "\r\n";
  if (!is_known) append_length(beginning.size() + body.size());
  append_page_headers(head_, *page, choice);
  head_ += "\r\n";
  site_.note_page(*page, choice.status, Clock::now() - started_, id);

  Pieces pieces(head_, beginning, body);
  beast::error_code error;
  pieces.remove_prefix(socket_.write_some(pieces.buffers(), error));
  if (!pieces.empty()) {  // the socket is full, or write_rest finds what else is the matter
    unsent_ = pieces;
    unsent_page_ = page;
  }
  return true;
}

Awaitable<bool> Connection::write_rest() {
  const bool written = co_await write_all(unsent_);
  unsent_ = Pieces();
  unsent_page_.reset();
  co_return written;
}

Awaitable<bool> Connection::write(const Outgoing& out, After after) {
  begin_head(out.status);
  ((head_ += "\r\nX-Request-Id: ") += request_.id) += "\r\n";
  if (after == After::close) head_ += "Connection: close\r\n";
  if (out.status != 204 && out.status != 304) append_length(out.beginning.size() + out.body.size());
  (head_ += out.headers) += "\r\n";
  const Pieces head_only(head_, "", "");
  const Pieces all(head_, out.beginning, out.body);
  co_return co_await write_all(request_.method == "HEAD" ? head_only : all);
}

/// A reader that takes nothing for body_idle_max, or takes for ever, is given up.
Awaitable<bool> Connection::write_all(Pieces pieces) {
  const auto deadline = Clock::now() + site_.options.request_time_max;
  while (!pieces.empty()) {
    deadline_ = std::min(Clock::now() + site_.options.body_idle_max, deadline);
    const auto [error, size] = co_await socket_.async_write_some(pieces.buffers(), as_result);
    if (error) co_return false;
    pieces.remove_prefix(size);
  }
  co_return true;
}

/// Takes what the other side still sends, so that it reads our answer before it sees the connection closed.
Awaitable<void> Connection::linger() {
  beast::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  wait_at_most(linger_time_max);
  std::array<char, read_bytes> nowhere;
  for (std::size_t taken = 0; taken < linger_bytes_max;) {
    const auto room = asio::buffer(nowhere);
    const auto [error, size] = co_await socket_.async_read_some(room, as_result);
    if (error) break;
    taken += size;
  }
}

}  // namespace lianghu::http
