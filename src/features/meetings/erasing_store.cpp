#include "features/meetings/erasing.h"

namespace lianghu::meetings {

void forget(Context& context, const Village& village, const households::Erased& erased) {
  // Of two there who are called the same nobody knows whose it is: it stays, for somebody to look at.
  for (const std::string& name : erased.names)
    households::touch_each(
        context, "meeting_decisions", village,
        context.tx().query("UPDATE meeting_decisions SET owner = '' WHERE village_id = ? AND owner = ? AND "
                           "meeting_id IN (SELECT a.meeting_id FROM meeting_attendants a WHERE "
                           "a.village_id = ? AND a.person_id IN ?*) AND NOT EXISTS (SELECT 1 FROM "
                           "meeting_attendants b WHERE b.village_id = ? AND b.meeting_id = "
                           "meeting_decisions.meeting_id AND b.name = ? AND b.id NOT IN (SELECT c.id FROM "
                           "meeting_attendants c WHERE c.village_id = ? AND c.person_id IN ?*)) RETURNING id",
                           village.id(), name, village.id(), erased.persons, village.id(), name, village.id(),
                           erased.persons));
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
