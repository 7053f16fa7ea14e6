#include "http/wire.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <stdexcept>

#include "base/text.h"
#include "http/compress.h"
#include "http/forms.h"
#include "http/page.h"

namespace lianghu::http {
namespace {

constexpr std::size_t compress_bytes_min = 1024;
std::string_view header_of(const Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view{} : std::string_view(found->second);
}

bool is_text(std::string_view type) {
  const auto media = media_type(type);
  return media.starts_with("text/") || media == "application/json" || media == "image/svg+xml" ||
         media == "application/javascript";
}

std::string_view without_spaces(std::string_view text) {
  constexpr std::string_view spaces = " \t";
  const auto begin = std::min(text.find_first_not_of(spaces), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(spaces) + 1);
}

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

}  // namespace

std::array<bool, encodings> accepted_encodings(std::string_view accept_encoding) {
  std::array<bool, encodings> accepted = {true, false, false};
  // Asked at every page, so without a copy unless there is a weight.
  while (!accept_encoding.empty()) {
    const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
    const auto each = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    const auto semicolon = each.find(';');
    const bool is_weighed = semicolon != std::string_view::npos;
    const auto weight = is_weighed ? header_parameter(each, "q").value_or("1") : "1";
    const bool wanted = weight.find_first_not_of("0.") != std::string::npos;
    const auto name = without_spaces(each.substr(0, semicolon));
    if (is_same(name, "gzip") || name == "*") accepted[place(Encoding::gzip)] = wanted;
    if (is_same(name, "br")) accepted[place(Encoding::brotli)] = wanted;
  }
  return accepted;
}

std::string fingerprint(std::string_view bytes) {
  std::string hash(crypto_generichash_BYTES_MIN, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return base64url(hash);
}

void append_header(std::string& lines, std::string_view name, std::string_view value) {
  const auto breaks = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  if (std::any_of(name.begin(), name.end(), breaks) || std::any_of(value.begin(), value.end(), breaks)) {
    throw std::logic_error("a header with a line break: " + std::string(name));
  }
  ((((lines += name) += ": ") += value) += "\r\n");
}

bool is_compressible(std::string_view type, std::size_t bytes) {
  return bytes >= compress_bytes_min && is_text(type);
}

std::string header_lines(const Response& response) {
  std::string lines;
  if (!response.type.empty()) append_header(lines, "Content-Type", response.type);
  for (const auto& [name, value] : response.headers) append_header(lines, name, value);
  return lines;
}

std::unique_ptr<Outgoing> serve_response(Response response, const Request& request) {
  auto out = std::make_unique<Outgoing>();
  out->status = response.status;
  out->headers = header_lines(response);
  if (has_no_body(response.status)) return out;
  const bool compressible = is_compressible(response.type, response.body.size());
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

std::string_view http_date() {
  thread_local std::time_t made_at = 0;
  thread_local std::array<char, 40> text{};
  thread_local std::size_t size = 0;
  if (const auto now = std::time(nullptr); now != made_at) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    // The program never calls setlocale, so these are the English names.
    size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    made_at = now;
  }
  return {text.data(), size};
}

}  // namespace lianghu::http
