#include "features/pairing/answer_view.h"

#include <algorithm>

#include "base/json.h"
#include "features/pairing/attest.h"
#include "features/pairing/certificate.h"

namespace lianghu::pairing {

namespace {

RemedyRow named(const Remedy& remedy, People& people, const std::vector<ParticipantRow>& participants) {
  RemedyRow row{remedy.kind, {}, remedy.covered, remedy.moved};
  for (const MoreRoom& room : remedy.rooms) {
    const auto now = std::ranges::find(participants, room.helper, &ParticipantRow::household);
    const bool is_given = now != participants.end() && now->capacity >= room.capacity;
    row.rooms.push_back({room.helper, people.of(room.helper).head_name, room.capacity, room.more, is_given});
  }
  return row;
}

}  // namespace

std::optional<AnswerRow> answer_row(Context& context, const Village& village, People& people,
                                    AnswerSeen seen) {
  const auto outcome = store::outcome(context, village, seen.round.id);
  if (!outcome) return std::nullopt;
  AnswerRow row;
  row.households = outcome->households;
  row.covered = outcome->covered;
  row.maximum = outcome->maximum;
  row.blocking = outcome->blocking;
  row.uncovered = std::move(seen.uncovered);
  row.checked = is_as_checked(context, seen.round.id, *outcome, seen.pairings);
  Findings findings;
  if (!outcome->findings.empty()) findings = json::read<Findings>(std::string_view(outcome->findings));
  row.at_odds = findings.at_odds;
  for (const Remedy& each : findings.remedies) row.remedies.push_back(named(each, people, seen.participants));
  if (outcome->certificate.empty()) return row;
  const auto stored = json::read<StoredCertificate>(std::string_view(outcome->certificate));
  row.certificate = CertificateRow{people.named(stored.households), people.named(stored.helpers),
                                   stored.capacity, findings.vetoes};
  return row;
}

}  // namespace lianghu::pairing
