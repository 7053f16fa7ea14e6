#pragma once
// The SQL of the village's catalogue.
#include <optional>
#include <vector>

#include "features/pledges/pledges.h"

namespace lianghu::pledges::store {

using programmes::Programme;

void insert(Context& context, const Village& village, Id<Programme> programme, const Entry& entry);
/// False when the version is not `entry.version - 1` any more.
[[nodiscard]] bool update(Context& context, const Village& village, const Entry& entry);
[[nodiscard]] std::optional<Entry> entry(Context& context, const Village& village, Id<Entry> id);
/// Most asked for first, withdrawn ones last.
[[nodiscard]] std::vector<Entry> entries(Context& context, const Village& village, Id<Programme> programme);

}  // namespace lianghu::pledges::store
