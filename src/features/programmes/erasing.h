#pragma once
// What goes of exemptions when a household is erased.
#include "features/households/erasing.h"
#include "features/programmes/programmes.h"

namespace lianghu::programmes {

/// Why it was exempt.
void forget(Context& context, const Village& village, const households::Erased& erased);

}  // namespace lianghu::programmes
