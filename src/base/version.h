#pragma once
// The version of a row that people change, by which two who change it at once are told apart.
#include <cstdint>

#include "base/refusal.h"

namespace lianghu {

/// The version after `stored`. `seen` is the one that the person who changes it had on the screen, any number
/// from outside. Throws Refusal 409 version.stale unless they are the same.
[[nodiscard]] inline std::int64_t next_version(std::int64_t stored, std::int64_t seen) {
  if (stored != seen) throw Refusal(Status::conflict, "version.stale");
  return stored + 1;
}

}  // namespace lianghu
