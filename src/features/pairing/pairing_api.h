#pragma once
// The routes of the two-way selection. None of them gives a ballot back.
#include "features/organisations/organisations.h"

namespace lianghu::http {
class Call;
class Router;
}  // namespace lianghu::http

namespace lianghu::pairing {

void routes(http::Router& router);
/// Of ballots on paper; a part of `routes`.
void form_routes(http::Router& router);

/// The {village} of the path.
[[nodiscard]] Id<organisations::Organisation> village_id(const http::Call& call);

}  // namespace lianghu::pairing
