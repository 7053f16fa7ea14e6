#pragma once
// Where http and accounts meet: the cookie that carries a session's token, and who asks behind it. http never
// looks into a token; accounts gives the resolver.
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "http/call.h"
#include "journal/actor.h"

namespace lianghu::http {

inline constexpr std::string_view session_cookie_name = "lianghu_session";

/// The actor of a live session; nothing when the token is unknown or its time is over. Runs on a database
/// thread.
using SessionResolver = std::function<std::optional<Actor>(std::string_view cookie_token)>;

/// The token that the request brings; "" if none.
[[nodiscard]] std::string session_token(const Request& request);
/// Makes the browser keep `token`: HttpOnly, SameSite=Lax, and Secure when the request came by https.
void set_session_cookie(Call& call, std::string_view token, std::chrono::seconds age_max);
/// Signing out: the cookie goes, and with it whatever the browser kept of this site (Clear-Site-Data).
void clear_session_cookie(Call& call);

}  // namespace lianghu::http
