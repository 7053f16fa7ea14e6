#pragma once
// What goes of the accounts of persons who are erased.
#include <cstdint>
#include <vector>

#include "features/accounts/accounts.h"

namespace lianghu::accounts {

/// The accounts of these persons, which nobody signs in with any more: without names, password, role and
/// person. Gives their ids. The caller says who may. Throws Refusal 422 account.erase.office {name} for one
/// that is active and holds more than a member's role: an office is given back first.
db::IdList forget_persons(Context& context, Id<Organisation> village,
                          const std::vector<std::int64_t>& persons);

}  // namespace lianghu::accounts
