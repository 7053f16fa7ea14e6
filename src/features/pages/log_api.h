#pragma once
// The journal as a public log under /log/ (C2SP tlog-tiles), and the proofs of published letters.
#include "http/router.h"

namespace lianghu::pages {

void log_routes(http::Router& router);

}  // namespace lianghu::pages
