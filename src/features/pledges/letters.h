#pragma once
// What the rules of writing, deciding and reading share: finding a letter that the actor may touch.
#include <string>
#include <string_view>

#include "features/pledges/pledges_store.h"
#include "features/pledges/sight.h"

namespace lianghu::pledges {

/// The letter, if `sight` covers its household. Throws Refusal 404 pledge.not_found.
[[nodiscard]] Pledge seen(Context& context, const Village& village, Id<Pledge> id, const Sight& sight);
/// The same for a change that was made while looking at `version`. Throws Refusal 409 version.stale. What it
/// gives is numbered as the version to come.
[[nodiscard]] Pledge to_change(Context& context, const Village& village, Id<Pledge> id, const Sight& sight,
                               std::int64_t version);
/// Throws Refusal 409 pledge.state unless it holds.
void require_state(bool holds);
/// Trimmed. Throws Refusal 422 pledge.reason.
[[nodiscard]] std::string checked_reason(std::string_view typed);
/// The one of `letters` that is in force; null when there is none.
[[nodiscard]] const Pledge* in_force(const std::vector<Pledge>& letters);

}  // namespace lianghu::pledges
