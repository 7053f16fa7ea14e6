#include "features/accounts/accounts_store.h"

#include "base/describe.h"

namespace lianghu::accounts::store {

namespace {

#define LIANGHU_ACCOUNT_COLUMNS \
  "id, login_name, name, password_hash, active, person_village, household_id, person_id, version"

StoredAccount account_of(const db::Row& row) {
  StoredAccount out;
  out.account = {row.id<Account>(0), row.text(1), row.text(2), row.flag(4), row.integer(8)};
  out.password_hash = row.text(3);
  out.person = {row.maybe_integer(5).value_or(0), row.maybe_integer(6).value_or(0),
                row.maybe_integer(7).value_or(0)};
  return out;
}

std::optional<StoredAccount> maybe_account(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return account_of(*row);
}

std::optional<std::int64_t> unless_zero(std::int64_t id) {
  return id == 0 ? std::nullopt : std::optional<std::int64_t>(id);
}

std::vector<Holder> holders_in(const std::vector<db::Row>& rows) {
  std::vector<Holder> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows)
    out.push_back({row.id<Account>(0), row.text(1), {row.integer(2), row.integer(3), row.integer(4)}});
  return out;
}

}  // namespace

bool any(Context& context) {
  return context.tx().one("SELECT id FROM accounts LIMIT 1").has_value();
}

std::optional<StoredAccount> by_id(Context& context, Id<Account> id) {
  return maybe_account(context.tx().one("SELECT " LIANGHU_ACCOUNT_COLUMNS " FROM accounts WHERE id = ?", id));
}

std::optional<StoredAccount> by_person(Context& context, const PersonRef& person) {
  return maybe_account(context.tx().one("SELECT " LIANGHU_ACCOUNT_COLUMNS
                                        " FROM accounts WHERE person_village = ? AND person_id = ?",
                                        person.village, person.person));
}

std::optional<StoredAccount> by_login_name(Context& context, std::string_view login_name) {
  const auto owner = context.tx().one("SELECT account_id FROM login_names WHERE login_name = ?", login_name);
  if (!owner) return std::nullopt;
  return by_id(context, owner->id<Account>(0));
}

bool insert(Context& context, const StoredAccount& stored) {
  const Account& account = stored.account;
  if (context.tx().one("SELECT account_id FROM login_names WHERE login_name = ?", account.login_name))
    return false;
  context.tx().execute("INSERT INTO accounts (" LIANGHU_ACCOUNT_COLUMNS
                       ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       account.id, account.login_name, account.name, stored.password_hash, account.active,
                       unless_zero(stored.person.village), unless_zero(stored.person.household),
                       unless_zero(stored.person.person), account.version);
  context.tx().execute("INSERT INTO login_names (login_name, account_id) VALUES (?, ?)", account.login_name,
                       account.id);
  context.touched("accounts", 0, account.id.value);
  return true;
}

void set_password(Context& context, Id<Account> id, std::string_view hash) {
  context.tx().execute("UPDATE accounts SET password_hash = ?, version = version + 1 WHERE id = ?", hash, id);
  context.touched("accounts", 0, id.value);
}

bool set_active(Context& context, Id<Account> id, bool active, std::int64_t version) {
  const auto changed = context.tx().execute(
      "UPDATE accounts SET active = ?, version = version + 1 WHERE id = ? AND version = ?", active, id,
      version);
  if (changed == 0) return false;
  context.touched("accounts", 0, id.value);
  return true;
}

bool set_person(Context& context, Id<Account> id, const PersonRef& person, std::int64_t version) {
  const auto changed = context.tx().execute(
      "UPDATE accounts SET person_village = ?, household_id = ?, person_id = ?, version = version + 1 "
      "WHERE id = ? AND version = ?",
      person.village, person.household, person.person, id, version);
  if (changed == 0) return false;
  context.touched("accounts", 0, id.value);
  return true;
}

void blank(Context& context, const Account& account) {
  context.tx().execute("DELETE FROM login_names WHERE account_id = ?", account.id);
  context.tx().execute(
      "UPDATE accounts SET login_name = '', name = '', password_hash = '', active = 0, "
      "person_village = NULL, household_id = NULL, person_id = NULL, version = version + 1 WHERE id = ?",
      account.id);
  context.touched("accounts", 0, account.id.value);
}

std::vector<RoleView> roles(Context& context, Id<Account> id) {
  std::vector<RoleView> out;
  for (const db::Row& row : context.tx().query(
           "SELECT kind, organisation_id FROM roles_held WHERE account_id = ? ORDER BY granted_at, id", id)) {
    RoleView view;
    view.kind = enum_of<RoleKind>(row.text(0));
    if (!row.null(1)) view.organisation = row.id<Organisation>(1);
    out.push_back(std::move(view));
  }
  return out;
}

bool add_role(Context& context, Id<Account> id, RoleKind kind, Id<Organisation> at) {
  if (context.tx().one(
          "SELECT id FROM roles_held WHERE account_id = ? AND kind = ? AND COALESCE(organisation_id, 0) = ?",
          id, name_of(kind), at))
    return false;
  const auto role = context.make_id<RoleView>();
  context.tx().execute(
      "INSERT INTO roles_held (id, account_id, kind, organisation_id, granted_by, granted_at) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      role, id, name_of(kind), unless_zero(at.value), context.actor().account, context.now());
  context.touched("roles_held", 0, role.value);
  return true;
}

bool remove_role(Context& context, Id<Account> id, RoleKind kind, Id<Organisation> at) {
  const auto gone = context.tx().query(
      "DELETE FROM roles_held WHERE account_id = ? AND kind = ? AND COALESCE(organisation_id, 0) = ? "
      "RETURNING id",
      id, name_of(kind), at);
  for (const db::Row& row : gone) context.touched("roles_held", 0, row.integer(0));
  return !gone.empty();
}

std::vector<StoredAccount> operators(Context& context) {
  std::vector<StoredAccount> out;
  for (const db::Row& row : context.tx().query(
           "SELECT " LIANGHU_ACCOUNT_COLUMNS
           " FROM accounts a WHERE EXISTS (SELECT 1 FROM roles_held r WHERE r.account_id = a.id AND "
           "r.kind = ?) ORDER BY login_name",
           name_of(RoleKind::operator_)))
    out.push_back(account_of(row));
  return out;
}

std::vector<StoredAccount> holders_at(Context& context, const db::IdList& organisations) {
  std::vector<StoredAccount> out;
  for (const db::Row& row : context.tx().query(
           "SELECT " LIANGHU_ACCOUNT_COLUMNS
           " FROM accounts a WHERE EXISTS (SELECT 1 FROM roles_held r WHERE r.account_id = a.id AND "
           "r.organisation_id IN ?*) ORDER BY login_name",
           organisations))
    out.push_back(account_of(row));
  return out;
}

std::vector<Holder> holders_of(Context& context, const db::IdList& organisations, RoleKind kind) {
  return holders_in(context.tx().query(
      "SELECT a.id, a.name, COALESCE(a.person_village, 0), COALESCE(a.household_id, 0), "
      "COALESCE(a.person_id, 0) FROM accounts a WHERE a.active = 1 AND EXISTS (SELECT 1 FROM "
      "roles_held r WHERE r.account_id = a.id AND r.kind = ? AND r.organisation_id IN ?*) "
      "ORDER BY a.login_name",
      name_of(kind), organisations));
}

std::vector<Holder> holders_of_one(Context& context, Id<Organisation> organisation, RoleKind kind) {
  return holders_in(
      context.tx().query("SELECT a.id, a.name, COALESCE(a.person_village, 0), COALESCE(a.household_id, 0), "
                         "COALESCE(a.person_id, 0) FROM roles_held r JOIN accounts a ON a.id = r.account_id "
                         "WHERE r.organisation_id = ? AND r.kind = ? AND a.active = 1 ORDER BY a.login_name",
                         organisation, name_of(kind)));
}

void start_session(Context& context, std::string_view token_hash, Id<Account> account) {
  context.tx().execute(
      "INSERT INTO sessions (token_hash, id, account_id, started_at, seen_at) VALUES (?, ?, ?, ?, ?)",
      db::Blob{std::string(token_hash)}, context.make_id<Session>(), account, context.now(), context.now());
}

std::optional<Session> session(Context& context, std::string_view token_hash) {
  const auto row =
      context.tx().one("SELECT id, account_id, started_at, seen_at FROM sessions WHERE token_hash = ?",
                       db::Blob{std::string(token_hash)});
  if (!row) return std::nullopt;
  return Session{row->id<Session>(0), row->id<Account>(1), row->instant(2), row->instant(3)};
}

void see_session(Context& context, std::string_view token_hash) {
  context.tx().execute("UPDATE sessions SET seen_at = ? WHERE token_hash = ?", context.now(),
                       db::Blob{std::string(token_hash)});
}

void end_session(Context& context, std::string_view token_hash) {
  context.tx().execute("DELETE FROM sessions WHERE token_hash = ?", db::Blob{std::string(token_hash)});
}

void end_sessions(Context& context, Id<Account> account, Id<Session> keep) {
  context.tx().execute("DELETE FROM sessions WHERE account_id = ? AND id <> ?", account, keep);
}

Failures failures(Context& context, std::string_view login_name) {
  const auto row = context.tx().one(
      "SELECT failures, locked_until FROM sign_in_failures WHERE login_name = ?", login_name);
  if (!row) return {};
  return {row->integer(0), row->instant(1)};
}

void set_failures(Context& context, std::string_view login_name, const Failures& failures) {
  context.tx().execute(
      "INSERT INTO sign_in_failures (login_name, failures, locked_until) VALUES (?, ?, ?) "
      "ON CONFLICT (login_name) DO UPDATE SET failures = excluded.failures, locked_until = "
      "excluded.locked_until",
      login_name, failures.count, failures.locked_until);
}

void forget_failures(Context& context, std::string_view login_name) {
  context.tx().execute("DELETE FROM sign_in_failures WHERE login_name = ?", login_name);
}

}  // namespace lianghu::accounts::store
