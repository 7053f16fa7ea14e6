#pragma once
// What goes onto the wire: encodings that readers take, headers as lines, answers as head and body. Nothing
// is compressed on an io thread. Pages that are kept: page.h.
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/call.h"

namespace lianghu::http {

enum class Encoding { identity, gzip, brotli };
inline constexpr std::size_t encodings = 3;
/// Where an array by encoding has it.
[[nodiscard]] constexpr std::size_t place(Encoding encoding) {
  return static_cast<std::size_t>(encoding);
}

/// What an Accept-Encoding header takes (RFC 9110, 12.5.3), by the place of Encoding; identity always.
[[nodiscard]] std::array<bool, encodings> accepted_encodings(std::string_view accept_encoding);
/// A hash of the bytes, for an ETag.
[[nodiscard]] std::string fingerprint(std::string_view bytes);

struct Page;

struct Outgoing {
  int status = 200;
  std::string headers;
  std::string owned;
  std::shared_ptr<const Page> page;
  std::string_view beginning;  // of `page`; the body is both, one behind the other
  std::string_view body;       // of `owned` or of `page`
};

/// A handler's answer, compressed when that helps and the reader takes it. Throws as finish_page does on
/// headers.
[[nodiscard]] std::unique_ptr<Outgoing> serve_response(Response response, const Request& request);
/// Whether compressing a body of this type and size is worth it.
[[nodiscard]] bool is_compressible(std::string_view type, std::size_t bytes);
/// The answer's Content-Type and other headers, as lines.
/// RFC 9110's date of now, made once a second on each thread, whose it stays.
[[nodiscard]] std::string_view http_date();
[[nodiscard]] std::string header_lines(const Response& response);
void append_header(std::string& lines, std::string_view name, std::string_view value);
/// A JavaScript file, a font: what a browser is told it is.
[[nodiscard]] std::string_view type_of_file(std::string_view name);

}  // namespace lianghu::http
