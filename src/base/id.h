#pragma once
// Identifiers. Every row's id is 64 bits, made by the program, and sorts by the time it was made (storage
// rule 2). Id<Plaque> and Id<Household> are different types; in JSON and in URLs an id is its decimal digits
// as a string, since JavaScript numbers are exact only up to 2^53.
#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace lianghu {

template <class Thing>
struct Id {
  std::int64_t value = 0;

  explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
};

/// The digits of an id; nothing if `text` is not a positive decimal number of at most 19 digits.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

/// Makes ids: 42 bits of milliseconds since 2020-01-01 UTC, 21 bits of counter. Never repeats and never goes
/// back, even when the clock does. May be used from any thread.
class IdMaker {
 public:
  /// `now_ms` is Unix time in milliseconds.
  std::int64_t next(std::int64_t now_ms);
  /// From here on only ids above `id`, which an earlier run of the program made.
  void skip_to(std::int64_t id);

 private:
  std::atomic<std::int64_t> last_{0};
};

}  // namespace lianghu

template <class Thing>
struct std::hash<lianghu::Id<Thing>> {
  std::size_t operator()(lianghu::Id<Thing> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
