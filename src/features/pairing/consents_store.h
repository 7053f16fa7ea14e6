#pragma once
// The SQL of consents to a run that opens ballots.
#include <string>
#include <vector>

#include "features/pairing/pairing.h"

namespace lianghu::pairing::store {

/// withdrawn by who gave it; lapsed when what it was given for had changed; used by a run.
enum class ConsentState { given, withdrawn, lapsed, used };
BOOST_DESCRIBE_ENUM(ConsentState, given, withdrawn, lapsed, used)

struct ConsentRow {
  std::int64_t id = 0;
  std::int64_t run = 0;
  std::string rests_on;
  std::int64_t account = 0;
  std::string account_name;
  std::int64_t home_village = 0;
  std::int64_t household = 0;
  Instant given_at;
};

void insert(Context& context, const Village& village, Id<Round> round, const ConsentRow& consent);
/// False when it is not given any more.
[[nodiscard]] bool end(Context& context, const Village& village, std::int64_t id, ConsentState state);
/// Neither withdrawn, lapsed nor used; the oldest first.
[[nodiscard]] std::vector<ConsentRow> consents_given(Context& context, const Village& village,
                                                     Id<Round> round);
/// How many runs of the round have used consents.
[[nodiscard]] std::int64_t runs_consented(Context& context, const Village& village, Id<Round> round);

}  // namespace lianghu::pairing::store
