#pragma once
// The routes of plans and actions.
#include "features/help/help.h"

namespace lianghu {
class FileStore;
namespace http {
class Router;
}
}  // namespace lianghu

namespace lianghu::help {

/// `files` keeps the photos; it outlives the router.
void routes(http::Router& router, const FileStore& files);

// Its parts.
void plan_routes(http::Router& router);
void action_routes(http::Router& router, const FileStore& files);

}  // namespace lianghu::help
