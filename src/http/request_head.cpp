#include "http/request_head.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "http/forms.h"

namespace lianghu::http {
namespace {

namespace beast_http = boost::beast::http;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

bool is_ambiguous(const beast_http::request_header<>& head) {
  const auto hosts = head.count(beast_http::field::host);
  if (hosts > 1 || (hosts == 0 && head.version() == 11)) return true;
  if (head.count(beast_http::field::content_length) > 1) return true;
  const auto codings = head.count(beast_http::field::transfer_encoding);
  if (codings == 0) return false;
  return codings > 1 || head.version() != 11 || head.count(beast_http::field::content_length) > 0 ||
         lower(trim(view(head[beast_http::field::transfer_encoding]))) != "chunked";
}

/// Sets path and query; false if the target is not origin-form or does not decode to clean UTF-8.
bool read_target(std::string_view target, Request& out) {
  if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return false;
  const auto question = std::min(target.find('?'), target.size());
  const auto raw_path = target.substr(0, question);
  // An encoded slash would let a parameter pass for two segments.
  if (lower(raw_path).find("%2f") != std::string::npos) return false;
  auto path = percent_decode(raw_path, Plus::is_plus);
  auto query = parse_urlencoded(question < target.size() ? target.substr(question + 1) : std::string_view{});
  if (!path || !query || !is_utf8(*path)) return false;
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::any_of(path->begin(), path->end(), control)) return false;
  out.path = std::move(*path);
  out.query = std::move(*query);
  return true;
}

}  // namespace

std::optional<Request> read_head(const beast_http::request_header<>& head, Proxy proxy,
                                 const boost::asio::ip::address& peer) {
  Request out;
  if (is_ambiguous(head) || !read_target(view(head.target()), out)) return std::nullopt;
  out.method = view(head.method_string());
  for (const auto& field : head) {
    const auto name = lower(view(field.name_string()));
    const auto value = view(field.value());
    auto [entry, fresh] = out.headers.try_emplace(name, value);
    if (!fresh) ((entry->second += name == "cookie" ? "; " : ", ") += value);
  }
  auto address = peer;
  if (proxy == Proxy::trusted) {
    // Our proxy adds the address it saw at the end; what stands before it was sent by who knows whom.
    if (const auto forwarded = out.headers.find("x-forwarded-for"); forwarded != out.headers.end()) {
      boost::system::error_code error;
      const auto last = trim(split(forwarded->second, ',').back());
      const auto seen = boost::asio::ip::make_address(last, error);
      if (!error) address = seen;
    }
  } else {
    for (const auto* name : {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded"}) {
      out.headers.erase(name);
    }
  }
  out.network = network_of(address);
  return out;
}

std::optional<std::string> plain_address(std::string_view text) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(std::string(text), error);
  if (error) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

Proxy proxy_of(const Options& options, const boost::asio::ip::address& peer) {
  const auto& trusted = options.trusted_proxies;
  if (trusted.empty()) return Proxy::none;
  const auto plain = plain_address(peer.to_string());
  const bool is_ours = plain && std::find(trusted.begin(), trusted.end(), *plain) != trusted.end();
  return is_ours ? Proxy::trusted : Proxy::none;
}

std::string network_of(const boost::asio::ip::address& address) {
  using boost::asio::ip::address_v4;
  using boost::asio::ip::address_v6;
  if (address.is_v4() || address.to_v6().is_v4_mapped()) {
    auto bytes =
        address.is_v4()
            ? address.to_v4().to_bytes()
            : boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).to_bytes();
    bytes[3] = 0;
    return address_v4(bytes).to_string() + "/24";
  }
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 6, bytes.end(), static_cast<unsigned char>(0));
  return address_v6(bytes).to_string() + "/48";
}

}  // namespace lianghu::http
