#include "http/call.h"

namespace lianghu::http {
namespace {

/// RFC 5987's ext-value: everything but unreserved characters is percent-encoded.
std::string encode_name(std::string_view name) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace

Response Response::json(int status, std::string body) {
  return {status, "application/json", std::move(body), {}};
}

Response Response::html(int status, std::string body) {
  return {status, "text/html; charset=utf-8", std::move(body), {}};
}

Response Response::file(std::string type, std::string name, std::string bytes) {
  Response response{200, std::move(type), std::move(bytes), {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + encode_name(name));
  return response;
}

Response Response::see_other(std::string address) {
  Response response{303, "", "", {}};
  response.headers.emplace_back("Location", std::move(address));
  return response;
}

}  // namespace lianghu::http
