#pragma once
// All routes of all rooms: the whole map of the site stands in sitemap.cpp.
#include "base/files.h"
#include "http/router.h"

namespace lianghu::app {

/// `files` outlives the router.
void add_routes(http::Router& router, const FileStore& files);

}  // namespace lianghu::app
