#pragma once
// The routes that the pages behind a paper's code share.
#include <functional>
#include <string>
#include <string_view>

#include "features/pages/code_page.h"
#include "http/rate_limiter.h"
#include "http/router.h"

namespace lianghu::pages {

/// What was typed, at the view that was asked for. Throws Refusal for what is wrong with the code itself.
using CodeAnswer = std::function<Page(http::Call& call, const View& view, const http::Parameters& typed)>;

/// The page where the code is typed, in each view, and what `answer` makes of it. Each network has so many
/// tries; what `answer` refuses is told at the field of the code.
void code_routes(http::Router& router, const CodeDoor& door, const CodeAnswer& answer);

}  // namespace lianghu::pages
