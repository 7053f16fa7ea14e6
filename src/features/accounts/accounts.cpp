#include "features/accounts/accounts.h"

#include <algorithm>

#include "base/text.h"
#include "features/accounts/accounts_store.h"

namespace lianghu::accounts {

namespace {

constexpr std::size_t name_characters_max = 40;

Refusal rights_missing() {
  return {Status::forbidden, "rights.missing"};
}

std::string checked_login_name(std::string_view typed) {
  std::string name = fold(typed);
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  if (name.size() < 3 || name.size() > 32 || !std::all_of(name.begin(), name.end(), allowed))
    throw Refusal(Status::unprocessable, "account.login_name.form", "login_name");
  return name;
}

Account insert(Context& context, const NewAccount& wanted) {
  store::StoredAccount stored;
  stored.account.login_name = checked_login_name(wanted.login_name);
  stored.account.name = trim(wanted.name);
  if (stored.account.name.empty() || characters(stored.account.name) > name_characters_max)
    throw Refusal(Status::unprocessable, "account.name.length", "name",
                  {{"max", std::to_string(name_characters_max)}});
  stored.account.id = context.make_id<Account>();
  stored.account.version = 1;
  stored.password_hash = wanted.password_hash;
  stored.person = wanted.person.value_or(PersonRef{});
  if (!store::insert(context, stored))
    throw Refusal(Status::conflict, "account.login_name.taken", "login_name",
                  {{"name", stored.account.login_name}});
  return stored.account;
}

/// Which of the actor's own roles let it hand out `kind`: always one that stands higher.
std::initializer_list<RoleKind> granters(RoleKind kind) {
  static constexpr std::initializer_list<RoleKind> for_county = {};
  static constexpr std::initializer_list<RoleKind> for_town = {RoleKind::county};
  static constexpr std::initializer_list<RoleKind> for_village = {RoleKind::county, RoleKind::town};
  static constexpr std::initializer_list<RoleKind> for_members = {RoleKind::county, RoleKind::town,
                                                                  RoleKind::secretary};
  switch (kind) {
    case RoleKind::operator_:
    case RoleKind::county:
      return for_county;
    case RoleKind::town:
    case RoleKind::auditor:
      return for_town;
    case RoleKind::secretary:
      return for_village;
    case RoleKind::group_leader:
    case RoleKind::member:
      return for_members;
  }
  throw std::logic_error("a role without granters");
}

/// Each role belongs to one level of the tree; an auditor may stand at any.
bool fits_level(RoleKind kind, organisations::Kind level) {
  switch (kind) {
    case RoleKind::operator_:
      return false;
    case RoleKind::county:
      return level == organisations::Kind::county;
    case RoleKind::town:
      return level == organisations::Kind::town;
    case RoleKind::secretary:
    case RoleKind::member:
      return level == organisations::Kind::branch;
    case RoleKind::group_leader:
      return level == organisations::Kind::group;
    case RoleKind::auditor:
      return true;
  }
  throw std::logic_error("a role without a level");
}

void check_may_grant(Context& context, RoleKind kind, Id<Organisation> at) {
  const Actor& actor = context.actor();
  if (!at) {
    if (kind != RoleKind::operator_)
      throw Refusal(Status::unprocessable, "account.role.place", "organisation");
    if (actor.kind != ActorKind::system && !actor.holds(RoleKind::operator_)) throw rights_missing();
    return;
  }
  const auto organisation = organisations::find(context, at);
  if (!organisation) throw Refusal(Status::not_found, "organisation.not_found", "organisation");
  if (actor.kind != ActorKind::system && !actor.holds(RoleKind::operator_) &&
      !actor.may(granters(kind), organisation->path))
    throw rights_missing();
  if (!fits_level(kind, organisation->kind))
    throw Refusal(Status::unprocessable, "account.role.level", "organisation");
}

store::StoredAccount existing(Context& context, Id<Account> id) {
  auto found = store::by_id(context, id);
  if (!found) throw Refusal(Status::not_found, "account.not_found");
  return std::move(*found);
}

/// Staff reach the accounts that hold a role below theirs; operators reach all.
void check_may_manage(Context& context, Id<Account> id) {
  if (context.actor().kind == ActorKind::system || context.actor().holds(RoleKind::operator_)) return;
  const std::vector<RoleView> roles = roles_of(context, id);
  const bool all_below = !roles.empty() && std::all_of(roles.begin(), roles.end(), [&](const RoleView& role) {
    return role.organisation && context.actor().may(granters(role.kind), role.path);
  });
  if (!all_below) throw Refusal(Status::not_found, "account.not_found");
}

}  // namespace

bool setup_needed(Context& context) {
  return !store::any(context);
}

Account set_up(Context& context, const NewAccount& operator_account) {
  if (!setup_needed(context)) throw Refusal(Status::conflict, "setup.done");
  Account account = insert(context, operator_account);
  store::add_role(context, account.id, RoleKind::operator_, {});
  context.record("setup.done", 0, account.id.value);
  return account;
}

Account create(Context& context, const NewAccount& wanted, RoleKind kind, Id<Organisation> at) {
  check_may_grant(context, kind, at);
  Account account = insert(context, wanted);
  store::add_role(context, account.id, kind, at);
  context.record("account.created", at.value, account.id.value);
  return account;
}

void grant(Context& context, Id<Account> account, RoleKind kind, Id<Organisation> at) {
  check_may_grant(context, kind, at);
  (void)existing(context, account);
  if (store::add_role(context, account, kind, at)) context.record("role.granted", at.value, account.value);
}

void revoke(Context& context, Id<Account> account, RoleKind kind, Id<Organisation> at) {
  check_may_grant(context, kind, at);
  (void)existing(context, account);
  if (account.value == context.actor().account) throw Refusal(Status::unprocessable, "account.own_role");
  if (!store::remove_role(context, account, kind, at))
    throw Refusal(Status::not_found, "account.role.not_held");
  context.record("role.revoked", at.value, account.value);
}

void deactivate(Context& context, Id<Account> id, std::int64_t version) {
  (void)existing(context, id);
  check_may_manage(context, id);
  if (id.value == context.actor().account) throw Refusal(Status::unprocessable, "account.own_role");
  if (!store::set_active(context, id, false, version)) throw Refusal(Status::conflict, "version.stale");
  store::end_sessions(context, id, {});
  context.record("account.deactivated", 0, id.value);
}

void reset_password(Context& context, Id<Account> id, std::string_view new_hash) {
  const store::StoredAccount stored = existing(context, id);
  check_may_manage(context, id);
  store::set_password(context, id, new_hash);
  store::end_sessions(context, id, {});
  store::forget_failures(context, stored.account.login_name);
  context.record("account.password_reset", 0, id.value);
}

void change_password(Context& context, std::string_view new_hash) {
  const Id<Account> id{context.actor().account};
  (void)existing(context, id);
  store::set_password(context, id, new_hash);
  store::end_sessions(context, id, {context.actor().session});
  context.record("account.password_changed", 0, id.value);
}

std::vector<RoleView> roles_of(Context& context, Id<Account> account) {
  std::vector<RoleView> roles = store::roles(context, account);
  for (RoleView& role : roles) {
    if (!role.organisation) continue;
    const auto organisation = organisations::find(context, *role.organisation);
    if (!organisation) throw std::logic_error("a role at an organisation that is not there");
    role.organisation_name = organisation->name;
    role.path = organisation->path;
  }
  return roles;
}

namespace {

std::vector<AccountRow> with_roles(Context& context, std::vector<Account> accounts) {
  std::vector<AccountRow> out;
  for (Account& account : accounts) {
    std::vector<RoleView> roles = roles_of(context, account.id);
    out.push_back({std::move(account), std::move(roles)});
  }
  return out;
}

}  // namespace

std::vector<AccountRow> accounts_below(Context& context, const organisations::Reach& top) {
  db::IdList below;
  for (const Organisation& each : organisations::subtree(context, top)) below.ids.push_back(each.id.value);
  return with_roles(context, store::holders_at(context, below));
}

std::vector<Holder> holders(Context& context, const organisations::Reach& top, RoleKind kind) {
  const std::vector<Organisation> below = organisations::subtree(context, top);
  db::IdList ids;
  ids.ids.reserve(below.size());
  for (const Organisation& each : below) ids.ids.push_back(each.id.value);
  return store::holders_of(context, ids, kind);
}

std::vector<AccountRow> operators(Context& context) {
  if (!context.actor().holds(RoleKind::operator_)) throw rights_missing();
  return with_roles(context, store::operators(context));
}

Actor actor_for(Context& context, Id<Account> id) {
  const store::StoredAccount stored = existing(context, id);
  Actor actor;
  actor.kind = ActorKind::account;
  actor.account = id.value;
  actor.name = stored.account.name;
  actor.village = stored.person.village;
  actor.household = stored.person.household;
  actor.person = stored.person.person;
  for (const RoleView& role : roles_of(context, id))
    actor.roles.push_back({role.kind, role.organisation.value_or(Id<Organisation>{}).value, role.path});
  return actor;
}

}  // namespace lianghu::accounts
