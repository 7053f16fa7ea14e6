#pragma once
// The form that a ballot is filled in on: who may be ranked, and what the voter may know of each.
#include <string>
#include <vector>

#include "features/households/kin.h"
#include "features/pairing/pairing.h"

namespace lianghu::pairing {

using households::Kin;

/// As much of one of the other side as a choice needs: of a helper what its published letter promises, of a
/// contact household what kind of help it needs, never why.
struct Candidate {
  Id<Household> household;
  std::string name;
  std::string place;
  bool near = false;                  // lives in the voter's place
  std::vector<std::string> needs;     // of a contact household, in words
  std::int64_t capacity = 0;          // of a helper
  std::vector<std::string> can;       // of a helper: the roles of its letter, in plain words
  std::vector<std::string> promises;  // of a helper: the first items of its letter
  Kin kin = Kin::none;                // for the voter, and nobody else
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (household, name, place, near, needs, capacity, can, promises, kin))

/// What ballots show of those in a round, gathered once for however many voters. No rights are asked here,
/// and nothing is said of kin.
class Candidates {
 public:
  Candidates(Context& context, const Village& village, Id<Round> round, Language language);
  /// The other side as it is shown to that voter: who lives near first, else in an order of this voter's own.
  [[nodiscard]] std::vector<Candidate> for_voter(const households::ActiveHousehold& voter, Side side) const;

 private:
  struct Known {
    Side side;
    std::string address;
    Candidate candidate;
  };
  Id<Round> round_;
  std::vector<Known> all_;
};

struct BallotForm {
  std::string place;  // 音河村
  Round round;
  Id<Household> household;
  std::string name;
  Side side{};
  bool is_own = false;  // filled in by the household itself
  bool voted = false;
  std::vector<Candidate> candidates;  // who lives near first, else in an order of this voter's own
};
BOOST_DESCRIBE_STRUCT(BallotForm, (), (place, round, household, name, side, is_own, voted, candidates))

/// For those who may cast that household's ballot. Who stands first on a list is chosen more often, so the
/// order favours nobody: it is mixed anew for each voter and stays the same for one. That neighbours come
/// first is said on the form. Throws Refusal 404 household.not_found, pairing.none; 409 pairing.ballot.own;
/// 422 pairing.ballot.not_taking_part.
[[nodiscard]] BallotForm ballot_form(Context& context, const Village& village, Id<Household> household,
                                     Language language);

}  // namespace lianghu::pairing
