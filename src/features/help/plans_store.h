#pragma once
// The SQL of plans: editions are added, never changed.
#include <optional>
#include <vector>

#include "features/help/help.h"

namespace lianghu::help::store {

/// False when that edition stands already; then nothing was written.
[[nodiscard]] bool insert(Context& context, const Village& village, const Plan& plan);
/// Every edition of one pairing, the newest first.
[[nodiscard]] std::vector<Plan> of_pairing(Context& context, const Village& village, Id<Pairing> pairing);

}  // namespace lianghu::help::store
