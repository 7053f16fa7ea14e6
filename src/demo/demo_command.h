#pragma once
// `lianghu demo`: one township's programme as the source article tells it, played by made-up people on the
// calendar of 2020 through the same functions that the web calls. The same seed gives the same data.
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/time.h"
#include "base/words.h"

namespace lianghu::demo {

struct Wanted {
  std::filesystem::path data;
  std::string town = "230225101";
  Date until{std::chrono::year{2021} / 1 / 10};
  std::uint64_t seed = 1;
};

/// Throws Refusal demo.not_empty when the folder has something in it, demo.town when the place is no town
/// with villages.
int command(const Wanted& wanted, Language language);

}  // namespace lianghu::demo
