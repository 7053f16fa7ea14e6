#pragma once
// The country's places (行政区划) by their official codes: 31 provinces down to 620,573 villages, as of 30
// June 2023. They are read in place from data/divisions.bin, which is part of the program: nothing is loaded
// at the start, no call takes longer than a few milliseconds, and any thread may call.
#include <boost/describe.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lianghu::organisations {

enum class DivisionLevel { province, city, county, town, village };
BOOST_DESCRIBE_ENUM(DivisionLevel, province, city, county, town, village)

struct Division {
  std::string code;  // 2, 4, 6, 9 or 12 digits, as its level asks
  std::string name;  // as published: 音河村民委员会
  DivisionLevel level = DivisionLevel::province;
  bool operator==(const Division&) const = default;
};
BOOST_DESCRIBE_STRUCT(Division, (), (code, name, level))

namespace divisions {

/// Nothing if no place has that code.
[[nodiscard]] std::optional<Division> find(std::string_view code);
/// The places directly below, by code; those of "" are the provinces. Empty for a village and for an unknown
/// code.
[[nodiscard]] std::vector<Division> children(std::string_view code);
/// From the province down to the place itself; empty for an unknown code.
[[nodiscard]] std::vector<Division> path(std::string_view code);
/// Places whose name, or code when only digits were typed, starts with `text`: provinces first, villages
/// last, within a level by name or code; at most `limit`. Spaces and full-width letters and digits do not
/// matter (lianghu::fold). An empty text finds nothing. With `within` only that place and what is in it is
/// found.
[[nodiscard]] std::vector<Division> search(std::string_view text, std::size_t limit,
                                           std::string_view within = {});

}  // namespace divisions
}  // namespace lianghu::organisations
