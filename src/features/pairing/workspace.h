#pragma once
// What the screens show of a round to those who run it and to each household. Each sees what its right
// covers; of a ballot nobody sees more than that it was cast.
#include <optional>
#include <string>
#include <vector>

#include "features/pairing/pairing.h"

namespace lianghu::pairing {

struct Named {
  Id<Household> household;
  std::string name;  // of its head
};
BOOST_DESCRIBE_STRUCT(Named, (), (household, name))

struct ParticipantRow {
  Id<Household> household;
  Side side{};
  std::string name;
  std::string place;            // villagers' group or street
  std::int64_t capacity = 0;    // of a helper
  std::string capacity_reason;  // in words: the rule that proposed less than is usual, or as typed
  std::int64_t takes = 0;       // live pairs
  bool voted = false;
  bool assisted = false;
  std::string recorder_name;
};
BOOST_DESCRIBE_STRUCT(ParticipantRow, (),
                      (household, side, name, place, capacity, capacity_reason, takes, voted, assisted,
                       recorder_name))

struct PairRow {
  Pairing pairing;
  std::string household_name;
  std::string household_place;
  std::vector<std::string> household_needs;  // in words
  std::string helper_name;
  std::string helper_place;
  bool may_answer_for_household = false;
  bool may_answer_for_helper = false;
};
BOOST_DESCRIBE_STRUCT(PairRow, (),
                      (pairing, household_name, household_place, household_needs, helper_name, helper_place,
                       may_answer_for_household, may_answer_for_helper))

/// "These households can be helped only by these helpers, who have room for so many."
struct CertificateRow {
  std::vector<Named> households;
  std::vector<Named> helpers;
  std::int64_t capacity = 0;
};
BOOST_DESCRIBE_STRUCT(CertificateRow, (), (households, helpers, capacity))

struct Tally {
  std::int64_t contacts = 0;
  std::int64_t helpers = 0;
  std::int64_t capacity = 0;  // of all helpers
  std::int64_t ballots = 0;
  std::int64_t assisted = 0;  // of these
  std::int64_t unanswered = 0;
  std::int64_t declined = 0;
  std::int64_t joined = 0;  // since the last sync: who came …
  std::int64_t left = 0;    // … or left, and waits for a repair
};
BOOST_DESCRIBE_STRUCT(Tally, (),
                      (contacts, helpers, capacity, ballots, assisted, unanswered, declined, joined, left))

struct AnswerRow {
  std::int64_t households = 0;
  std::int64_t covered = 0;
  std::int64_t maximum = 0;
  std::int64_t blocking = 0;     // pairs who would rather have each other
  std::vector<Named> uncovered;  // also whose helper has left and who waits for a repair
  std::optional<CertificateRow> certificate;
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (households, covered, maximum, blocking, uncovered, certificate))

/// The reader's own household in the round.
struct OwnPart {
  Id<Household> household;
  Side side{};
  bool voted = false;
  std::string explanation;    // a contact household's sentence, "" before both sides are asked
  std::int64_t capacity = 0;  // of a helper, as in its row above
  std::string capacity_reason;
  bool may_set_capacity = false;
};
BOOST_DESCRIBE_STRUCT(OwnPart, (),
                      (household, side, voted, explanation, capacity, capacity_reason, may_set_capacity))

/// Who would take part and is exempt.
struct ExemptRow {
  Id<Household> household;
  Side side{};
  std::string name;
  std::string place;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ExemptRow, (), (household, side, name, place, reason))

struct Workspace {
  std::string place;  // 音河村
  std::optional<Round> round;
  bool may_run = false;
  bool sees_whole = false;
  std::optional<Tally> tally;        // who sees the whole village
  std::optional<AnswerRow> outcome;  // likewise
  std::optional<Counts> counts;      // staff and auditors, as it tells of exemptions
  std::vector<ExemptRow> exempt;     // likewise, by household
  std::int64_t usual_capacity = 0;   // of the programme, where no rule proposes less
  std::optional<OwnPart> own;
  std::vector<ParticipantRow> participants;  // who takes part now
  std::vector<PairRow> pairs;                // live ones
};
BOOST_DESCRIBE_STRUCT(Workspace, (),
                      (place, round, may_run, sees_whole, tally, outcome, counts, exempt, usual_capacity, own,
                       participants, pairs))

/// Throws Refusal 404 organisation.not_found for those who see nothing of the village.
[[nodiscard]] Workspace workspace(Context& context, const Village& village, Language language);

}  // namespace lianghu::pairing
