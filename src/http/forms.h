#pragma once
// Forms as browsers send them: percent-encoding, application/x-www-form-urlencoded and multipart/form-data
// (RFC 7578). Everything here takes bytes from strangers: sizes and counts are capped, and what is broken is
// refused whole.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/call.h"

namespace lianghu::http {

inline constexpr std::size_t form_fields_max = 500;
inline constexpr std::size_t form_parts_max = 100;
inline constexpr std::size_t part_head_bytes_max = 4096;

/// Nothing if a % is not followed by two hexadecimal digits. `plus_is_space` as forms and queries have it.
enum class Plus { is_plus, is_space };
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);
/// a=1&b=2. Nothing if it is broken, not UTF-8, or has too many fields. The first of two equal names holds.
[[nodiscard]] std::optional<Parameters> parse_urlencoded(std::string_view text);
/// `content_type` has the boundary. Nothing if a rule of RFC 7578 or a cap is broken.
[[nodiscard]] std::optional<std::vector<Call::Part>> parse_multipart(std::string_view content_type,
                                                                     std::string_view body);
/// "text/html" of "Text/HTML; charset=utf-8".
[[nodiscard]] std::string media_type(std::string_view content_type);
/// The value of a header's parameter, quoted or not: boundary, name, filename.
[[nodiscard]] std::optional<std::string> header_parameter(std::string_view header, std::string_view name);
[[nodiscard]] std::string lower(std::string_view ascii);
/// Names of headers and hosts are: in whichever case.
[[nodiscard]] bool is_same(std::string_view one, std::string_view other);

}  // namespace lianghu::http
