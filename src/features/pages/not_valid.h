#pragma once
// What a code opens that belongs to no plaque on a door, and an address of no village: says so, and what to
// do.
#include <string_view>

#include "features/pages/pages.h"
#include "features/plaques/plaques.h"

namespace lianghu::pages {

/// For any state but live.
[[nodiscard]] Page not_valid_page(Context& context, const plaques::PublicPlaque& found,
                                  std::string_view token, const View& view);
[[nodiscard]] Page no_village_page(std::string_view code, const View& view);

}  // namespace lianghu::pages
