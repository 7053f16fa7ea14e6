#pragma once
// What http's own tests stand on: a made-up room with one route of each kind, and a client that writes raw
// bytes to a socket, since what matters here are the bytes that no good client would send.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.h"
#include "http/server.h"
#include "journal/testing.h"

namespace lianghu::http::test {

struct Note {
  std::string text;
  int times = 1;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text, times))

/// Routes under /api/v1/notes, pages under /p, forms under /f and /later. Handlers can be held to see what
/// happens meanwhile.
class Room {
 public:
  explicit Room(Router& router);

  /// Handlers of GET /api/v1/held, and the change of POST /later/held, wait from now on, until `release`.
  void hold();
  void release();
  /// Waits until that many handlers are held.
  void wait_for_held(int count);

  std::atomic<int> written = 0;   // how often POST /api/v1/notes did its work
  std::atomic<int> rendered = 0;  // how often a page was rendered
  std::string page_text() const;
  void set_page_text(std::string text);

 private:
  void add_later(Router& router);
  void wait_until_released();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool holding_ = false;
  int held_ = 0;
  std::string page_text_ = "first";
};

/// A whole answer as it came.
struct Reply {
  int status = 0;
  std::string head;
  std::string body;
  [[nodiscard]] std::string header(std::string_view lower_case_name) const;
};

/// A socket to a server on loopback. Every read ends after 15 seconds at the latest.
class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes) const;
  /// The next answer on this connection; status 0 when the other side closed instead.
  [[nodiscard]] Reply receive(std::string_view method = "GET");
  [[nodiscard]] Reply ask(std::string_view bytes) {
    send(bytes);
    return receive(bytes.substr(0, bytes.find(' ')));
  }
  [[nodiscard]] Reply get(const std::string& path, const std::string& headers = "");
  [[nodiscard]] Reply post(const std::string& path, const std::string& json, const std::string& headers = "");
  /// True if the other side closes, within 15 seconds.
  [[nodiscard]] bool is_closed();

 private:
  bool read_more();
  int socket_;
  std::string unread_;
};

/// A server over an empty database, ready on a free port.
class TestServer {
 public:
  explicit TestServer(Options options = {});

  [[nodiscard]] Server& operator*() { return *server_; }
  [[nodiscard]] Server* operator->() { return server_.get(); }
  [[nodiscard]] Room& room() { return room_; }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  /// One request on a connection of its own.
  [[nodiscard]] Reply get(const std::string& path, const std::string& headers = "");
  [[nodiscard]] Reply post(const std::string& path, const std::string& json, const std::string& headers = "");
  /// What the access log says so far.
  [[nodiscard]] std::string log_text();

 private:
  journal::testing::Bench bench_{db::Engine::sqlite};
  Router router_;
  Room room_{router_};
  std::shared_ptr<std::ostringstream> log_ = std::make_shared<std::ostringstream>();
  std::unique_ptr<Server> server_;
};

}  // namespace lianghu::http::test
