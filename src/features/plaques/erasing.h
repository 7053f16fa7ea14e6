#pragma once
// What goes of plaques when a household is erased.
#include "features/households/erasing.h"
#include "features/plaques/plaques.h"

namespace lianghu::plaques {

/// The name on the door and the consent to it, the photo's name, and why a plate ended; of a person the name
/// among the door's others. Number and code stay: the plate may hang there still.
void forget(Context& context, const Village& village, const households::Erased& erased);

}  // namespace lianghu::plaques
