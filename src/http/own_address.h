#pragma once
// What stands in a code on paper: the address that the one who prints came by.
#include <string>

#include "http/call.h"

namespace lianghu::http {

/// "https://lianghu.example". Only characters of a host and a port may go onto a paper: throws Refusal 400
/// http.host.
[[nodiscard]] std::string own_address(const Call& call);

}  // namespace lianghu::http
