#pragma once
// The routes of `lianghu witness`: C2SP tlog-witness's add-checkpoint, the checkpoints that it signed, and
// its key. They are no part of the sitemap: a witness serves nothing else.
#include "http/router.h"
#include "journal/witness.h"

namespace lianghu::app {

/// The witness outlives the router.
void witness_routes(http::Router& router, journal::Witness& witness);

}  // namespace lianghu::app
