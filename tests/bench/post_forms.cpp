// Villagers at their doors, many at once: sends the form of /p/TOKEN/say over kept connections, each with the
// next one as soon as its answer is there, and says how many were accepted and how long each took.
//
//   post_forms PORT CONNECTIONS COUNT TOKENS ACCEPTED NAME
//
// TOKENS is a file with a token a line, taken in turn. The numbers of those that were accepted (200) go into
// the file ACCEPTED; each text ends in NAME and its number, so that the rows can be told. The server limits
// what comes from one network: so after a few forms a connection is closed and opened from another network
// of 127.0.0.0/8, as villagers come from their own telephones. One thread; a server that goes away is no
// error.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t forms_a_network = 16;  // below what the server takes at once
constexpr std::uint32_t networks_max = 250 * 256;

struct Wanted {
  std::uint16_t port = 0;
  std::size_t connections = 0;
  std::size_t count = 0;
  std::vector<std::string> tokens;
  std::string name;
};

struct Connection {
  int socket = -1;
  std::size_t sent = 0;    // forms, since it was opened
  std::size_t number = 0;  // of the form on its way
  std::string received;
  std::size_t length = 0;  // of the whole answer; 0 until its head is there
  Clock::time_point began;
};

class Load {
 public:
  explicit Load(Wanted wanted)
      : wanted_(std::move(wanted)), connections_(wanted_.connections), poll_(epoll_create1(0)) {}
  ~Load() {
    for (const Connection& each : connections_)
      if (each.socket >= 0) close(each.socket);
    close(poll_);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void run() {
    began_ = Clock::now();
    for (std::size_t i = 0; i < connections_.size(); ++i) next(i);
    std::vector<epoll_event> events(connections_.size());
    while (open_ > 0) {
      const int ready = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 20'000);
      if (ready == 0) throw std::runtime_error("the server has not answered for 20 seconds");
      for (int i = 0; i < ready; ++i) receive(events[static_cast<std::size_t>(i)].data.u64);
    }
    seconds_ = std::chrono::duration<double>(Clock::now() - began_).count();
  }

  void report(const std::string& accepted_file) {
    std::ofstream out(accepted_file);
    for (const std::size_t number : accepted_) out << number << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + accepted_file);
    std::sort(milliseconds_.begin(), milliseconds_.end());
    const auto share = [&](std::size_t percent) {
      return milliseconds_.empty() ? 0.0 : milliseconds_[(milliseconds_.size() - 1) * percent / 100];
    };
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto in_seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    std::printf("{\"accepted\": %zu, \"begun\": %zu, \"seconds\": %.6f, \"p50_ms\": %.3f, \"p99_ms\": %.3f, ",
                accepted_.size(), begun_, seconds_, share(50), share(99));
    std::printf("\"cpu_seconds\": %.6f, \"refused\": {",
                in_seconds(used.ru_utime) + in_seconds(used.ru_stime));
    const char* comma = "";
    for (const auto& [status, count] : refused_) {
      std::printf("%s\"%s\": %zu", comma, status.c_str(), count);
      comma = ", ";
    }
    std::printf("}}\n");
  }

 private:
  /// From 127.1.0.1, 127.1.1.1, …: a network each.
  bool connect_from_next_network(Connection& connection) {
    const int made = socket(AF_INET, SOCK_STREAM, 0);
    if (made < 0) throw std::runtime_error("no more sockets");
    const int on = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(made, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const std::uint32_t network = network_++ % networks_max;
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(0x7f010001U + (network << 8U));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(wanted_.port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(made, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
        connect(made, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      close(made);
      return false;
    }
    connection.socket = made;
    connection.sent = 0;
    ++open_;
    return true;
  }

  void hang_up(Connection& connection) {
    if (connection.socket < 0) return;
    close(connection.socket);  // epoll forgets it by itself
    connection.socket = -1;
    --open_;
  }

  void next(std::size_t at) {
    Connection& connection = connections_[at];
    if (begun_ == wanted_.count) return hang_up(connection);
    if (connection.socket < 0 || connection.sent == forms_a_network) {
      hang_up(connection);
      if (!connect_from_next_network(connection)) return;
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = at;
      epoll_ctl(poll_, EPOLL_CTL_ADD, connection.socket, &event);
    }
    connection.number = begun_++;
    connection.received.clear();
    connection.length = 0;
    ++connection.sent;
    const std::string request = request_of(connection.number);
    connection.began = Clock::now();
    // A form is far smaller than the socket's buffer.
    if (send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size()))
      hang_up(connection);
  }

  [[nodiscard]] std::string request_of(std::size_t number) const {
    const std::string& token = wanted_.tokens[number % wanted_.tokens.size()];
    const std::string host = "127.0.0.1:" + std::to_string(wanted_.port);
    const std::string tail = wanted_.name + "-" + std::to_string(number);
    const std::string body = "kind=complaint&text=" + words + tail + "&key=bench-form-key-" + tail;
    return "POST /p/" + token + "/say HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  void receive(std::size_t at) {
    Connection& connection = connections_[at];
    char bytes[32 * 1024];
    const ssize_t size = recv(connection.socket, bytes, sizeof bytes, 0);
    if (size <= 0) return hang_up(connection);
    connection.received.append(bytes, static_cast<std::size_t>(size));
    if (connection.length == 0) connection.length = length_of(connection.received);
    if (connection.length == 0 || connection.received.size() < connection.length) return;
    milliseconds_.push_back(
        std::chrono::duration<double, std::milli>(Clock::now() - connection.began).count());
    const std::string status = connection.received.substr(9, 3);
    if (status == "200") {
      accepted_.push_back(connection.number);
    } else {
      ++refused_[status];
    }
    next(at);
  }

  /// Head and body together; 0 while the head is not whole.
  static std::size_t length_of(const std::string& received) {
    const std::size_t end = received.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    const std::string name = "\r\nContent-Length:";
    for (std::size_t line = received.find("\r\n"); line < end; line = received.find("\r\n", line + 2)) {
      if (strncasecmp(received.c_str() + line, name.c_str(), name.size()) == 0)
        return end + 4 + std::stoul(received.substr(line + name.size()));
    }
    throw std::runtime_error("an answer without its length");
  }

  // "The lamp at the crossing has been out for half a month; one cannot see the road. Please come and look."
  const std::string words =
      "%E8%B7%AF%E5%8F%A3%E7%9A%84%E7%81%AF%E5%9D%8F%E4%BA%86%E5%8D%8A%E4%B8%AA%E6%9C%88%EF%BC%8C%E6%99%9A"
      "%E4%B8%8A%E7%9C%8B%E4%B8%8D%E6%B8%85%E8%B7%AF%EF%BC%8C%E8%AF%B7%E6%B4%BE%E4%BA%BA%E6%9D%A5%E7%9C%8B"
      "%E4%B8%80%E7%9C%8B%E3%80%82+";
  const Wanted wanted_;
  std::vector<Connection> connections_;
  const int poll_;
  std::size_t open_ = 0;
  std::size_t begun_ = 0;
  std::uint32_t network_ = 0;
  std::vector<std::size_t> accepted_;
  std::vector<double> milliseconds_;
  std::map<std::string, std::size_t> refused_;
  Clock::time_point began_;
  double seconds_ = 0;
};

void run(const std::vector<std::string>& arguments) {
  if (arguments.size() != 6) throw std::runtime_error("PORT CONNECTIONS COUNT TOKENS ACCEPTED NAME");
  Wanted wanted;
  wanted.port = static_cast<std::uint16_t>(std::stoul(arguments[0]));
  wanted.connections = std::stoul(arguments[1]);
  wanted.count = std::stoul(arguments[2]);
  std::ifstream tokens(arguments[3]);
  for (std::string token; std::getline(tokens, token);) wanted.tokens.push_back(token);
  if (wanted.tokens.empty()) throw std::runtime_error("no tokens in " + arguments[3]);
  wanted.name = arguments[5];
  Load load(std::move(wanted));
  load.run();
  load.report(arguments[4]);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    run({arguments + 1, arguments + count});
    return 0;
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "post_forms: %s\n", trouble.what());
    return 1;
  }
}
