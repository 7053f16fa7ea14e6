#pragma once
// What the screens show of a round to those who run it and to each household. Each sees what its right
// covers; of a ballot nobody sees more than that it was cast.
#include <optional>
#include <string>
#include <vector>

#include "features/pairing/overrides.h"
#include "features/pairing/ways.h"

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
  bool is_near = false;        // of one group or street
  Way way{};                   // told to those who see the whole village
  std::int64_t moved_for = 0;  // of Way::moved
};
BOOST_DESCRIBE_STRUCT(PairRow, (),
                      (pairing, household_name, household_place, household_needs, helper_name, helper_place,
                       may_answer_for_household, may_answer_for_helper, is_near, way, moved_for))

/// "These households can be helped only by these helpers, who have room for so many."
struct CertificateRow {
  std::vector<Named> households;
  std::vector<Named> helpers;
  std::int64_t capacity = 0;
  std::int64_t vetoes = 0;  // pairs ruled out with everybody else; never whose it was
};
BOOST_DESCRIBE_STRUCT(CertificateRow, (), (households, helpers, capacity, vetoes))

struct MoreRoomRow {
  Id<Household> helper;
  std::string name;
  std::int64_t capacity = 0;  // that it would have
  std::int64_t more = 0;
  bool is_given = false;  // it has that much by now: solve again
};
BOOST_DESCRIBE_STRUCT(MoreRoomRow, (), (helper, name, capacity, more, is_given))

/// "If that one helped one more, so many would have a helper, and so many would have to move."
struct RemedyRow {
  RemedyKind kind{};
  std::vector<MoreRoomRow> rooms;
  std::int64_t covered = 0;
  std::int64_t moved = 0;
};
BOOST_DESCRIBE_STRUCT(RemedyRow, (), (kind, rooms, covered, moved))

struct OverrideRow {
  Override override;
  std::string household_name;
  std::string helper_name;
};
BOOST_DESCRIBE_STRUCT(OverrideRow, (), (override, household_name, helper_name))

/// What has changed for a household of either side since both sides were told last. Never why.
struct NewsRow {
  Id<Household> household;
  Side side{};
  std::string name;
  std::string place;
  std::vector<Named> gone;  // who helped it, or whom it helped
  std::vector<Named> come;
  std::optional<Date> since;
  bool is_pending = false;  // who goes stays until the round is final again
  bool takes_part = false;  // it has not left itself
  std::string change;       // names exactly this change, for who says that it was told
  std::optional<Date> told_on;
  std::string told_by;
  bool may_tell = false;
};
BOOST_DESCRIBE_STRUCT(NewsRow, (),
                      (household, side, name, place, gone, come, since, is_pending, takes_part, change,
                       told_on, told_by, may_tell))

/// Who helped whom on a day.
struct PastPair {
  Id<Pairing> id;
  Named household;
  Named helper;
  Date from{};
  std::optional<Date> until;
  std::string end_reason;  // in words
};
BOOST_DESCRIBE_STRUCT(PastPair, (), (id, household, helper, from, until, end_reason))

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
  AtOdds at_odds;                // likewise, by why they do not
  std::vector<Named> uncovered;  // also whose helper has left and who waits for a repair
  std::optional<CertificateRow> certificate;
  std::vector<RemedyRow> remedies;
  bool checked = false;  // stored is what the independent checker agreed to: only then may "all" be said
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (),
                      (households, covered, maximum, blocking, at_odds, uncovered, certificate, remedies,
                       checked))

/// The reader's own household in the round.
struct OwnPart {
  Id<Household> household;
  Side side{};
  bool voted = false;
  std::string explanation;    // its sentence, "" before both sides are asked
  std::string news;           // what has changed, in one sentence; "" when nothing has
  std::int64_t capacity = 0;  // of a helper, as in its row above
  std::string capacity_reason;
  bool may_set_capacity = false;
};
BOOST_DESCRIBE_STRUCT(OwnPart, (),
                      (household, side, voted, explanation, news, capacity, capacity_reason,
                       may_set_capacity))

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
  std::optional<Consents> consents;  // who sees the whole village, while a run would open ballots
  std::vector<ExemptRow> exempt;     // likewise, by household
  std::int64_t usual_capacity = 0;   // of the programme, where no rule proposes less
  std::optional<OwnPart> own;
  std::vector<ParticipantRow> participants;  // who takes part now
  std::vector<PairRow> pairs;                // live ones
  std::vector<NewsRow> news;                 // by household
  std::vector<OverrideRow> overrides;        // of the round; who sees the whole village
  std::int64_t overrides_left = 0;           // how many more may be asked for
};
BOOST_DESCRIBE_STRUCT(Workspace, (),
                      (place, round, may_run, sees_whole, tally, outcome, counts, consents, exempt,
                       usual_capacity, own, participants, pairs, news, overrides, overrides_left))

/// Throws Refusal 404 organisation.not_found for those who see nothing of the village.
[[nodiscard]] Workspace workspace(Context& context, const Village& village, Language language);

/// Also of those who have left since. For staff and auditors: throws Refusal 403 rights.missing for others,
/// 422 pairing.on for a day to come.
[[nodiscard]] std::vector<PastPair> pairs_on(Context& context, const Village& village, Date day,
                                             Language language);

}  // namespace lianghu::pairing
