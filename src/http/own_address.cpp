#include "http/own_address.h"

#include <algorithm>

#include "base/refusal.h"

namespace lianghu::http {

std::string own_address(const Call& call) {
  const std::string host(call.header("host"));
  const bool plain = std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':' || c == '[' || c == ']';
  });
  if (host.empty() || !plain) throw Refusal(Status::bad_request, "http.host");
  return (call.header("x-forwarded-proto") == "https" ? "https://" : "http://") + host;
}

}  // namespace lianghu::http
