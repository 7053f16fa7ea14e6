#pragma once
// Asking another server something, over plain HTTP: for what is signed and secret to nobody. Small answers,
// one at a time, on the caller's own thread, which waits no longer than it is told to.
#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace lianghu::http {

/// "http://host", ":port" and "/prefix" if there are any.
struct RemoteAddress {
  std::string host;  // an IPv6 address without its brackets
  std::string port = "80";
  std::string prefix;  // without a slash at the end

  [[nodiscard]] std::string text() const;
};
/// Nothing when it is no such address.
[[nodiscard]] std::optional<RemoteAddress> parse_remote(std::string_view text);

struct RemoteAnswer {
  int status = 0;
  std::string body;
};
struct RemoteLimits {
  std::chrono::milliseconds time_max = std::chrono::seconds(10);  // from the first look-up to the last byte
  std::size_t body_bytes_max = std::size_t{64} * 1024;
};
/// `path` comes behind the address's prefix. Throws std::runtime_error that says why there is no answer, also
/// when `stop` asks to end.
[[nodiscard]] RemoteAnswer post(const RemoteAddress& to, const std::string& path, const std::string& body,
                                const RemoteLimits& limits, const std::stop_token& stop = {});

}  // namespace lianghu::http
