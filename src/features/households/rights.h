#pragma once
// Who sees and who changes what of a village's households (docs/glossary.md, "Right").
#include <vector>

#include "features/households/households_store.h"

namespace lianghu::households {

/// Throws Refusal 403 rights.missing unless the actor is staff of the village or above it.
void require_write(Context& context, const Village& village);
/// Throws Refusal 403 rights.missing for operators, 404 organisation.not_found for those who see nothing of
/// it.
[[nodiscard]] Sight sight_of(Context& context, const Village& village);
/// The village's Party groups, by path.
[[nodiscard]] std::vector<Organisation> groups_of(Context& context, const Village& village);

}  // namespace lianghu::households
