#pragma once
// The address of helped households: /h.
#include "http/router.h"

namespace lianghu::pages {

void slip_routes(http::Router& router);

}  // namespace lianghu::pages
