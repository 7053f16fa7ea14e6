#include "journal/journal.h"

#include <limits>

#include "journal/journal_store.h"

namespace lianghu::journal {

EntryPage entries_of(Context& context, std::int64_t village, EntryId before, int lines_max) {
  const std::int64_t bound = before ? before.value : std::numeric_limits<std::int64_t>::max();
  // One more than asked for, to know whether there is an older page.
  const auto entries = store::entries_before(context.tx(), village, bound, lines_max + 1);
  EntryPage page;
  for (const Entry& entry : entries) {
    if (page.entries.size() == static_cast<std::size_t>(lines_max)) {
      page.next = page.entries.back().id;
      break;
    }
    page.entries.push_back(
        {{entry.id}, entry.at, entry.actor_kind, entry.actor_id, entry.action, entry.subject});
  }
  return page;
}

}  // namespace lianghu::journal
