#pragma once
// The addresses of those who follow what they said, by its code: /t.
#include "http/router.h"

namespace lianghu::pages {

void track_routes(http::Router& router);

}  // namespace lianghu::pages
