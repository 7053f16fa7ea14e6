#pragma once
// The routes of reviews and of what is to be put right.
namespace lianghu::http {
class Router;
}

namespace lianghu::reviews {

void routes(http::Router& router);

// Its parts.
void judging_routes(http::Router& router);
void rectification_routes(http::Router& router);
void appraisal_slip_routes(http::Router& router);

}  // namespace lianghu::reviews
