#pragma once
// A finished public page: its bytes in the encodings that somebody asked for, ready to be sent. Half of such
// a page is its style sheet, which thousands of others have as well: what pages begin with is kept once, and
// compressed so that a page's own part goes on from there. That is how a county's pages fit into memory.
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "http/wire.h"

namespace lianghu::http {

struct Route;

/// What pages have in common: the headers that never change, and the bytes up to the end of the style sheet.
class Beginning {
 public:
  /// `headers` are "Name: value\r\n" lines; `plain` is empty when only they are common.
  explicit Beginning(std::string headers, std::string plain = {});

  [[nodiscard]] const std::string& headers() const { return headers_; }
  /// brotli's only for whoever has called know_brotli before, or has a page that was packed by such a one.
  [[nodiscard]] const std::string& bytes(Encoding encoding) const { return bytes_[place(encoding)]; }
  /// What brotli makes of it, which the first who packs a page so has in hand: to make it before somebody
  /// asks would make the first page after a start wait. Throws std::logic_error when it was made in another
  /// way before.
  void know_brotli(std::string first) const;

 private:
  std::string headers_;
  mutable std::array<std::string, encodings> bytes_;
  mutable std::once_flag brotli_known_;
};

/// Shared between threads, so never changed.
struct Page {
  int status = 200;
  std::shared_ptr<const Beginning> beginning;      // never null
  std::string etag;                                // without quotes and without the encoding's mark
  std::array<std::string_view, encodings> bodies;  // what follows the beginning
  std::array<std::string, encodings> owned;        // what `bodies` look at, unless it is part of the program
  const Route* route = nullptr;                    // for the access log

  /// Whether it can be had in every encoding, also in those that are not there yet.
  [[nodiscard]] bool is_packed() const { return !bodies[place(Encoding::gzip)].empty(); }
  /// Whether it is there in this one; whatever is not packed is there as it is.
  [[nodiscard]] bool has(Encoding encoding) const;
  /// Its own memory, without what it shares.
  [[nodiscard]] std::size_t bytes() const;
};

/// Compresses as well as pays for a page that is read often, in every encoding, and shares nothing. Throws
/// std::logic_error on a header with a line break, or a cookie: a page is everybody's.
[[nodiscard]] std::shared_ptr<const Page> finish_page(Response response);
/// The page as one that is part of the program, by its headers and its bytes.
[[nodiscard]] std::shared_ptr<const Page> page_of_program(std::string headers, std::string etag,
                                                          std::array<std::string_view, encodings> bodies);

/// Finishes the pages that are kept. Safe on every thread.
class PageMaker {
 public:
  /// As finish_page, but compressed with gzip and, besides, only as `wanted` is: most readers take the same.
  [[nodiscard]] std::shared_ptr<const Page> finish(Response response, Encoding wanted, const Route* route);
  /// The same page, in one encoding more.
  [[nodiscard]] static std::shared_ptr<const Page> with(const Page& page, Encoding wanted);

 private:
  [[nodiscard]] std::shared_ptr<const Beginning> beginning_of(std::string headers, std::string_view body);

  // One for each kind of page, language and size. A page that would be one too many shares nothing.
  static constexpr std::size_t beginnings_max = 64;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Beginning>> beginnings_;  // by headers and plain bytes
};

/// How a page answers somebody.
struct Choice {
  int status = 200;
  Encoding encoding = Encoding::identity;
};
/// The best encoding that an Accept-Encoding header takes.
[[nodiscard]] Encoding best_encoding(std::string_view accept_encoding);
/// That, of a page that is packed; 304 when it has these bytes already, in whichever encoding.
[[nodiscard]] Choice choose(const Page& page, std::string_view accept_encoding,
                            std::string_view if_none_match);
/// Whether the bytes for that are there.
[[nodiscard]] bool is_ready(const Page& page, const Choice& choice);
/// The page's headers, and those that the choice brings.
void append_page_headers(std::string& lines, const Page& page, const Choice& choice);
/// The page as this request wants it; packed bytes are opened when plain ones are not there.
[[nodiscard]] Outgoing serve_page(std::shared_ptr<const Page> page, const Request& request);

}  // namespace lianghu::http
