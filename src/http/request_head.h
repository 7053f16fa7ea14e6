#pragma once
// From the head that Beast read to our Request: the address decoded, the headers in lower case, and what two
// servers in a row could read differently refused outright (RFC 9112, 11.2: request smuggling).
#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <optional>
#include <string>

#include "http/call.h"
#include "http/options.h"

namespace lianghu::http {

/// Nothing when the head is malformed or ambiguous: 400, and the connection ends.
[[nodiscard]] std::optional<Request> read_head(const boost::beast::http::request_header<>& head, Proxy proxy,
                                               const boost::asio::ip::address& peer);
/// Whether whoever connects from there is a proxy of ours.
[[nodiscard]] Proxy proxy_of(const Options& options, const boost::asio::ip::address& peer);
/// The network, for rate limits: "203.0.113.0/24", "2001:db8:1::/48". No single household's address is kept.
[[nodiscard]] std::string network_of(const boost::asio::ip::address& address);

}  // namespace lianghu::http
