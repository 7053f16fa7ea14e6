#pragma once
// The routes of plaques. Exempting a household from having one stands in programmes_api.
namespace lianghu::http {
class Router;
}

namespace lianghu::plaques {

void routes(http::Router& router);

}  // namespace lianghu::plaques
