#pragma once
// What goes onto the wire: finished pages in the encodings readers take, and answers as head and body. Bytes
// are compressed once, when a page is finished, and never on an io thread.
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/call.h"

namespace lianghu::http {

enum class Encoding { identity, gzip, brotli };
inline constexpr std::size_t encodings = 3;

[[nodiscard]] std::string gzip(std::string_view bytes, int level);
/// `quality` 0 to 11.
[[nodiscard]] std::string brotli(std::string_view bytes, int quality);
/// What an Accept-Encoding header takes (RFC 9110, 12.5.3), by the place of Encoding; identity always.
[[nodiscard]] std::array<bool, encodings> accepted_encodings(std::string_view accept_encoding);
/// A hash of the bytes, for an ETag.
[[nodiscard]] std::string fingerprint(std::string_view bytes);

/// A body in every encoding it has, with the headers that never change. Shared between threads, so never
/// changed.
struct Page {
  int status = 200;
  std::string headers;                             // "Name: value\r\n" lines
  std::string etag;                                // without quotes and without the encoding's mark
  std::array<std::string_view, encodings> bodies;  // an empty one is not there, identity always is
  std::array<std::string, encodings> owned;        // what `bodies` look at, unless it is part of the program
  [[nodiscard]] std::size_t bytes() const;
};

/// Compresses as well as pays for a page that is read often. Throws std::logic_error on a header with a line
/// break, or a cookie: a page is everybody's.
[[nodiscard]] std::shared_ptr<const Page> finish_page(Response response);

struct Outgoing {
  int status = 200;
  std::string headers;
  std::string owned;
  std::shared_ptr<const Page> page;
  std::string_view body;  // of `owned` or of `page`
};

/// The page as this request wants it: encoding, 304 when it has these bytes already.
[[nodiscard]] Outgoing serve_page(std::shared_ptr<const Page> page, const Request& request);
/// A handler's answer, compressed when that helps and the reader takes it. Throws as finish_page does on
/// headers.
[[nodiscard]] std::unique_ptr<Outgoing> serve_response(Response response, const Request& request);
void append_header(std::string& lines, std::string_view name, std::string_view value);
/// A JavaScript file, a font: what a browser is told it is.
[[nodiscard]] std::string_view type_of_file(std::string_view name);

}  // namespace lianghu::http
