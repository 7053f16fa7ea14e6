#pragma once
// Described enums by name: what a TEXT column and a URL hold. A trailing `_` of an enumerator (operator_) is
// left out.
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace lianghu {

template <class Enum>
[[nodiscard]] std::optional<Enum> find_enum(std::string_view name) {
  std::optional<Enum> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto enumerator) {
    std::string_view own = enumerator.name;
    if (own.ends_with('_')) own.remove_suffix(1);
    if (own == name) found = enumerator.value;
  });
  return found;
}

/// For text that this program wrote itself; another name is a bug.
template <class Enum>
[[nodiscard]] Enum enum_of(std::string_view name) {
  const auto found = find_enum<Enum>(name);
  if (!found) throw std::logic_error("no such enumerator: " + std::string(name));
  return *found;
}

template <class Enum>
[[nodiscard]] std::string_view name_of(Enum value) {
  std::string_view name;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto enumerator) {
    if (enumerator.value == value && name.empty()) name = enumerator.name;
  });
  if (name.empty()) throw std::logic_error("an enum value without a name");
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

}  // namespace lianghu
