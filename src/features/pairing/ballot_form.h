#pragma once
// The form that a ballot is filled in on: who may be ranked, and what the voter may know of each.
#include <string>
#include <vector>

#include "features/pairing/pairing.h"

namespace lianghu::pairing {

struct Candidate {
  Id<Household> household;
  std::string name;
  std::string place;
  std::vector<std::string> needs;  // of a contact household, in words
  std::int64_t capacity = 0;       // of a helper
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (household, name, place, needs, capacity))

struct BallotForm {
  std::string place;  // 音河村
  Round round;
  Id<Household> household;
  std::string name;
  Side side{};
  bool is_own = false;  // filled in by the household itself
  bool voted = false;
  std::vector<Candidate> candidates;
};
BOOST_DESCRIBE_STRUCT(BallotForm, (), (place, round, household, name, side, is_own, voted, candidates))

/// For those who may cast that household's ballot. Throws Refusal 404 household.not_found, pairing.none; 422
/// pairing.ballot.not_taking_part.
[[nodiscard]] BallotForm ballot_form(Context& context, const Village& village, Id<Household> household,
                                     Language language);

}  // namespace lianghu::pairing
