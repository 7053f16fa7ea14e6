#pragma once
// The routes of the two-way selection. None of them gives a ballot back.

namespace lianghu::http {
class Router;
}

namespace lianghu::pairing {

void routes(http::Router& router);
/// Of ballots on paper; a part of `routes`.
void form_routes(http::Router& router);

}  // namespace lianghu::pairing
