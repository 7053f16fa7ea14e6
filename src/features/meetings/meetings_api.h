#pragma once
// The routes of meetings.
#include "http/router.h"

namespace lianghu::meetings {

void routes(http::Router& router);

}  // namespace lianghu::meetings
