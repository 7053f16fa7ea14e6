#pragma once
// Reading the journal, for auditors: who did what, when, to what. Whether it can be believed is for
// journal/verify.h; whether the reader may see that village is for the caller.
#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "journal/context.h"

namespace lianghu::journal {

struct EntryTag;
using EntryId = Id<EntryTag>;

/// words/ has the action's sentence under "action." + action.
struct EntryLine {
  EntryId id;
  Instant at;
  std::string actor_kind;     // visitor, account, system
  std::int64_t actor_id = 0;  // the account; 0 when it is none
  std::string action;
  std::int64_t subject = 0;
};

struct EntryPage {
  std::vector<EntryLine> entries;  // newest first
  EntryId next;                    // hand it in as `before` for older ones; 0 = there are none
};

/// `before` 0: from the newest on. Village 0 has what belongs to no village.
[[nodiscard]] EntryPage entries_of(Context& context, std::int64_t village, EntryId before,
                                   int lines_max = 50);

}  // namespace lianghu::journal
