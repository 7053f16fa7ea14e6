#pragma once
// The routes of the feedback desk. What a sender uses are pages: features/pages.
#include "http/router.h"

namespace lianghu::feedback {

void routes(http::Router& router);

}  // namespace lianghu::feedback
