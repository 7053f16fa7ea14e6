#pragma once
// The SQL of meetings, who came and what was decided.
#include <optional>
#include <vector>

#include "features/meetings/meetings.h"

namespace lianghu::meetings::store {

void insert(Context& context, const Seat& seat, const Meeting& meeting);
/// With its attendants and decisions; false when the version is another.
[[nodiscard]] bool update(Context& context, const Seat& seat, const Meeting& meeting);
/// Held by one of these.
[[nodiscard]] std::optional<Meeting> by_id(Context& context, const std::vector<Organisation>& holders,
                                           Id<Meeting> id);
/// Those of these, the newest first; names and `from_above` are not filled in.
[[nodiscard]] std::vector<ListRow> all(Context& context, const std::vector<Organisation>& holders);
[[nodiscard]] std::vector<ListRow> held_between(Context& context, const Village& village, Date first,
                                                Date last);
/// The newest with a notice that were not cancelled; names are not filled in.
struct StoredNotice {
  Id<Organisation> organisation;
  Notice notice;
};
[[nodiscard]] std::vector<StoredNotice> noticed(Context& context, const std::vector<Organisation>& holders,
                                                int count);

}  // namespace lianghu::meetings::store
