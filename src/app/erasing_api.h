#pragma once
// The routes by which a household or a person is erased.
#include "base/files.h"
#include "http/router.h"

namespace lianghu::app {

/// `files` outlives the router.
void erasing_routes(http::Router& router, const FileStore& files);

}  // namespace lianghu::app
