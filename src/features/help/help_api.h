#pragma once
// The routes of plans and actions.
#include "features/help/help.h"

namespace lianghu {
class FileStore;
namespace http {
class Call;
class Router;
}  // namespace http
}  // namespace lianghu

namespace lianghu::help {

/// `files` keeps the photos; it outlives the router.
void routes(http::Router& router, const FileStore& files);

// Its parts.
void plan_routes(http::Router& router);
void action_routes(http::Router& router, const FileStore& files);

/// The {village} of the path.
[[nodiscard]] Id<organisations::Organisation> village_id(const http::Call& call);

}  // namespace lianghu::help
