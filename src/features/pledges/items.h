#pragma once
// The rules for what a letter promises.
#include <string>
#include <string_view>
#include <vector>

#include "features/pledges/pledges.h"

namespace lianghu::pledges {

/// As they are kept: trimmed, filed under the role of their catalogue entry, no unit without a target.
/// Throws Refusal 422 with every problem found: pledge.items.count, pledge.wording.length,
/// pledge.unit.length, pledge.target, pledge.due.past, pledge.entry.unknown; the field is "items[0].wording".
[[nodiscard]] std::vector<Item> checked_items(Context& context, const Village& village,
                                              const std::vector<Item>& items);
/// Throws Refusal 422 pledge.due.past.
void require_due_ahead(const std::vector<Item>& items, Date today);
/// For the catalogue's entries too; what is wrong goes into `problems`.
[[nodiscard]] std::string checked_wording(std::string_view typed, const std::string& field,
                                          std::vector<Problem>& problems);
[[nodiscard]] std::string checked_unit(std::string_view typed, const std::string& field,
                                       std::vector<Problem>& problems);

}  // namespace lianghu::pledges
