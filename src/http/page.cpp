#include "http/page.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "http/compress.h"
#include "http/forms.h"

namespace lianghu::http {
namespace {

constexpr int gzip_level = 6;
constexpr int brotli_quality = 5;
// Deflate looks back no farther.
constexpr std::size_t beginning_bytes_max = 32 * 1024;
constexpr std::string_view end_of_style = "</style>";

constexpr std::array<std::string_view, encodings> encoding_names = {"", "gzip", "br"};
constexpr std::array<std::string_view, encodings> etag_marks = {"", "-gzip", "-br"};

std::string_view header_of(const Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view{} : std::string_view(found->second);
}

/// True if one of the tags in an If-None-Match header names these bytes, in whichever encoding.
bool matches(std::string_view if_none_match, std::string_view etag) {
  if (if_none_match.empty()) return false;
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

std::string headers_for_everybody(const Response& response) {
  for (const auto& header : response.headers) {
    if (is_same(header.first, "set-cookie")) throw std::logic_error("a cached page sets a cookie");
  }
  std::string lines = header_lines(response);
  append_header(lines, "Vary", "Accept-Encoding, Accept-Language");
  return lines;
}

std::size_t common_bytes(std::string_view body) {
  const auto at = body.substr(0, beginning_bytes_max).find(end_of_style);
  return at == std::string_view::npos ? 0 : at + end_of_style.size();
}

/// `body` is all of it, the beginning included.
void pack(Page& page, std::string_view body, Encoding encoding) {
  const std::string_view plain = page.beginning->bytes(Encoding::identity);
  const std::string_view rest = body.substr(plain.size());
  std::string& packed = page.owned[place(encoding)];
  switch (encoding) {
    case Encoding::identity:
      packed = rest;
      break;
    case Encoding::gzip:
      packed = plain.empty() ? gzip(rest, gzip_level) : gzip_rest(plain, rest, gzip_level);
      break;
    case Encoding::brotli:
      if (plain.empty()) {
        packed = brotli(rest, brotli_quality);
      } else {
        Halves halves = brotli_halves(plain, rest, brotli_quality);
        page.beginning->know_brotli(std::move(halves.first));
        packed = std::move(halves.second);
      }
      break;
  }
  packed.shrink_to_fit();
}

void look_at_owned(Page& page) {
  for (std::size_t i = 0; i < encodings; ++i) page.bodies[i] = page.owned[i];
}

std::string whole_body(const Page& page) {
  const std::string& plain = page.beginning->bytes(Encoding::identity);
  if (page.has(Encoding::identity)) return plain + std::string(page.bodies[place(Encoding::identity)]);
  const std::string_view packed = page.bodies[place(Encoding::gzip)];
  if (plain.empty()) return gunzip(packed);
  return plain + gunzip_rest(plain, packed);
}

}  // namespace

Beginning::Beginning(std::string headers, std::string plain)
    : headers_(std::move(headers)), bytes_{std::move(plain), {}, {}} {
  std::string& whole = bytes_[place(Encoding::identity)];
  if (!whole.empty()) bytes_[place(Encoding::gzip)] = gzip_beginning(whole, gzip_level);
}

void Beginning::know_brotli(std::string first) const {
  std::string& known = bytes_[place(Encoding::brotli)];
  std::call_once(brotli_known_, [&] { known = first; });
  if (known != first) throw std::logic_error("brotli began in another way");
}

bool Page::has(Encoding encoding) const {
  if (!bodies[place(encoding)].empty()) return true;
  return encoding == Encoding::identity && !is_packed();
}

std::size_t Page::bytes() const {
  std::size_t sum = sizeof *this + etag.capacity();
  for (const auto& body : owned) sum += body.capacity();
  return sum;
}

std::shared_ptr<const Page> finish_page(Response response) {
  auto page = std::make_shared<Page>();
  page->status = response.status;
  page->beginning = std::make_shared<const Beginning>(headers_for_everybody(response));
  page->etag = fingerprint(response.body);
  if (is_compressible(response.type, response.body.size())) {
    pack(*page, response.body, Encoding::gzip);
    pack(*page, response.body, Encoding::brotli);
  }
  page->owned[place(Encoding::identity)] = std::move(response.body);
  look_at_owned(*page);
  return page;
}

std::shared_ptr<const Page> page_of_program(std::string headers, std::string etag,
                                            std::array<std::string_view, encodings> bodies) {
  auto page = std::make_shared<Page>();
  page->beginning = std::make_shared<const Beginning>(std::move(headers));
  page->etag = std::move(etag);
  page->bodies = bodies;
  return page;
}

std::shared_ptr<const Page> PageMaker::finish(Response response, Encoding wanted, const Route* route) {
  auto page = std::make_shared<Page>();
  page->status = response.status;
  page->route = route;
  page->etag = fingerprint(response.body);
  const bool compressible = is_compressible(response.type, response.body.size());
  // A refusal tells its request before anything else, so it has a beginning of its own, and is not kept.
  const bool shares = compressible && response.status == 200;
  page->beginning =
      beginning_of(headers_for_everybody(response), shares ? std::string_view(response.body) : "");
  if (compressible) pack(*page, response.body, Encoding::gzip);
  if (!compressible || wanted != Encoding::gzip)
    pack(*page, response.body, compressible ? wanted : Encoding::identity);
  look_at_owned(*page);
  return page;
}

std::shared_ptr<const Page> PageMaker::with(const Page& page, Encoding wanted) {
  auto more = std::make_shared<Page>(page);
  pack(*more, whole_body(page), wanted);
  look_at_owned(*more);
  return more;
}

std::shared_ptr<const Beginning> PageMaker::beginning_of(std::string headers, std::string_view body) {
  const std::string_view plain = body.substr(0, common_bytes(body));
  const std::lock_guard lock(mutex_);
  auto key = headers + std::string(plain);
  if (const auto found = beginnings_.find(key); found != beginnings_.end()) return found->second;
  if (beginnings_.size() == beginnings_max) return std::make_shared<const Beginning>(std::move(headers));
  auto shared = std::make_shared<const Beginning>(std::move(headers), std::string(plain));
  beginnings_.emplace(std::move(key), shared);
  return shared;
}

Encoding best_encoding(std::string_view accept_encoding) {
  const auto accepted = accepted_encodings(accept_encoding);
  if (accepted[place(Encoding::brotli)]) return Encoding::brotli;
  return accepted[place(Encoding::gzip)] ? Encoding::gzip : Encoding::identity;
}

Choice choose(const Page& page, std::string_view accept_encoding, std::string_view if_none_match) {
  Choice choice{page.status, Encoding::identity};
  if (page.is_packed()) choice.encoding = best_encoding(accept_encoding);
  if (page.status == 200 && matches(if_none_match, page.etag)) choice.status = 304;
  return choice;
}

bool is_ready(const Page& page, const Choice& choice) {
  return choice.status == 304 || page.has(choice.encoding);
}

void append_page_headers(std::string& lines, const Page& page, const Choice& choice) {
  lines += page.beginning->headers();
  if (page.status == 200)
    (((lines += "ETag: \"") += page.etag) += etag_marks[place(choice.encoding)]) += "\"\r\n";
  if (choice.status != 304 && choice.encoding != Encoding::identity)
    ((lines += "Content-Encoding: ") += encoding_names[place(choice.encoding)]) += "\r\n";
}

Outgoing serve_page(std::shared_ptr<const Page> page, const Request& request) {
  Choice choice = choose(*page, header_of(request, "accept-encoding"), header_of(request, "if-none-match"));
  // Somebody who takes brotli takes gzip, and gets it while nothing else is there.
  if (!is_ready(*page, choice) && choice.encoding == Encoding::brotli &&
      accepted_encodings(header_of(request, "accept-encoding"))[place(Encoding::gzip)])
    choice.encoding = Encoding::gzip;
  Outgoing out;
  out.status = choice.status;
  if (choice.status != 304 && !is_ready(*page, choice)) {
    choice.encoding = Encoding::identity;
    if (!is_ready(*page, choice)) out.owned = whole_body(*page);
  }
  append_page_headers(out.headers, *page, choice);
  if (choice.status == 304) return out;
  out.body = out.owned;
  if (out.owned.empty()) {
    out.beginning = page->beginning->bytes(choice.encoding);
    out.body = page->bodies[place(choice.encoding)];
  }
  out.page = std::move(page);
  return out;
}

}  // namespace lianghu::http
