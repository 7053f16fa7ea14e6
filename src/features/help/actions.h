#pragma once
// What recording, answering and reading actions share: finding one that the actor may touch, and moving it
// on.
#include <string_view>

#include "features/help/actions_store.h"
#include "features/help/sight.h"

namespace lianghu::help {

/// The action, if `sight` covers its helper. Throws Refusal 404 help.action.not_found.
[[nodiscard]] Action seen(Context& context, const Village& village, Id<Action> id, const Sight& sight);
/// The same for a change that was made while looking at `version`. Throws Refusal 409 version.stale. What it
/// gives is numbered as the version to come.
[[nodiscard]] Action to_change(Context& context, const Village& village, Id<Action> id, std::int64_t version);
/// Writes state, answer and reason, and records it. Throws Refusal 409 version.stale.
void move_on(Context& context, const Village& village, const Action& action, std::string_view record);

}  // namespace lianghu::help
