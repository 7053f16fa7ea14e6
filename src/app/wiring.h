#pragma once
// Upward effects: what happened below, said to the page cache after the commit.
#include "http/page_cache.h"
#include "journal/change.h"

namespace lianghu::app {

/// Both outlive the server's threads. Called once, before the first change.
void wire(Changes& changes, http::PageCache& pages);

}  // namespace lianghu::app
