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

Refusal person_refused(Status status, const char* key, Values values = {}) {
  return {status, key, "person", std::move(values)};
}

/// A secretary's village is below the town, a group below the village: either may be the higher one.
void check_person_fits(Context& context, const std::optional<PersonRef>& person, RoleKind kind,
                       Id<Organisation> at) {
  if (kind == RoleKind::member && !person)
    throw person_refused(Status::unprocessable, "account.person.needed");
  if (!person || !at) return;
  const auto home = organisations::find(context, {person->village});
  const auto place = organisations::find(context, at);
  const bool fits =
      home && place &&
      (kind == RoleKind::member ? home->id == place->id
                                : home->path.starts_with(place->path) || place->path.starts_with(home->path));
  if (!fits) throw person_refused(Status::unprocessable, "account.person.elsewhere");
}

void check_person_free(Context& context, const PersonRef& person, Id<Account> except) {
  const auto other = store::by_person(context, person);
  if (other && other->account.id != except)
    throw person_refused(Status::conflict, "account.person.taken", {{"name", other->account.login_name}});
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
  check_person_fits(context, wanted.person, kind, at);
  if (wanted.person) check_person_free(context, *wanted.person, {});
  Account account = insert(context, wanted);
  store::add_role(context, account.id, kind, at);
  context.record("account.created", at.value, account.id.value);
  return account;
}

void grant(Context& context, Id<Account> account, RoleKind kind, Id<Organisation> at) {
  check_may_grant(context, kind, at);
  check_person_fits(context, person_of(context, account), kind, at);
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

namespace {

void set_active(Context& context, Id<Account> id, bool active, std::int64_t version) {
  (void)existing(context, id);
  check_may_manage(context, id);
  if (id.value == context.actor().account) throw Refusal(Status::unprocessable, "account.own_role");
  if (!store::set_active(context, id, active, version)) throw Refusal(Status::conflict, "version.stale");
}

}  // namespace

void deactivate(Context& context, Id<Account> id, std::int64_t version) {
  set_active(context, id, false, version);
  store::end_sessions(context, id, {});
  context.record("account.deactivated", 0, id.value);
}

void activate(Context& context, Id<Account> id, std::int64_t version) {
  set_active(context, id, true, version);
  context.record("account.activated", 0, id.value);
}

std::optional<PersonRef> person_of(Context& context, Id<Account> account) {
  const PersonRef person = existing(context, account).person;
  return person.person == 0 ? std::nullopt : std::optional<PersonRef>(person);
}

void bind_person(Context& context, Id<Account> account, const PersonRef& person, std::int64_t version) {
  (void)existing(context, account);
  check_may_manage(context, account);
  for (const RoleView& role : roles_of(context, account))
    check_person_fits(context, person, role.kind, role.organisation.value_or(Id<Organisation>{}));
  check_person_free(context, person, account);
  if (!store::set_person(context, account, person, version)) throw Refusal(Status::conflict, "version.stale");
  // Whoever is signed in with it acts as somebody else from now on.
  store::end_sessions(context, account, {});
  context.record("account.person_bound", person.village, account.value);
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

AccountRow row_of(Context& context, store::StoredAccount stored) {
  AccountRow row{std::move(stored.account), {}, std::nullopt};
  row.roles = roles_of(context, row.account.id);
  const PersonRef& person = stored.person;
  if (person.person != 0) row.person = PersonView{{person.village}, {person.household}, {person.person}};
  return row;
}

std::vector<AccountRow> rows_of(Context& context, std::vector<store::StoredAccount> accounts) {
  std::vector<AccountRow> out;
  out.reserve(accounts.size());
  for (store::StoredAccount& each : accounts) out.push_back(row_of(context, std::move(each)));
  return out;
}

}  // namespace

AccountRow row_of(Context& context, Id<Account> account) {
  return row_of(context, existing(context, account));
}

std::vector<AccountRow> accounts_below(Context& context, const organisations::Reach& top) {
  db::IdList below;
  for (const Organisation& each : organisations::subtree(context, top)) below.ids.push_back(each.id.value);
  return rows_of(context, store::holders_at(context, below));
}

std::vector<Holder> holders(Context& context, const organisations::Reach& top, RoleKind kind) {
  const std::vector<Organisation> below = organisations::subtree(context, top);
  db::IdList ids;
  ids.ids.reserve(below.size());
  for (const Organisation& each : below) ids.ids.push_back(each.id.value);
  return store::holders_of(context, ids, kind);
}

std::vector<Holder> holders_at(Context& context, Id<Organisation> at, RoleKind kind) {
  return store::holders_of_one(context, at, kind);
}

std::vector<AccountRow> operators(Context& context) {
  if (!context.actor().holds(RoleKind::operator_)) throw rights_missing();
  return rows_of(context, store::operators(context));
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
