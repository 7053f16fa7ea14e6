#pragma once
// What people type or paste, freed of what nobody sees: control characters, and the marks that turn the
// direction of writing around, with which a name or an answer could be made to read as another one. It is
// done where text comes in, so that every room, page, list and log behind it has text that reads as it
// stands.
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace lianghu {

/// Line breaks and tabs stay, every break as "\n". `utf8` is UTF-8.
[[nodiscard]] std::string legible(std::string_view utf8);

namespace json {

/// As parse(), with every string in it made legible.
[[nodiscard]] boost::json::value parse_typed(std::string_view text);

}  // namespace json

}  // namespace lianghu
