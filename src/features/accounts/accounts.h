#pragma once
// People with an account: sign-in, sessions, and the roles they hold at organisations. A password is hashed
// (argon2id, libsodium's interactive limits) outside any transaction, so the writer never waits for it.
#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "features/organisations/organisations.h"
#include "journal/context.h"

namespace lianghu::accounts {

using organisations::Organisation;

inline constexpr int password_characters_min = 8;
inline constexpr int session_idle_minutes_max = 120;
inline constexpr int session_hours_max = 24 * 7;
inline constexpr int failures_before_lock = 5;
inline constexpr int lock_minutes = 15;

struct Account {
  Id<Account> id;
  std::string login_name;
  std::string name;
  bool active = true;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, login_name, name, active, version))

/// Slow (tens of milliseconds, 64 MiB): never inside a change. Throws Refusal 422 password.length.
[[nodiscard]] std::string hash_password(std::string_view password, Random& random);

/// Whom an account is, when it is a household's person: rows of the households room.
struct PersonRef {
  std::int64_t village = 0;
  std::int64_t household = 0;
  std::int64_t person = 0;
};

/// Throws Refusal 404 or 403 unless the actor is staff of that village; 422 account.person.{unknown,
/// not_member} when nobody of that id lives there now, or not in a member household where only that will do.
/// The persons stand a floor above this room, so the households room answers it (app/sitemap.cpp).
using FindPerson = std::function<PersonRef(Context&, Id<Organisation> village, std::int64_t person,
                                           bool of_member_household)>;

struct NewAccount {
  std::string login_name;  // 3 to 32 of a–z, 0–9, . _ - or a telephone number; kept in lower case
  std::string name;
  std::string password_hash;
  std::optional<PersonRef> person;
};

/// True while nobody has an account: the first visitor becomes the operator.
[[nodiscard]] bool setup_needed(Context& context);
/// Throws Refusal 409 setup.done when it is not needed any more.
Account set_up(Context& context, const NewAccount& operator_account);

/// Throws Refusal 422 account.login_name.form, account.name.length; 409 account.login_name.taken. An account
/// without a role can only sign in and out, so making one asks for a role at once; the actor must be an
/// operator, or staff whose subtree has `at`. A member's is a person's of the village, for all that it may do
/// is done for its own household: 422 account.person.needed. One account a person: 409 account.person.taken.
/// 422 account.person.elsewhere when the person's village has nothing to do with `at`.
Account create(Context& context, const NewAccount& wanted, RoleKind kind, Id<Organisation> at);
/// Throws Refusal 403 rights.missing unless the actor may: operators grant all; county and town staff grant
/// roles below their own within their subtree; a secretary grants group leader and member in the village.
void grant(Context& context, Id<Account> account, RoleKind kind, Id<Organisation> at);
void revoke(Context& context, Id<Account> account, RoleKind kind, Id<Organisation> at);
/// Whom the account is from now on; what it was is replaced, and its sessions end. Who may deactivate the
/// account may. Refused as `create` refuses, and 409 version.stale.
void bind_person(Context& context, Id<Account> account, const PersonRef& person, std::int64_t version);
/// Nothing when it is nobody's of a household.
[[nodiscard]] std::optional<PersonRef> person_of(Context& context, Id<Account> account);
/// For somebody who forgot it: whoever may deactivate the account may. Ends its sessions and lifts its lock.
void reset_password(Context& context, Id<Account> account, std::string_view new_hash);
/// Ends the account's sessions too.
void deactivate(Context& context, Id<Account> account, std::int64_t version);
/// It can sign in again, with the roles it held and the password it had.
void activate(Context& context, Id<Account> account, std::int64_t version);

struct RoleView {
  RoleKind kind{};
  std::optional<Id<Organisation>> organisation;  // none for an operator
  std::string organisation_name;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(RoleView, (), (kind, organisation, organisation_name, path))

/// What a sign-in is checked against, read before the slow comparison.
struct SignInCheck {
  std::optional<Id<Account>> account;  // none: nobody has that name
  std::string password_hash;  // of a made-up password when nobody has that name: as slow as a real one
  bool locked = false;
};
[[nodiscard]] SignInCheck sign_in_check(Context& context, std::string_view login_name);
/// The same for the actor's own account, to change the password.
[[nodiscard]] SignInCheck password_check(Context& context);
/// Slow, constant time: outside any transaction.
[[nodiscard]] bool password_matches(const SignInCheck& check, std::string_view password);
/// The new session's token. Throws Refusal 401 sign_in.wrong or 429 sign_in.locked; counts the failure either
/// way, so the caller commits and then throws: see accounts_api.cpp.
struct SignIn {
  std::string token;  // empty when refused
  std::optional<Refusal> refusal;
};
SignIn sign_in(Context& context, std::string_view login_name, const SignInCheck& check, bool matches);
void sign_out(Context& context, std::string_view token);
/// Ends every other session of the account.
void change_password(Context& context, std::string_view new_hash);

/// Who holds this token now; nothing when it is unknown, idle too long, too old, or the account is not
/// active.
[[nodiscard]] std::optional<Actor> actor_of(Context& context, std::string_view token);
/// True when the session was last noted as in use five minutes ago or longer: then `touch_session` notes it.
[[nodiscard]] bool session_is_stale(Context& context, std::string_view token);
void touch_session(Context& context, std::string_view token);

struct PersonView {
  Id<Organisation> village;
  Id<PersonView> household;
  Id<PersonView> person;
};
BOOST_DESCRIBE_STRUCT(PersonView, (), (village, household, person))

struct AccountRow {
  Account account;
  std::vector<RoleView> roles;
  std::optional<PersonView> person;  // of a household, when it is one's
};
BOOST_DESCRIBE_STRUCT(AccountRow, (), (account, roles, person))
[[nodiscard]] AccountRow row_of(Context& context, Id<Account> account);
/// The accounts that hold a role within the subtree, by login name.
[[nodiscard]] std::vector<AccountRow> accounts_below(Context& context, const organisations::Reach& top);

/// An account that can sign in and holds the role.
struct Holder {
  Id<Account> account;
  std::string name;
  PersonRef person;  // zeros when it is nobody's of a household
};
/// Who holds `kind` within the subtree, by login name. For the rooms above: no rights are asked here.
[[nodiscard]] std::vector<Holder> holders(Context& context, const organisations::Reach& top, RoleKind kind);
/// Who holds `kind` at that organisation itself, by login name.
[[nodiscard]] std::vector<Holder> holders_at(Context& context, Id<Organisation> at, RoleKind kind);
/// The operators, who stand at no organisation: for an operator. Throws Refusal 403 for anyone else.
[[nodiscard]] std::vector<AccountRow> operators(Context& context);
[[nodiscard]] std::vector<RoleView> roles_of(Context& context, Id<Account> account);
/// As what the account acts: for commands and the demo's clock.
[[nodiscard]] Actor actor_for(Context& context, Id<Account> account);

}  // namespace lianghu::accounts
