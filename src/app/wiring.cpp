#include "app/wiring.h"

#include <string>

namespace lianghu::app {

void wire(Changes& changes, http::PageCache& pages) {
  // Every page of a village is tagged with the village's id: whatever changes there, its pages are rendered
  // afresh at their next reading. One rendering takes microseconds, so nothing finer is worth its mistakes.
  changes.listen([&pages](const Happening& happened) { pages.drop_tag(std::to_string(happened.village)); });
}

}  // namespace lianghu::app
