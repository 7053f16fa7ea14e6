#include "features/households/whereabouts.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace lianghu::households {

namespace {

constexpr std::string_view digits = "0123456789";

/// How much of an address is the place.
std::size_t place_size(std::string_view address) {
  for (const std::string_view group : {"组", "屯"})
    if (const auto found = address.find(group); found != std::string_view::npos) return found + group.size();
  return std::min(address.find_first_of(digits), address.size());
}

}  // namespace

std::string short_place(std::string_view address) {
  return trim(address.substr(0, place_size(address)));
}

bool is_near(std::string_view address, std::string_view other) {
  const std::string place = short_place(address);
  return !place.empty() && place == short_place(other);
}

std::optional<House> house_of(std::string_view address) {
  const auto from = address.find_first_of(digits, place_size(address));
  if (from == std::string_view::npos) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(address.data() + from, address.data() + address.size(), number);
  if (error != std::errc()) return std::nullopt;
  return House{trim(address.substr(0, from)), number};
}

}  // namespace lianghu::households
