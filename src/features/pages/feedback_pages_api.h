#pragma once
// The addresses of those who say something: /p/TOKEN/say and /v/CODE/say.
#include "http/router.h"

namespace lianghu::pages {

/// So many may come at once from everywhere; after them one a second is taken. About 17 MB on the disk.
inline constexpr int said_at_once_max = 20'000;

void feedback_routes(http::Router& router, int at_once = said_at_once_max);

}  // namespace lianghu::pages
