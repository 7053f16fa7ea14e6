#pragma once
// Where ballots on paper are entered: /b.
#include "http/router.h"

namespace lianghu::pages {

void paper_routes(http::Router& router);

}  // namespace lianghu::pages
