#pragma once
// What the rooms do by themselves when a day begins in China.
#include "journal/change.h"

namespace lianghu::app {

/// Feedback that nobody answered in time goes one level up; the calendar's reviews are opened. Doing it again
/// the same day does nothing more.
void begin_day(Changes& changes);

}  // namespace lianghu::app
