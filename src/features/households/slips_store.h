#pragma once
// The SQL of slips and of the hashes of their codes.
#include <optional>
#include <string_view>
#include <vector>

#include "features/households/slips.h"

namespace lianghu::households::store {

/// False when the code is another slip's already; then nothing was kept.
[[nodiscard]] bool insert(Context& context, const Village& village, const Slip& slip, std::string_view code);
/// Voids the household's slip from today, if it has one; says whether it had.
bool void_live(Context& context, const Village& village, Id<Household> household);
[[nodiscard]] std::vector<Slip> live_slips(Context& context, const Village& village);

struct SlipPlace {
  Id<Organisation> village;
  Id<Household> household;
};
/// Of a live slip whose household still lives there.
[[nodiscard]] std::optional<SlipPlace> place_of_code(Context& context, std::string_view code);

}  // namespace lianghu::households::store
