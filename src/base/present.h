#pragma once
// What must be there: the assertion that stays on for an optional that the code around it has filled.
#include <optional>
#include <stdexcept>
#include <utility>

namespace lianghu {

/// The value. Throws std::logic_error, a bug, when there is none.
template <class T>
[[nodiscard]] const T& present(const std::optional<T>& value) {
  if (!value) throw std::logic_error("what must be there is not");
  return *value;
}
template <class T>
[[nodiscard]] T& present(std::optional<T>& value) {
  if (!value) throw std::logic_error("what must be there is not");
  return *value;
}
template <class T>
[[nodiscard]] T present(std::optional<T>&& value) {
  if (!value) throw std::logic_error("what must be there is not");
  return *std::move(value);
}

}  // namespace lianghu
