#pragma once
// When a transaction that failed is run again, and after how long: storage.md, section 10.
#include <chrono>
#include <optional>

#include "db/db.h"

namespace lianghu::db {

enum class Reaction {
  give_up,    // the Error is the caller's
  rerun,      // on the same connection
  reconnect,  // and rerun: the connection is lost, or leads to a replica
};

[[nodiscard]] Reaction reaction_to(Code code);

/// Counts the attempts of one transaction.
class Patience {
 public:
  static constexpr auto total_max = std::chrono::seconds(30);

  /// How long to wait before the next attempt: doubling from 5 ms to 1 s, half of it by chance so that those
  /// who failed together do not come back together. Nothing once the next attempt would come too late.
  [[nodiscard]] std::optional<std::chrono::milliseconds> next();

 private:
  std::optional<std::chrono::steady_clock::time_point> first_failure_;
  int failures_ = 0;
};

}  // namespace lianghu::db
