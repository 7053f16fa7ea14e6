#include "features/programmes/erasing.h"

namespace lianghu::programmes {

void forget(Context& context, const Village& village, const households::Erased& erased) {
  if (!erased.whole) return;
  households::touch_each(
      context, "exemptions", village,
      context.tx().query(
          "UPDATE exemptions SET reason = '' WHERE village_id = ? AND household_id = ? RETURNING id",
          village.id(), erased.household));
}

}  // namespace lianghu::programmes
