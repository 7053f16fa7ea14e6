#pragma once
#include <string>
#include <string_view>

namespace lianghu::pairing {

/// Where somebody lives as a stranger may know it: the villagers' group, or the street without its number.
[[nodiscard]] std::string short_place(std::string_view address);

}  // namespace lianghu::pairing
