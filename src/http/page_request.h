#pragma once
// The request that nearly everybody sends, read without copying a byte of it: a plain GET of a page. Whatever
// is not wholly there yet, or is anything else, is left to the whole reader (request_head.h), which takes the
// same grammar; so nothing is let in here that would be refused there.
#include <optional>
#include <string_view>

namespace lianghu::http {

struct PageRequest {
  std::size_t bytes = 0;  // it takes up so many of those that were read
  std::string_view path;  // as sent: nothing in it is encoded
  std::string_view accept_encoding;
  std::string_view accept_language;
  std::string_view if_none_match;
};

/// `bytes` is what came and was not yet answered; the answer looks into it.
[[nodiscard]] std::optional<PageRequest> read_page_request(std::string_view bytes,
                                                           std::size_t head_bytes_max);

}  // namespace lianghu::http
