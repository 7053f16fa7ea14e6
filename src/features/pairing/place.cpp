#include "features/pairing/place.h"

#include "base/text.h"

namespace lianghu::pairing {

std::string short_place(std::string_view address) {
  for (const std::string_view group : {"组", "屯"})
    if (const auto found = address.find(group); found != std::string_view::npos)
      return trim(address.substr(0, found + group.size()));
  return trim(address.substr(0, address.find_first_of("0123456789")));
}

}  // namespace lianghu::pairing
