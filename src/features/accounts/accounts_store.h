#pragma once
// The SQL of accounts, roles held, sessions and failed sign-ins.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/accounts/accounts.h"

namespace lianghu::accounts::store {

struct StoredAccount {
  Account account;
  std::string password_hash;
  PersonRef person;
};

[[nodiscard]] bool any(Context& context);
[[nodiscard]] std::optional<StoredAccount> by_id(Context& context, Id<Account> id);
/// The account of that person, active or not.
[[nodiscard]] std::optional<StoredAccount> by_person(Context& context, const PersonRef& person);
[[nodiscard]] std::optional<StoredAccount> by_login_name(Context& context, std::string_view login_name);
/// False when the login name is taken; then nothing was written.
[[nodiscard]] bool insert(Context& context, const StoredAccount& stored);
void set_password(Context& context, Id<Account> id, std::string_view hash);
/// False when the version is another.
[[nodiscard]] bool set_active(Context& context, Id<Account> id, bool active, std::int64_t version);
[[nodiscard]] bool set_person(Context& context, Id<Account> id, const PersonRef& person,
                              std::int64_t version);
/// Nobody's any more: inactive, without names, password and person. The login name is free again.
void blank(Context& context, const Account& account);

[[nodiscard]] std::vector<RoleView> roles(Context& context, Id<Account> id);
/// False when it was held already.
bool add_role(Context& context, Id<Account> id, RoleKind kind, Id<Organisation> at);
/// False when it was not held.
bool remove_role(Context& context, Id<Account> id, RoleKind kind, Id<Organisation> at);
/// Who holds a role at one of these, by login name.
[[nodiscard]] std::vector<StoredAccount> holders_at(Context& context, const db::IdList& organisations);
/// Those that are active, by login name.
[[nodiscard]] std::vector<Holder> holders_of(Context& context, const db::IdList& organisations,
                                             RoleKind kind);
[[nodiscard]] std::vector<Holder> holders_of_one(Context& context, Id<Organisation> organisation,
                                                 RoleKind kind);
[[nodiscard]] std::vector<StoredAccount> operators(Context& context);

struct Session {
  Id<Session> id;
  Id<Account> account;
  Instant started_at;
  Instant seen_at;
};
void start_session(Context& context, std::string_view token_hash, Id<Account> account);
[[nodiscard]] std::optional<Session> session(Context& context, std::string_view token_hash);
void see_session(Context& context, std::string_view token_hash);
void end_session(Context& context, std::string_view token_hash);
/// Ends the account's sessions but `keep`.
void end_sessions(Context& context, Id<Account> account, Id<Session> keep);

struct Failures {
  std::int64_t count = 0;
  Instant locked_until;
};
[[nodiscard]] Failures failures(Context& context, std::string_view login_name);
void set_failures(Context& context, std::string_view login_name, const Failures& failures);
void forget_failures(Context& context, std::string_view login_name);

}  // namespace lianghu::accounts::store
