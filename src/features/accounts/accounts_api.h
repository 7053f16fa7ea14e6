#pragma once
// The routes of setting up, signing in and out, one's own account, and the accounts of one's subtree.
#include <optional>
#include <string_view>

#include "journal/change.h"

namespace lianghu::http {
class Router;
}

namespace lianghu::accounts {

void routes(http::Router& router);

/// What http asks for each request with a session cookie: who it is. Notes the session as in use.
[[nodiscard]] std::optional<Actor> resolve_session(Changes& changes, std::string_view token);

}  // namespace lianghu::accounts
