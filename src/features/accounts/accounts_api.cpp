#include "features/accounts/accounts_api.h"

#include <algorithm>
#include <chrono>

#include "features/accounts/accounts.h"
#include "http/router.h"
#include "http/session.h"

namespace lianghu::accounts {

namespace {

struct SetupState {
  bool needed = false;
};
BOOST_DESCRIBE_STRUCT(SetupState, (), (needed))

struct Setup {
  std::string login_name, password, name;
};
BOOST_DESCRIBE_STRUCT(Setup, (), (login_name, password, name))

struct Credentials {
  std::string login_name, password;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (login_name, password))

struct Me {
  Id<Account> account;
  std::string name;
  std::vector<RoleView> roles;
  std::optional<Id<Organisation>> village;  // of a member household's person
  std::optional<Id<Account>> household;
};
BOOST_DESCRIBE_STRUCT(Me, (), (account, name, roles, village, household))

struct PasswordChange {
  std::string old_password, new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (old_password, new_password))

struct NewPassword {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (password))

struct AccountWanted {
  std::string login_name, name, password;
  RoleKind kind{};
  std::optional<Id<Organisation>> organisation;
  std::optional<Id<Organisation>> village;  // of the person
  std::optional<Id<PersonView>> person;
};
BOOST_DESCRIBE_STRUCT(AccountWanted, (), (login_name, name, password, kind, organisation, village, person))

struct PersonBinding {
  Id<Organisation> village;
  Id<PersonView> person;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(PersonBinding, (), (village, person, version))

struct RoleWanted {
  RoleKind kind{};
  std::optional<Id<Organisation>> organisation;
};
BOOST_DESCRIBE_STRUCT(RoleWanted, (), (kind, organisation))

struct Version {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Version, (), (version))

struct AccountList {
  std::vector<AccountRow> accounts;
};
BOOST_DESCRIBE_STRUCT(AccountList, (), (accounts))

struct Done {
  bool done = true;
};
BOOST_DESCRIBE_STRUCT(Done, (), (done))

Me me_of(Context& context, Id<Account> account) {
  const Actor actor = actor_for(context, account);
  Me me{account, actor.name, roles_of(context, account), std::nullopt, std::nullopt};
  if (actor.village != 0) me.village = Id<Organisation>{actor.village};
  if (actor.household != 0) me.household = Id<Account>{actor.household};
  return me;
}

void set_cookie(http::Call& call, std::string_view token) {
  http::set_session_cookie(call, token, std::chrono::hours(session_hours_max));
}

/// Three steps, so that the slow comparison stands outside both transactions. A refusal comes out after the
/// commit, since the failure must be counted.
Me sign_in_here(http::Call& call, const Credentials& in) {
  const SignInCheck check = call.read([&](Context& c) { return sign_in_check(c, in.login_name); });
  const bool matches = !check.locked && password_matches(check, in.password);
  const SignIn result = call.changes().change(
      call.actor(), [&](Context& c) { return sign_in(c, in.login_name, check, matches); });
  if (result.refusal) throw *result.refusal;
  set_cookie(call, result.token);
  return call.read([&](Context& c) { return me_of(c, *check.account); });
}

Me set_up_here(http::Call& call, const Setup& in) {
  // Refused before the hash, so that a stranger cannot keep the processor busy with it.
  if (!call.read([](Context& c) { return setup_needed(c); })) throw Refusal(Status::conflict, "setup.done");
  const std::string hash = hash_password(in.password, call.changes().random());
  call.change(0, [&](Context& c) {
    set_up(c, {in.login_name, in.name, hash, std::nullopt});
    return Done{};
  });
  return sign_in_here(call, {in.login_name, in.password});
}

Done change_password_here(http::Call& call, const PasswordChange& in) {
  const SignInCheck check = call.read([&](Context& c) { return password_check(c); });
  if (!password_matches(check, in.old_password))
    throw Refusal(Status::unprocessable, "password.old_wrong", "old_password");
  const std::string hash = hash_password(in.new_password, call.changes().random());
  return call.change(0, [&](Context& c) {
    change_password(c, hash);
    return Done{};
  });
}

AccountRow create_here(http::Call& call, const AccountWanted& in, const FindPerson& find_person) {
  const std::string hash = hash_password(in.password, call.changes().random());
  return call.change(0, [&](Context& c) {
    NewAccount wanted{in.login_name, in.name, hash, std::nullopt};
    if (in.person)
      wanted.person = find_person(c, in.village.value_or(in.organisation.value_or(Id<Organisation>{})),
                                  in.person->value, in.kind == RoleKind::member);
    return row_of(c, create(c, wanted, in.kind, in.organisation.value_or(Id<Organisation>{})).id);
  });
}

Done grant_here(http::Call& call, const RoleWanted& in, const FindPerson& find_person) {
  return call.change(0, [&](Context& c) {
    const auto account = call.id<Account>("account");
    const auto person = person_of(c, account);
    if (in.kind == RoleKind::member && person)
      static_cast<void>(find_person(c, {person->village}, person->person, true));
    grant(c, account, in.kind, in.organisation.value_or(Id<Organisation>{}));
    return Done{};
  });
}

AccountRow bind_here(http::Call& call, const PersonBinding& in, const FindPerson& find_person) {
  return call.change(0, [&](Context& c) {
    const auto account = call.id<Account>("account");
    const std::vector<RoleView> roles = roles_of(c, account);
    const bool is_member = std::ranges::find(roles, RoleKind::member, &RoleView::kind) != roles.end();
    bind_person(c, account, find_person(c, in.village, in.person.value, is_member), in.version);
    return row_of(c, account);
  });
}

Done reset_password_here(http::Call& call, const NewPassword& in) {
  const std::string hash = hash_password(in.password, call.changes().random());
  return call.change(0, [&](Context& c) {
    reset_password(c, call.id<Account>("account"), hash);
    return Done{};
  });
}

void door_routes(http::Router& router) {
  router.get<SetupState>("/api/v1/setup", http::Access::anyone, "setup.state", [](http::Call& call) {
    return SetupState{call.read([](Context& c) { return setup_needed(c); })};
  });
  router.post<Setup, Me>("/api/v1/setup", http::Access::anyone, "setup.run", set_up_here);
  router.post<Credentials, Me>("/api/v1/sessions", http::Access::anyone, "sessions.create", sign_in_here);
  router.remove<Done>("/api/v1/sessions/current", http::Access::signed_in, "sessions.end",
                      [](http::Call& call) {
                        const std::string token = http::session_token(call.request());
                        call.changes().change(call.actor(), [&](Context& c) { sign_out(c, token); });
                        http::clear_session_cookie(call);
                        return Done{};
                      });
  router.get<Me>("/api/v1/me", http::Access::signed_in, "me.read", [](http::Call& call) {
    return call.read([&](Context& c) { return me_of(c, {c.actor().account}); });
  });
  router.post<PasswordChange, Done>("/api/v1/me/password", http::Access::signed_in, "me.change_password",
                                    change_password_here);
}

void listing_routes(http::Router& router) {
  router.get<AccountList>("/api/v1/organisations/{organisation}/accounts", http::Access::signed_in,
                          "accounts.list", [](http::Call& call) {
                            return call.read([&](Context& c) {
                              const auto at =
                                  organisations::reach(c, call.id<Organisation>("organisation"),
                                                       {RoleKind::operator_, RoleKind::county, RoleKind::town,
                                                        RoleKind::secretary, RoleKind::auditor});
                              return AccountList{accounts_below(c, at)};
                            });
                          });
  router.get<AccountList>(
      "/api/v1/operators", http::Access::signed_in, "accounts.operators",
      [](http::Call& call) { return call.read([](Context& c) { return AccountList{operators(c)}; }); });
}

void administration_routes(http::Router& router, const FindPerson& find_person) {
  router.post<NewPassword, Done>("/api/v1/accounts/{account}/password", http::Access::signed_in,
                                 "accounts.reset_password", reset_password_here);
  router.post<AccountWanted, AccountRow>("/api/v1/accounts", http::Access::signed_in, "accounts.create",
                                         [find_person](http::Call& call, const AccountWanted& in) {
                                           return create_here(call, in, find_person);
                                         });
  router.post<PersonBinding, AccountRow>(
      "/api/v1/accounts/{account}/person", http::Access::signed_in, "accounts.bind_person",
      [find_person](http::Call& call, const PersonBinding& in) { return bind_here(call, in, find_person); });
  router.post<RoleWanted, Done>(
      "/api/v1/accounts/{account}/roles", http::Access::signed_in, "accounts.grant",
      [find_person](http::Call& call, const RoleWanted& in) { return grant_here(call, in, find_person); });
  router.post<RoleWanted, Done>("/api/v1/accounts/{account}/roles/revoke", http::Access::signed_in,
                                "accounts.revoke", [](http::Call& call, const RoleWanted& in) {
                                  return call.change(0, [&](Context& c) {
                                    revoke(c, call.id<Account>("account"), in.kind,
                                           in.organisation.value_or(Id<Organisation>{}));
                                    return Done{};
                                  });
                                });
  router.post<Version, Done>("/api/v1/accounts/{account}/deactivate", http::Access::signed_in,
                             "accounts.deactivate", [](http::Call& call, const Version& in) {
                               return call.change(0, [&](Context& c) {
                                 deactivate(c, call.id<Account>("account"), in.version);
                                 return Done{};
                               });
                             });
  router.post<Version, Done>("/api/v1/accounts/{account}/activate", http::Access::signed_in,
                             "accounts.activate", [](http::Call& call, const Version& in) {
                               return call.change(0, [&](Context& c) {
                                 activate(c, call.id<Account>("account"), in.version);
                                 return Done{};
                               });
                             });
}

}  // namespace

void routes(http::Router& router, const FindPerson& find_person) {
  door_routes(router);
  listing_routes(router);
  administration_routes(router, find_person);
}

std::optional<Actor> resolve_session(Changes& changes, std::string_view token) {
  const Actor nobody = Actor::visitor();
  auto actor = changes.read(nobody, [&](Context& c) { return actor_of(c, token); });
  if (!actor) return std::nullopt;
  const bool stale = changes.read(nobody, [&](Context& c) { return session_is_stale(c, token); });
  if (stale) changes.change(nobody, [&](Context& c) { touch_session(c, token); });
  return actor;
}

}  // namespace lianghu::accounts
