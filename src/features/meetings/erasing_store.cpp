#include "features/meetings/erasing.h"

namespace lianghu::meetings {

void forget(Context& context, const Village& village, const households::Erased& erased) {
  for (const std::string& name : erased.names)
    households::touch_each(
        context, "meeting_decisions", village,
        context.tx().query("UPDATE meeting_decisions SET owner = '' WHERE village_id = ? AND owner = ? AND "
                           "meeting_id IN (SELECT a.meeting_id FROM meeting_attendants a WHERE "
                           "a.village_id = ? AND a.person_id IN ?*) RETURNING id",
                           village.id(), name, village.id(), erased.persons));
  households::touch_each(
      context, "meeting_attendants", village,
      context.tx().query("UPDATE meeting_attendants SET name = '' WHERE village_id = ? AND person_id IN ?* "
                         "RETURNING id",
                         village.id(), erased.persons));
}

std::vector<std::string_view> rewritten_tables() {
  return {"meeting_attendants", "meeting_decisions"};
}

}  // namespace lianghu::meetings
