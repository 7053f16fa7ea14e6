#pragma once
// The public pages' addresses.
#include "http/router.h"

namespace lianghu::pages {

void routes(http::Router& router);

}  // namespace lianghu::pages
