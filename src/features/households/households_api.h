#pragma once
// The routes of households and of the import of rosters.
#include "http/router.h"

namespace lianghu::households {

void routes(http::Router& router);
/// Called by routes().
void import_routes(http::Router& router);
void slip_routes(http::Router& router);

}  // namespace lianghu::households
