#pragma once
// Lower quotas: helpers who must help somebody and have nobody yet take a household along a shortest path, on
// which every household keeps as many helpers as it had and every helper who had to have somebody still does.
#include "matching/assignment.h"
#include "matching/market.h"

namespace lianghu::matching {

/// Afterwards as many helpers with a lower quota have somebody as in any assignment that covers as many
/// households (Mendelsohn and Dulmage 1958: both maxima are reached together). The coverage must be the
/// largest already.
void meet_lower_quotas(const Market& market, HelperView& view, Assignment& assignment);

}  // namespace lianghu::matching
