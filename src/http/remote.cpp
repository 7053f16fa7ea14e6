#include "http/remote.h"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/version.hpp>
#include <stdexcept>

#include "base/text.h"

namespace lianghu::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

constexpr std::string_view scheme = "http://";
constexpr std::uint32_t port_max = 65535;

/// One request and its answer. Each step begins the next.
class Exchange {
 public:
  Exchange(asio::io_context& io, const RemoteAddress& to, const std::string& path, const std::string& body,
           const RemoteLimits& limits)
      : resolver_(io), stream_(io) {
    const bool is_ipv6 = to.host.find(':') != std::string::npos;
    const std::string host = is_ipv6 ? "[" + to.host + "]" : to.host;
    request_.method(beast::http::verb::post);
    request_.version(11);
    request_.target(to.prefix + path);
    request_.set(beast::http::field::host, to.port == "80" ? host : host + ":" + to.port);
    request_.set(beast::http::field::connection, "close");
    request_.body() = body;
    request_.prepare_payload();
    parser_.body_limit(limits.body_bytes_max);
    stream_.expires_after(limits.time_max);
    resolver_.async_resolve(to.host, to.port, [this](const auto& error, const auto& found) {
      if (!failed(error)) connect(found);
    });
  }
  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] RemoteAnswer answer() const {
    if (error_) throw std::runtime_error(error_.message());
    return {static_cast<int>(parser_.get().result_int()), parser_.get().body()};
  }

 private:
  bool failed(const beast::error_code& error) {
    if (!error) return false;
    error_ = error;
    done_ = true;
    return true;
  }
  void connect(const tcp::resolver::results_type& found) {
    stream_.async_connect(found, [this](const auto& error, const auto&) {
      if (!failed(error)) write();
    });
  }
  void write() {
    beast::http::async_write(stream_, request_, [this](const auto& error, std::size_t) {
      if (!failed(error)) read();
    });
  }
  void read() {
    beast::http::async_read(stream_, buffer_, parser_, [this](const auto& error, std::size_t) {
      if (!failed(error)) done_ = true;
    });
  }

  tcp::resolver resolver_;
  beast::tcp_stream stream_;
  beast::http::request<beast::http::string_body> request_;
  beast::http::response_parser<beast::http::string_body> parser_;
  beast::flat_buffer buffer_;
  beast::error_code error_;
  bool done_ = false;
};

bool is_plain(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c > ' ' && c < '\x7f' && c != '@' && c != '#' && c != '?'; });
}

}  // namespace

std::string RemoteAddress::text() const {
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return std::string(scheme) + shown + (port == "80" ? "" : ":" + port) + prefix;
}

std::optional<RemoteAddress> parse_remote(std::string_view text) {
  if (!text.starts_with(scheme) || !is_plain(text)) return std::nullopt;
  text.remove_prefix(scheme.size());
  const auto slash = text.find('/');
  std::string_view where = text.substr(0, slash);
  RemoteAddress out;
  if (slash != std::string_view::npos) out.prefix = text.substr(slash);
  while (out.prefix.ends_with('/')) out.prefix.pop_back();
  const bool is_ipv6 = where.starts_with('[');
  const auto host_end = is_ipv6 ? where.find(']') : where.find(':');
  if (is_ipv6 && host_end == std::string_view::npos) return std::nullopt;
  out.host = is_ipv6 ? where.substr(1, host_end - 1) : where.substr(0, host_end);
  where.remove_prefix(std::min(where.size(), out.host.size() + (is_ipv6 ? 2 : 0)));
  if (!where.empty()) {
    const auto port = exact_number<std::uint32_t>(where.substr(1));
    if (where.front() != ':' || !port || *port == 0 || *port > port_max) return std::nullopt;
    out.port = where.substr(1);
  }
  if (out.host.empty()) return std::nullopt;
  return out;
}

RemoteAnswer post(const RemoteAddress& to, const std::string& path, const std::string& body,
                  const RemoteLimits& limits, const std::stop_token& stop) {
  constexpr auto look_at_stop = std::chrono::milliseconds(50);
  asio::io_context io;
  Exchange exchange(io, to, path, body, limits);
  const auto end = std::chrono::steady_clock::now() + limits.time_max;
  while (!exchange.done()) {
    if (stop.stop_requested()) throw std::runtime_error("the program ends");
    if (std::chrono::steady_clock::now() >= end) throw std::runtime_error("no answer in time");
    io.run_for(look_at_stop);
  }
  return exchange.answer();
}

}  // namespace lianghu::http
