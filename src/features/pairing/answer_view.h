#pragma once
// What the workspace shows of a round's answer.
#include <optional>
#include <vector>

#include "features/pairing/people.h"

namespace lianghu::pairing {

struct AnswerSeen {
  const Round& round;
  const std::vector<Pairing>& pairings;             // all of the round
  const std::vector<ParticipantRow>& participants;  // who takes part now
  std::vector<Named> uncovered;
};
/// Nothing before there is an answer.
[[nodiscard]] std::optional<AnswerRow> answer_row(Context& context, const Village& village, People& people,
                                                  AnswerSeen seen);

}  // namespace lianghu::pairing
