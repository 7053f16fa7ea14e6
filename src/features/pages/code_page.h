#pragma once
// What the pages share that a code from a paper opens, /h and /a: where it is typed. No script; the code
// stands in no address, and nothing of it is kept by browser or server.
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "features/pages/pages.h"

namespace lianghu::pages {

struct CodeDoor {
  std::string_view path;      // "/h"
  std::string_view words;     // what its sentences begin with: "pages.slip."
  std::string_view shown;     // name of the route where the code is typed
  std::string_view answered;  // and where it is sent to
  // How often a network may try what turns out to be no code: a village's phones share one, and a code of
  // eleven free digits is not found at this pace.
  int tries_at_once;
  int seconds_a_try;
};

/// What came and is not wrong, but must come again: sent once more with the code, nothing is typed twice.
using Kept = std::map<std::string, std::string, std::less<>>;

/// Where the code is typed, with what is wrong about it.
[[nodiscard]] Page code_page(const CodeDoor& door, const View& view, const std::vector<Problem>& problems,
                             int status, const Kept& kept = {});

}  // namespace lianghu::pages
