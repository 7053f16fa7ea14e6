#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lianghu::pairing {

/// Where somebody lives as a stranger may know it: the villagers' group, or the street without its number.
[[nodiscard]] std::string short_place(std::string_view address);
/// Both addresses are in one such place.
[[nodiscard]] bool is_near(std::string_view address, std::string_view other);
/// The number of the house, when the address has one after the place.
[[nodiscard]] std::optional<int> house_number(std::string_view address);

}  // namespace lianghu::pairing
