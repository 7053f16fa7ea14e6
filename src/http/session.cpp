#include "http/session.h"

#include "base/text.h"

namespace lianghu::http {
namespace {

std::string cookie(const Call& call, std::string_view token, std::int64_t seconds) {
  std::string out =
      std::string(session_cookie_name) + "=" + std::string(token) + "; Path=/; HttpOnly; SameSite=Lax";
  out += "; Max-Age=" + std::to_string(seconds);
  // Only a proxy that we were told to trust can have left this header in the request.
  if (call.header("x-forwarded-proto") == "https") out += "; Secure";
  return out;
}

}  // namespace

std::string session_token(const Request& request) {
  const auto header = request.headers.find("cookie");
  if (header == request.headers.end()) return {};
  for (const auto& part : split(header->second, ';')) {
    const auto pair = trim(part);
    if (pair.size() > session_cookie_name.size() && pair.starts_with(session_cookie_name) &&
        pair[session_cookie_name.size()] == '=') {
      return pair.substr(session_cookie_name.size() + 1);
    }
  }
  return {};
}

void set_session_cookie(Call& call, std::string_view token, std::chrono::seconds age_max) {
  call.set_header("Set-Cookie", cookie(call, token, age_max.count()));
}

void clear_session_cookie(Call& call) {
  call.set_header("Set-Cookie", cookie(call, "", 0));
  call.set_header("Clear-Site-Data", "\"cache\", \"storage\"");
}

}  // namespace lianghu::http
