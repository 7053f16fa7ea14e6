#include "app/new_day.h"

#include <spdlog/spdlog.h>

#include "features/feedback/feedback.h"
#include "features/organisations/organisations.h"
#include "features/organisations/working_days.h"
#include "features/pairing/pairing.h"
#include "features/reviews/reviews.h"

namespace lianghu::app {

namespace {

/// The next year's holidays come out in November: whoever runs the program should lay them in by the new
/// year.
void warn_of_unknown_holidays(Date today) {
  const int year = static_cast<int>(today.year()) + (today.month() == std::chrono::December ? 1 : 0);
  if (organisations::working_days().knows(year)) return;
  spdlog::warn(
      "the holidays of {} are not known, terms end on any day but Saturday and Sunday: lay "
      "codes/working-days.txt into the data folder (README) and start again",
      year);
}

}  // namespace

void begin_day(Changes& changes) {
  warn_of_unknown_holidays(china_date(changes.clock().now()));
  const Actor system = Actor::system();
  const auto all = changes.read(system, [](Context& context) { return organisations::all(context); });
  // A change for each village: what is done stays done when a later one fails and all is tried again.
  for (const organisations::Organisation& each : all) {
    if (each.kind != organisations::Kind::branch) continue;
    changes.change(system, [&](Context& context) {
      const auto village = organisations::village(context, each.id, staff_kinds);
      feedback::pass_by_concerned(context, village);
      feedback::escalate_late(context, village);
      pairing::count_silence(context, village);
      reviews::open_due(context, village);
    });
  }
}

}  // namespace lianghu::app
