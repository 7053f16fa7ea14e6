#pragma once
// gzip and brotli, whole or continued: what many texts begin with is compressed once, and each text's rest is
// compressed as if it had followed, so that both parts, one behind the other, are one stream.
#include <string>
#include <string_view>

namespace lianghu::http {

[[nodiscard]] std::string gzip(std::string_view bytes, int level);
/// What gzip here made. Throws std::logic_error when it is not that.
[[nodiscard]] std::string gunzip(std::string_view packed);
/// `quality` 0 to 11.
[[nodiscard]] std::string brotli(std::string_view bytes, int quality);

/// Of a text in two parts, the first and the second part of its compressed form.
struct Halves {
  std::string first, second;
};
/// gzip's first part depends on `beginning` alone.
[[nodiscard]] std::string gzip_beginning(std::string_view beginning, int level);
[[nodiscard]] std::string gzip_rest(std::string_view beginning, std::string_view rest, int level);
/// The rest again, from what gzip_rest made of it. Throws std::logic_error when it is not that.
[[nodiscard]] std::string gunzip_rest(std::string_view beginning, std::string_view packed_rest);
/// The first part depends on `beginning` and `quality` alone.
[[nodiscard]] Halves brotli_halves(std::string_view beginning, std::string_view rest, int quality);

}  // namespace lianghu::http
