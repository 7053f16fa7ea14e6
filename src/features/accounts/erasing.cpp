#include "features/accounts/erasing.h"

#include <algorithm>

#include "features/accounts/accounts_store.h"

namespace lianghu::accounts {

db::IdList forget_persons(Context& context, Id<Organisation> village,
                          const std::vector<std::int64_t>& persons) {
  db::IdList out;
  for (const std::int64_t person : persons) {
    const auto stored = store::by_person(context, {village.value, 0, person});
    if (!stored) continue;
    const auto roles = store::roles(context, stored->account.id);
    const bool is_in_office =
        std::ranges::any_of(roles, [](const RoleView& role) { return role.kind != RoleKind::member; });
    if (stored->account.active && is_in_office)
      throw Refusal(Status::unprocessable, "account.erase.office", "person",
                    {{"name", stored->account.name}});
    for (const RoleView& role : roles)
      store::remove_role(context, stored->account.id, role.kind,
                         role.organisation.value_or(Id<Organisation>{}));
    store::end_sessions(context, stored->account.id, {});
    store::forget_failures(context, stored->account.login_name);
    store::blank(context, stored->account);
    out.ids.push_back(stored->account.id.value);
  }
  return out;
}

}  // namespace lianghu::accounts
