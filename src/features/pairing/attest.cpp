#include "features/pairing/attest.h"

#include <algorithm>

#include "base/text.h"

namespace lianghu::pairing {

std::string answer_seal(Context& context, Id<Round> round, const store::Outcome& outcome,
                        const std::vector<Pairing>& pairings) {
  std::vector<std::string> lines;
  for (const Pairing& pairing : pairings)
    if (pairing.state == PairState::proposed || pairing.state == PairState::in_force)
      lines.push_back(std::to_string(pairing.household.value) + " " + std::to_string(pairing.helper.value));
  std::ranges::sort(lines);
  std::string text = std::to_string(round.value);
  for (const std::int64_t figure : {outcome.households, outcome.covered, outcome.maximum, outcome.blocking})
    text += " " + std::to_string(figure);
  text += "\n" + outcome.certificate + "\n" + outcome.findings;
  for (const std::string& line : lines) text += "\n" + line;
  return hex(context.sealer().fingerprint(text, "pairing_rounds.answer_seal"));
}

bool is_as_checked(Context& context, Id<Round> round, const store::Outcome& outcome,
                   const std::vector<Pairing>& pairings) {
  return !outcome.seal.empty() && outcome.seal == answer_seal(context, round, outcome, pairings);
}

}  // namespace lianghu::pairing
