#pragma once
// JSON in and out of described structs (BOOST_DESCRIBE_STRUCT). Reading names every bad field at once, as
// Problems with keys json.*; unknown fields are refused, so that a typing mistake is never silently lost.
// schema<T>() says the same shapes to OpenAPI, so what is documented is what is read.
//
// Supported members: bool, int, std::int64_t, double, std::string, Id<T> (a string of digits), Date
// ("2020-08-11"), Instant (ISO 8601 with +08:00, written only), described enums (their names),
// std::optional<T> (absent or null), std::vector<T>, std::map<std::string, T>, and described structs.
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/refusal.h"
#include "base/time.h"

namespace lianghu::json {

/// Parses text: at most 32 levels deep, UTF-8 checked. Throws Refusal 400 json.malformed {offset}.
[[nodiscard]] boost::json::value parse(std::string_view text);

/// Throws Refusal 400 with every problem found: json.missing, json.type {expected}, json.unknown, json.value
/// {allowed}.
template <class T>
[[nodiscard]] T read(const boost::json::value& value);
template <class T>
[[nodiscard]] T read(std::string_view text) {
  return read<T>(parse(text));
}

template <class T>
[[nodiscard]] std::string write(const T& thing);

/// The JSON Schema (2020-12) of T; named structs are put into `components` and referred to.
template <class T>
[[nodiscard]] boost::json::value schema(boost::json::object& components);

}  // namespace lianghu::json

#include "base/json_detail.h"
