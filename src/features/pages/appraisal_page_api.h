#pragma once
// The address of the villagers' appraisal: /a.
#include "http/router.h"

namespace lianghu::pages {

void appraisal_routes(http::Router& router);

}  // namespace lianghu::pages
