#include "http/test_room.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "http/forms.h"

namespace lianghu::http::test {
namespace {

constexpr int patience_seconds = 15;

int connect_to(std::uint16_t port) {
  const int opened = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{patience_seconds, 0};
  ::setsockopt(opened, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(opened, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(opened);
    throw std::runtime_error("nobody listens on port " + std::to_string(port));
  }
  return opened;
}

std::string request_text(std::string_view method, const std::string& path, const std::string& headers) {
  return std::string(method) + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
}

}  // namespace

Room::Room(Router& router) {
  router.get<Note>("/api/v1/notes/{note}", Access::anyone, "notes.read", [](Call& call) {
    return Note{std::to_string(call.id<Note>("note").value) + std::string(call.query("more")), 1};
  });
  router.post<Note, Note>("/api/v1/notes", Access::anyone, "notes.write", [this](Call& call, const Note& in) {
    return call.change(0, [&](Context&) { return Note{in.text + "!", in.times + written++}; });
  });
  router.get<Note>("/api/v1/mine", Access::signed_in, "notes.mine", [](Call& call) {
    return Note{call.actor().name, 1};
  });
  router.post<Note, Note>("/api/v1/mine", Access::signed_in, "notes.keep",
                          [](Call&, const Note& in) { return in; });
  router.get<Note>("/api/v1/broken", Access::anyone, "notes.broken",
                   [](Call&) -> Note { throw std::runtime_error("a secret of the inside"); });
  router.get<Note>("/api/v1/held", Access::anyone, "notes.held", [this](Call&) {
    wait_until_released();
    return Note{"released", 1};
  });
  add_later(router);
  router.raw("POST", "/f/{form}", Access::anyone, "notes.form", "application/x-www-form-urlencoded",
             "text/html", [](Call& call) {
               const auto form = call.form();
               if (!form.contains("text")) throw Refusal(Status::unprocessable, "json.missing", "text");
               return Response::html(200, "<p>" + form.at("text"));
             });
  router.raw("POST", "/api/v1/uploads", Access::anyone, "notes.upload", "multipart/form-data",
             "application/json",
             [](Call& call) { return Response::json(200, std::to_string(call.parts().size())); });
  router.page("/p/{token}", "notes.page", [this](Call& call) {
    ++rendered;
    call.tag_page("note");
    std::string body =
        std::string(tag(call.language())) + " " + call.parameter("token") + " " + page_text() + "\n";
    if (call.parameter("token") == "unknown") throw Refusal(Status::not_found, "route.not_found");
    return Response::html(200, body + std::string(5000, 'x'));
  });
}

/// Each does what its last part says.
void Room::add_later(Router& router) {
  const auto handler = [this](Call& call) -> Prompt {
    const std::string& what = call.parameter("what");
    if (what == "at_once") return Response::html(200, "at once");
    if (what == "refused_at_once") throw Refusal(Status::unprocessable, "json.missing", "text");
    return Later{
        call.actor(),
        [this, what](Context& context) {
          if (what == "held") wait_until_released();
          if (what == "refused") throw Refusal(Status::unprocessable, "json.missing", "text");
          if (what == "broken") throw std::runtime_error("a secret of the inside");
          static_cast<void>(context.tx().query("SELECT 1"));
          ++written;
        },
        [what](Call& after) {
          if (what == "unanswered") throw std::runtime_error("a secret of the inside");
          return Response::html(200, "kept " + after.parameter("what") + " of " + after.actor().name);
        },
        [](Call& after, const Refusal& refusal) {
          return Response::html(422, refusal.problems().front().key + " for " + after.parameter("what"));
        }};
  };
  router.later("POST", "/later/{what}", Access::anyone, "notes.later", "application/x-www-form-urlencoded",
               "text/html", handler);
  router.later("POST", "/later/mine/{what}", Access::signed_in, "notes.later_mine",
               "application/x-www-form-urlencoded", "text/html", handler);
}

void Room::wait_until_released() {
  std::unique_lock lock(mutex_);
  ++held_;
  changed_.notify_all();
  changed_.wait(lock, [this] { return !holding_; });
  --held_;
}

void Room::hold() {
  const std::lock_guard lock(mutex_);
  holding_ = true;
}

void Room::release() {
  const std::lock_guard lock(mutex_);
  holding_ = false;
  changed_.notify_all();
}

void Room::wait_for_held(int count) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, std::chrono::seconds(patience_seconds), [&] { return held_ >= count; })) {
    throw std::runtime_error("no handler is held");
  }
}

std::string Room::page_text() const {
  const std::lock_guard lock(mutex_);
  return page_text_;
}

void Room::set_page_text(std::string text) {
  const std::lock_guard lock(mutex_);
  page_text_ = std::move(text);
}

std::string Reply::header(std::string_view lower_case_name) const {
  const auto at = lower(head).find("\r\n" + std::string(lower_case_name) + ": ");
  if (at == std::string::npos) return "";
  const auto begin = at + 4 + lower_case_name.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

Client::Client(std::uint16_t port) : socket_(connect_to(port)) {}
Client::~Client() {
  ::close(socket_);
}

void Client::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the other side has closed; what it said can still be read
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Client::read_more() {
  std::array<char, 65536> bytes;
  const auto size = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (size <= 0) return false;
  unread_.append(bytes.data(), static_cast<std::size_t>(size));
  return true;
}

Reply Client::receive(std::string_view method) {
  Reply reply;
  auto end = unread_.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!read_more()) return reply;
    end = unread_.find("\r\n\r\n");
  }
  reply.head = unread_.substr(0, end + 2);
  unread_.erase(0, end + 4);
  reply.status = std::stoi(reply.head.substr(9, 3));
  const auto length = reply.header("content-length");
  const std::size_t size = length.empty() || method == "HEAD" ? 0 : std::stoul(length);
  while (unread_.size() < size) {
    if (!read_more()) throw std::runtime_error("the body ended early");
  }
  reply.body = unread_.substr(0, size);
  unread_.erase(0, size);
  return reply;
}

Reply Client::get(const std::string& path, const std::string& headers) {
  return ask(request_text("GET", path, headers) + "\r\n");
}

Reply Client::post(const std::string& path, const std::string& json, const std::string& headers) {
  return ask(request_text("POST", path, headers) + "Content-Type: application/json\r\nContent-Length: " +
             std::to_string(json.size()) + "\r\n\r\n" + json);
}

bool Client::is_closed() {
  std::array<char, 1024> bytes;
  const auto size = ::recv(socket_, bytes.data(), bytes.size(), 0);
  return size == 0 || (size < 0 && errno == ECONNRESET);
}

TestServer::TestServer(Options options) {
  options.port = 0;
  options.io_threads = options.io_threads == 0 ? 2 : options.io_threads;
  options.database_threads = std::min(options.database_threads, 4);
  const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(*log_, true);
  options.log = std::make_shared<spdlog::logger>("access", sink);
  const auto sessions = [](std::string_view token) -> std::optional<Actor> {
    if (token != "good") return std::nullopt;
    Actor actor;
    actor.kind = ActorKind::account;
    actor.account = 7;
    actor.name = "Zhang";
    return actor;
  };
  server_ = std::make_unique<Server>(std::move(options), router_, bench_.changes(), sessions);
  server_->start();
}

Reply TestServer::get(const std::string& path, const std::string& headers) {
  return Client(port()).get(path, headers);
}

Reply TestServer::post(const std::string& path, const std::string& json, const std::string& headers) {
  return Client(port()).post(path, json, headers);
}

std::string TestServer::log_text() {
  server_->stop();  // nobody writes to it any more
  return log_->str();
}

}  // namespace lianghu::http::test
