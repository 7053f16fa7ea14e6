#pragma once
// What the rules of a round share: finding the round that a change is for, and who takes part in it.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "features/pairing/rounds_store.h"
#include "features/pairing/sight.h"

namespace lianghu::pairing {

/// The village's newest round. Throws Refusal 404 pairing.none.
[[nodiscard]] Round required_round(Context& context, const Village& village);
/// The same for a change by staff that was made while looking at `version`. Throws Refusal 403
/// rights.missing, 409 version.stale. What it gives is numbered as the version to come.
[[nodiscard]] Round to_change(Context& context, const Village& village, std::int64_t version);
/// Between the closing and the first final there are ballots, and nobody casts one any more.
[[nodiscard]] bool holds_ballots(const Round& round);
/// Throws Refusal 409 pairing.state unless it holds.
void require_state(bool holds);
/// Writes the round and journals what was done. Throws Refusal 409 version.stale.
void move_on(Context& context, const Village& village, const Round& round, std::string_view action);
/// Trimmed. Throws Refusal 422 pairing.reason.
[[nodiscard]] std::string checked_reason(std::string_view typed);

/// Cast by the household's own account, so that nobody else replaces it.
[[nodiscard]] inline bool has_voted_itself(const store::Participant& participant) {
  return participant.voted_at && !participant.assisted;
}

/// A round's participants as they are once everybody is in who lives there and is not exempt, and nobody
/// else.
struct Synced {
  std::vector<store::Participant> all;      // those who left too; by household
  std::vector<store::Participant> changed;  // of these; an id of 0 is a newcomer's
  std::set<Id<Household>> sides_changed;    // of these: a helper that needs help now, or the other way around
  std::int64_t joined = 0;
  std::int64_t left = 0;
};
[[nodiscard]] Synced synced(Context& context, const Village& village, Id<Round> round);
void write(Context& context, const Village& village, Id<Round> round, const Synced& synced);

}  // namespace lianghu::pairing
