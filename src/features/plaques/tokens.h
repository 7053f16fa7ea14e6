#pragma once
// What the code on a plate holds: 128 random bits and a keyed tag of 64, as 32 characters. Without the key
// nobody makes one, and a made-up one is found out without a look into the database.
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/seal.h"

namespace lianghu::plaques {

[[nodiscard]] std::string make_token(Random& random, const Sealer& sealer);
/// True if this deployment's key made it.
[[nodiscard]] bool is_genuine(std::string_view token, const Sealer& sealer);

}  // namespace lianghu::plaques
