#pragma once
// What every way of casting a ballot shares, by an account or on paper: whose turn it is, what may stand in
// it, and the sealing of it.
#include <set>
#include <string>
#include <vector>

#include "features/pairing/rounds_store.h"

namespace lianghu::pairing {

/// Who enters a ballot.
struct Recorder {
  bool assisted = false;     // for another household
  std::int64_t account = 0;  // 0: nobody who has one
  std::string name;
};

/// A household whose ballot may be cast in that round, as the round stands.
class Voting {
 public:
  /// Throws Refusal 422 pairing.ballot.not_taking_part, 409 pairing.ballot.own, both at "household". The
  /// village and the round outlive it.
  Voting(Context& context, const Village& village, const Round& round, Id<Household> household,
         const Recorder& recorder);

  [[nodiscard]] const store::Participant& voter() const { return voter_; }
  /// Without its empty groups, trimmed. Throws Refusal 422 for everything that is wrong with it.
  [[nodiscard]] Ballot checked(const Ballot& ballot) const;
  /// Seals and keeps a checked ballot, in place of the one before. Only while the round is held open.
  Vote put(const Ballot& checked);

 private:
  Context& context_;
  const Village& village_;
  const Round& round_;
  const Recorder recorder_;
  std::size_t participants_ = 0;  // of both sides, also those who have left
  store::Participant voter_;
  std::vector<store::Participant> partners_;
};

}  // namespace lianghu::pairing
