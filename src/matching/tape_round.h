#pragma once
// From a tape straight to numbers, for files of many villages: no name is copied and nothing is allocated for
// a list. This is the way of a round with nothing wrong in it; whatever is unusual is left to
// read_instance(), which alone says what is wrong and where.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "matching/json_tape.h"
#include "matching/market.h"
#include "matching/matching.h"

namespace lianghu::matching {

struct TapeRound {
  std::vector<std::string_view> households;  // ids by number; borrowed from the tape
  std::vector<std::string_view> helpers;
  Ballots ballots;
};

/// Nothing for a round that read_instance() would refuse, and for one with fits.
[[nodiscard]] std::optional<TapeRound> read_round(const Tape& tape, std::uint64_t seed);

/// The answer of solve(read_instance(tape), options), or what it throws.
[[nodiscard]] Result solve(const Tape& tape, const Options& options);

}  // namespace lianghu::matching
