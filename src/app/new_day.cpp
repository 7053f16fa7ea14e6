#include "app/new_day.h"

#include "features/feedback/feedback.h"
#include "features/organisations/organisations.h"
#include "features/pairing/pairing.h"
#include "features/reviews/reviews.h"

namespace lianghu::app {

void begin_day(Changes& changes) {
  const Actor system = Actor::system();
  const auto all = changes.read(system, [](Context& context) { return organisations::all(context); });
  // A change for each village: what is done stays done when a later one fails and all is tried again.
  for (const organisations::Organisation& each : all) {
    if (each.kind != organisations::Kind::branch) continue;
    changes.change(system, [&](Context& context) {
      const auto village = organisations::village(context, each.id, staff_kinds);
      feedback::escalate_late(context, village);
      pairing::count_silence(context, village);
      reviews::open_due(context, village);
    });
  }
}

}  // namespace lianghu::app
