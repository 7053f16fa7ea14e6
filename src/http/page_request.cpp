#include "http/page_request.h"

#include <boost/beast/http/basic_parser.hpp>

namespace lianghu::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;

/// Beast's grammar, with our own eyes on what it finds. It stops at the first thing that is not plain.
class Glance final : public beast_http::basic_parser<true> {
 public:
  explicit Glance(std::string_view bytes, PageRequest& out) : bytes_(bytes), out_(out) {}
  [[nodiscard]] bool is_plain() const { return is_plain_ && hosts_ == 1; }

 private:
  using Text = boost::beast::string_view;

  void on_request_impl(beast_http::verb method, Text, Text target, int version, error_code& error) override {
    out_.path = {target.data(), target.size()};
    if (method != beast_http::verb::get || version != 11 || !is_plain_path(out_.path)) stop(error);
  }

  void on_field_impl(beast_http::field name, Text, Text value, error_code& error) override {
    switch (name) {
      case beast_http::field::host:
        ++hosts_;
        return;
      case beast_http::field::accept_encoding:
        return take(out_.accept_encoding, value, error);
      case beast_http::field::accept_language:
        return take(out_.accept_language, value, error);
      case beast_http::field::if_none_match:
        return take(out_.if_none_match, value, error);
      case beast_http::field::connection:
        if (!boost::beast::iequals(value, "keep-alive")) stop(error);
        return;
      case beast_http::field::content_length:
      case beast_http::field::transfer_encoding:
      case beast_http::field::upgrade:
      case beast_http::field::expect:
        return stop(error);
      default:
        return;
    }
  }

  /// Nothing that decoding would change, no query.
  static bool is_plain_path(std::string_view path) {
    if (!path.starts_with('/')) return false;
    for (const char c : path) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         c == '/' || c == '-' || c == '_' || c == '.' || c == '~';
      if (!plain) return false;
    }
    return true;
  }

  /// A field that comes twice, or over two lines, is for the whole reader, which joins them.
  void take(std::string_view& place, Text value, error_code& error) {
    const bool is_in_place = value.data() >= bytes_.data() && value.data() <= bytes_.data() + bytes_.size();
    if (!place.empty() || (!value.empty() && !is_in_place)) return stop(error);
    place = {value.data(), value.size()};
  }

  void stop(error_code& error) {
    is_plain_ = false;
    error = beast_http::error::bad_field;
  }

  void on_response_impl(int, Text, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(Text text, error_code&) override { return text.size(); }
  void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text text, error_code&) override { return text.size(); }
  void on_finish_impl(error_code&) override {}

  const std::string_view bytes_;
  PageRequest& out_;
  int hosts_ = 0;
  bool is_plain_ = true;
};

}  // namespace

std::optional<PageRequest> read_page_request(std::string_view bytes, std::size_t head_bytes_max) {
  if (!bytes.starts_with("GET /")) return std::nullopt;
  PageRequest out;
  Glance glance(bytes, out);
  glance.header_limit(static_cast<std::uint32_t>(head_bytes_max));
  error_code error;
  out.bytes = glance.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error || !glance.is_plain() || !glance.is_done()) return std::nullopt;
  return out;
}

}  // namespace lianghu::http
