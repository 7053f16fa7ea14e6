#pragma once
// The routes of setting up, signing in and out, one's own account, and the accounts of one's subtree.
#include <optional>
#include <string_view>

#include "features/accounts/accounts.h"
#include "journal/change.h"

namespace lianghu::http {
class Router;
}

namespace lianghu::accounts {

/// `find_person` is asked whom an account shall be.
void routes(http::Router& router, const FindPerson& find_person);

/// What http asks for each request with a session cookie: who it is. Notes the session as in use.
[[nodiscard]] std::optional<Actor> resolve_session(Changes& changes, std::string_view token);

}  // namespace lianghu::accounts
