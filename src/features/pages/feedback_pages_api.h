#pragma once
// The addresses of those who say something: /p/TOKEN/say and /t.
#include "http/router.h"

namespace lianghu::pages {

void feedback_routes(http::Router& router);

}  // namespace lianghu::pages
