#pragma once
// The SQL of erasures, and of what goes with a household besides its own row.
#include <optional>
#include <string_view>

#include "features/households/erasing.h"

namespace lianghu::households::store {

/// The slips are void and their codes let nobody in, whoever comes back.
void forget_slips(Context& context, const Village& village, Id<Household> household);
void insert_erasure(Context& context, const Village& village, Id<Household> household,
                    std::optional<Id<Person>> person, std::string_view reason);

}  // namespace lianghu::households::store
