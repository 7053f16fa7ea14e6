#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lianghu::households {

/// Where somebody lives as a stranger may know it: the villagers' group, or the street without its number.
[[nodiscard]] std::string short_place(std::string_view address);
/// Both addresses are in one such place.
[[nodiscard]] bool is_near(std::string_view address, std::string_view other);
/// A house in its street, when the address has a number after the place.
struct House {
  std::string street;  // all that stands before the number
  int number = 0;
};
[[nodiscard]] std::optional<House> house_of(std::string_view address);

}  // namespace lianghu::households
