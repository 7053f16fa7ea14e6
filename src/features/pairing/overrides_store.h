#pragma once
// The SQL of pairs by hand.
#include <optional>
#include <vector>

#include "features/pairing/overrides.h"

namespace lianghu::pairing::store {

void insert(Context& context, const Village& village, const Override& override);
/// State, day and effect. False when the version is not `override.version - 1` any more.
[[nodiscard]] bool update(Context& context, const Village& village, const Override& override);
[[nodiscard]] std::optional<Override> override_by_id(Context& context, const Village& village,
                                                     Id<Override> id);
/// All of a round, the oldest first.
[[nodiscard]] std::vector<Override> overrides_of(Context& context, const Village& village, Id<Round> round);

}  // namespace lianghu::pairing::store
