#pragma once
// The routes of coverage, of declaring a stage, and of what waits for the reader.
namespace lianghu::http {
class Router;
}

namespace lianghu::coverage {

void routes(http::Router& router);

}  // namespace lianghu::coverage
