#pragma once
// The SQL of rounds and of who takes part in them.
#include <optional>
#include <string>
#include <vector>

#include "features/pairing/pairing.h"

namespace lianghu::pairing::store {

using programmes::Programme;

/// What is kept of a round's answer beside its pairs.
struct Outcome {
  std::int64_t households = 0;
  std::int64_t covered = 0;
  std::int64_t maximum = 0;
  std::int64_t blocking = 0;
  std::string certificate;  // JSON, "" when everybody is covered
  std::string findings;     // JSON
  std::string seal;         // of attest.h
};

struct Participant {
  std::int64_t id = 0;
  Id<Household> household;
  Side side{};
  std::int64_t capacity = 0;    // 0 for contact households
  std::string capacity_reason;  // typed; "" as long as it is what was proposed
  std::string capacity_key;     // of words/: the rule that proposed less than is usual
  std::string capacity_values;  // its values, JSON
  std::optional<Date> left_on;
  std::optional<Instant> voted_at;
  bool assisted = false;
  std::int64_t recorded_by = 0;
  std::string recorder_name;
  std::string ballot_hash;
};

void insert(Context& context, const Village& village, Id<Programme> programme, const Round& round);
/// False when the version is not `round.version - 1` any more.
[[nodiscard]] bool move_on(Context& context, const Village& village, const Round& round);
/// Only within a change that has moved the round on.
void set_outcome(Context& context, const Village& village, Id<Round> round, const Outcome& outcome);

/// The programme's newest round.
[[nodiscard]] std::optional<Round> newest(Context& context, const Village& village, Id<Programme> programme);
[[nodiscard]] std::optional<Outcome> outcome(Context& context, const Village& village, Id<Round> round);

void insert(Context& context, const Village& village, Id<Round> round, const Participant& participant);
// Each writes what it names and nothing else, so that a ballot cast meanwhile stays cast.
void set_capacity(Context& context, const Village& village, const Participant& participant);
void set_left(Context& context, const Village& village, const Participant& participant);
void set_side(Context& context, const Village& village, const Participant& participant);
/// When and by whom the ballot was cast, and its hash.
void set_vote(Context& context, const Village& village, const Participant& participant);
/// By household; those who left too.
[[nodiscard]] std::vector<Participant> participants(Context& context, const Village& village,
                                                    Id<Round> round);

}  // namespace lianghu::pairing::store
