#pragma once
// The routes of organisations and divisions.
namespace lianghu::http {
class Router;
}

namespace lianghu::organisations {

void routes(http::Router& router);

}  // namespace lianghu::organisations
