#include "http/wire.h"

#include <brotli/encode.h>
#include <sodium.h>
#include <zlib.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "http/forms.h"

namespace lianghu::http {
namespace {

constexpr std::size_t compress_bytes_min = 1024;
constexpr std::array<std::string_view, encodings> encoding_names = {"", "gzip", "br"};
constexpr std::array<std::string_view, encodings> etag_marks = {"", "-gzip", "-br"};

constexpr std::size_t place(Encoding encoding) {
  return static_cast<std::size_t>(encoding);
}

std::string_view header_of(const Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view{} : std::string_view(found->second);
}

bool is_text(std::string_view type) {
  const auto media = media_type(type);
  return media.starts_with("text/") || media == "application/json" || media == "image/svg+xml" ||
         media == "application/javascript";
}

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

std::string header_lines(const Response& response) {
  std::string lines;
  if (!response.type.empty()) append_header(lines, "Content-Type", response.type);
  for (const auto& [name, value] : response.headers) append_header(lines, name, value);
  return lines;
}

/// True if one of the tags in an If-None-Match header names these bytes, in whichever encoding.
bool matches(std::string_view if_none_match, std::string_view etag) {
  for (const auto& each : split(if_none_match, ',')) {
    std::string tag = trim(each);
    if (tag == "*") return true;
    if (tag.starts_with("W/")) tag.erase(0, 2);
    for (const auto mark : etag_marks) {
      if (tag == "\"" + std::string(etag) + std::string(mark) + "\"") return true;
    }
  }
  return false;
}

}  // namespace

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write to it
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::logic_error("gzip did not fit into its own bound");
  return out;
}

std::string brotli(std::string_view bytes, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  if (!BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                             reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                             reinterpret_cast<std::uint8_t*>(out.data()))) {
    throw std::logic_error("brotli did not fit into its own bound");
  }
  out.resize(size);
  return out;
}

std::array<bool, encodings> accepted_encodings(std::string_view accept_encoding) {
  std::array<bool, encodings> accepted = {true, false, false};
  for (const auto& each : split(accept_encoding, ',')) {
    const auto name = media_type(each);
    const auto weight = header_parameter(each, "q").value_or("1");
    const bool wanted = weight.find_first_not_of("0.") != std::string::npos;
    if (name == "gzip" || name == "*") accepted[place(Encoding::gzip)] = wanted;
    if (name == "br") accepted[place(Encoding::brotli)] = wanted;
  }
  return accepted;
}

std::string fingerprint(std::string_view bytes) {
  std::string hash(crypto_generichash_BYTES_MIN, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return base64url(hash);
}

std::size_t Page::bytes() const {
  std::size_t sum = sizeof *this + headers.size() + etag.size();
  for (const auto& body : owned) sum += body.size();
  return sum;
}

void append_header(std::string& lines, std::string_view name, std::string_view value) {
  const auto breaks = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  if (std::any_of(name.begin(), name.end(), breaks) || std::any_of(value.begin(), value.end(), breaks)) {
    throw std::logic_error("a header with a line break: " + std::string(name));
  }
  ((((lines += name) += ": ") += value) += "\r\n");
}

std::shared_ptr<const Page> finish_page(Response response) {
  for (const auto& header : response.headers) {
    if (lower(header.first) == "set-cookie") throw std::logic_error("a cached page sets a cookie");
  }
  auto page = std::make_shared<Page>();
  page->status = response.status;
  page->headers = header_lines(response);
  append_header(page->headers, "Vary", "Accept-Encoding, Accept-Language");
  page->etag = fingerprint(response.body);
  if (response.body.size() >= compress_bytes_min && is_text(response.type)) {
    page->owned[place(Encoding::gzip)] = gzip(response.body, 6);
    page->owned[place(Encoding::brotli)] = brotli(response.body, 5);
  }
  page->owned[place(Encoding::identity)] = std::move(response.body);
  for (std::size_t i = 0; i < encodings; ++i) page->bodies[i] = page->owned[i];
  return page;
}

Outgoing serve_page(std::shared_ptr<const Page> page, const Request& request) {
  Outgoing out;
  out.status = page->status;
  out.headers = page->headers;
  const auto accepted = accepted_encodings(header_of(request, "accept-encoding"));
  std::size_t best = place(Encoding::identity);
  for (const auto encoding : {Encoding::gzip, Encoding::brotli}) {
    if (accepted[place(encoding)] && !page->bodies[place(encoding)].empty()) best = place(encoding);
  }
  if (page->status == 200) {
    append_header(out.headers, "ETag", "\"" + page->etag + std::string(etag_marks[best]) + "\"");
    if (matches(header_of(request, "if-none-match"), page->etag)) {
      out.status = 304;
      return out;
    }
  }
  if (best != place(Encoding::identity)) append_header(out.headers, "Content-Encoding", encoding_names[best]);
  out.body = page->bodies[best];
  out.page = std::move(page);
  return out;
}

std::unique_ptr<Outgoing> serve_response(Response response, const Request& request) {
  auto out = std::make_unique<Outgoing>();
  out->status = response.status;
  out->headers = header_lines(response);
  if (has_no_body(response.status)) return out;
  const bool compressible = response.body.size() >= compress_bytes_min && is_text(response.type);
  if (compressible) append_header(out->headers, "Vary", "Accept-Encoding");
  if (compressible && accepted_encodings(header_of(request, "accept-encoding"))[place(Encoding::gzip)]) {
    append_header(out->headers, "Content-Encoding", "gzip");
    out->owned = gzip(response.body, 1);
  } else {
    out->owned = std::move(response.body);
  }
  out->body = out->owned;
  return out;
}

std::string_view type_of_file(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> types = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain; charset=utf-8"},
      {".map", "application/json"},
  }};
  for (const auto& [ending, type] : types) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

}  // namespace lianghu::http
