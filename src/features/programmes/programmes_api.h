#pragma once
// The routes of programmes, participations, stages and exemptions. Declaring a stage stands in coverage_api,
// which computes the check-list.
namespace lianghu::http {
class Router;
}

namespace lianghu::programmes {

void routes(http::Router& router);

}  // namespace lianghu::programmes
