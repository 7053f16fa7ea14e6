#pragma once
// Pairs by hand: staff ask that a household be helped by somebody, with a reason that the town and the
// auditors read. It takes effect in the next run, like everything; vetoes and capacities hold against it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/pairing/findings.h"
#include "features/pairing/pairing.h"

namespace lianghu::pairing {

/// asked → applied | impossible | withdrawn. One that is applied holds in every later run of the round, until
/// one of the two declines it or another is asked for that household.
enum class OverrideState { asked, applied, impossible, withdrawn };
BOOST_DESCRIBE_ENUM(OverrideState, asked, applied, impossible, withdrawn)

struct Override {
  Id<Override> id;
  Id<Round> round;
  Id<Household> household;
  Id<Household> helper;
  std::string reason;
  OverrideState state{};
  std::string asker_name;
  Date asked_on{};
  std::optional<Date> settled_on;  // by a run
  std::optional<Effect> effect;    // of an applied one
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Override, (),
                      (id, round, household, helper, reason, state, asker_name, asked_on, settled_on, effect,
                       version))

/// While the round is proposed or confirming, by staff who look at its `version`; what was asked for that
/// household before is withdrawn. The round moves on by one version, so that no run that knows nothing of it
/// is taken over. Throws Refusal 403 rights.missing; 409 version.stale, pairing.state,
/// pairing.override.there; 404 household.not_found at `household` or `helper`; 422 pairing.reason,
/// pairing.override.max.
Override ask_override(Context& context, const Village& village, Id<Household> household, Id<Household> helper,
                      std::string_view reason, std::int64_t version);
/// Of one that no run has settled. Throws Refusal 404 pairing.override.not_found; 409 version.stale,
/// pairing.state.
Override withdraw_override(Context& context, const Village& village, Id<Override> id, std::int64_t version);

/// How many a round takes: by forcing all but two and solving again one would read a household's ranking.
[[nodiscard]] std::int64_t overrides_max(std::int64_t contacts);
/// How many of them are used up: whatever a run knew of, or is going to.
[[nodiscard]] std::int64_t overrides_used(const std::vector<Override>& overrides);

/// Throws Refusal 422 pairing.override.waiting {count} while one is asked for and no run has settled it.
void require_no_override_waits(Context& context, const Village& village, Id<Round> round);
/// For a run: what is asked or applied, the oldest first. None once the ballots are gone: a repair then keeps
/// what stands.
[[nodiscard]] std::vector<Wish> wishes(Context& context, const Village& village, const Round& round);
/// Writes down what the run made of them.
void settle_overrides(Context& context, const Village& village, const Solution& solution);

}  // namespace lianghu::pairing
