#pragma once
// Coverage (覆盖率): who should, who is exempt, who has and who is missing, by name, for a village, a town or
// a county. It is counted afresh from the rooms below at every reading, so there is no table of counts that
// could go stale: a village takes about 4 ms of an unoptimised build, so a county of two hundred is answered
// within a second. A stage is declared here, because here its check-list is computed.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/programmes/programmes.h"
#include "journal/context.h"

namespace lianghu::coverage {

using households::Household;
using organisations::Organisation;
using organisations::Reach;
using organisations::Village;
using programmes::Stage;

/// 应挂尽挂, 应签尽签, 应帮尽帮, 应评尽评.
enum class Measure { hung, signed_, paired, reviewed };
BOOST_DESCRIBE_ENUM(Measure, hung, signed_, paired, reviewed)

/// How far the one that is missing has come.
enum class Gap { nothing, planned, printed, damaged, lost, draft, returned, no_helper, no_grade };
BOOST_DESCRIBE_ENUM(Gap, nothing, planned, printed, damaged, lost, draft, returned, no_helper, no_grade)

struct Missing {
  Id<Organisation> village;
  std::string village_name;
  Id<Household> household;
  std::string name;  // of its head
  Gap gap{};
};
BOOST_DESCRIBE_STRUCT(Missing, (), (village, village_name, household, name, gap))

struct Tally {
  Measure measure{};
  std::int64_t should = 0;  // without the exempt
  std::int64_t exempt = 0;
  std::int64_t has = 0;
  std::int64_t unproved = 0;  // of these: a pair that is not as it was checked, so "all" is not said
};
BOOST_DESCRIBE_STRUCT(Tally, (), (measure, should, exempt, has, unproved))

struct Figures {
  Tally tally;
  /// Staff and auditors get them all, worst village first; a member household only itself.
  std::vector<Missing> missing;
};
BOOST_DESCRIBE_STRUCT(Figures, (), (tally, missing))

/// How far a village is with its programme.
struct Progress {
  programmes::Wave wave{};
  programmes::ParticipationState state{};
  Stage stage{};
  programmes::StageState stage_state{};
  std::optional<Date> ends_on;
  bool late = false;  // the stage's last day has passed and the secretary has not declared it
};
BOOST_DESCRIBE_STRUCT(Progress, (), (wave, state, stage, stage_state, ends_on, late))

struct VillageRow {
  Id<Organisation> village;
  std::string name;
  std::optional<Id<Organisation>> parent;  // its town
  std::optional<Progress> progress;        // nothing while it takes part in no programme
  std::vector<Tally> tallies;              // one a measure
  std::int64_t open = 0;  // how much is missing now: over the measures of the stages that it has reached
};
BOOST_DESCRIBE_STRUCT(VillageRow, (), (village, name, parent, progress, tallies, open))

struct TownRow {
  Id<Organisation> town;
  std::string name;
  std::int64_t villages = 0;
  std::int64_t declared = 0;  // villages whose stage waits for the town's confirmation
  std::int64_t late = 0;      // villages that are late
  std::vector<Tally> tallies;
  std::int64_t open = 0;
};
BOOST_DESCRIBE_STRUCT(TownRow, (), (town, name, villages, declared, late, tallies, open))

struct Exempted {
  Id<programmes::Exemption> exemption;
  Id<Household> household;
  std::string name;  // of its head
  programmes::Matter matter{};
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Exempted, (), (exemption, household, name, matter, reason))

struct Place {
  Id<Organisation> id;
  organisations::Kind kind{};
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Place, (), (id, kind, name))

struct Coverage {
  Place at;
  std::vector<Place> above;  // those that the actor may open too, the highest first
  std::vector<Figures> measures;
  std::int64_t open = 0;             // of all its villages
  std::vector<TownRow> towns;        // of a county, worst first
  std::vector<VillageRow> villages;  // worst first; of a village, itself
  std::vector<Exempted> exempted;    // of a village, for staff and auditors
};
BOOST_DESCRIBE_STRUCT(Coverage, (), (at, above, measures, open, towns, villages, exempted))

/// Who may read a coverage at all; a Party group has none: Throws Refusal 404 organisation.not_found.
inline constexpr std::initializer_list<RoleKind> readers = {RoleKind::county,       RoleKind::town,
                                                            RoleKind::secretary,    RoleKind::auditor,
                                                            RoleKind::group_leader, RoleKind::member};
/// Who learns the names of those who are missing or exempt.
inline constexpr std::initializer_list<RoleKind> name_readers = {RoleKind::county, RoleKind::town,
                                                                 RoleKind::secretary, RoleKind::auditor};

[[nodiscard]] Coverage of(Context& context, const Reach& at);

/// What a stage asks of a village, as counted now. These block its declaration:
/// plaque: leading_group (a head and somebody for each of the four duties), hung (every household that
/// should); pledge: signed, published (every one of those letters is before the village); action: paired,
/// planned (every pairing in force has a help plan); consolidation: reviewed, review_published. These only
/// inform, since the secretary cannot hurry them or they are another stage's work too: pledge:
/// members_meeting and catalogue (the village's list, in force from a members' meeting), notice (letters
/// whose notice period is over); consolidation: rectified (verified, or carried over into a later review).
[[nodiscard]] std::vector<programmes::CheckLine> check_list(Context& context, const Village& village,
                                                            Stage stage);

/// The secretary says that the stage is done. Throws Refusal 422 stage.incomplete {missing} and the like, one
/// a line of `check_list` that blocks; stage.not_running, participation.none.
void declare_stage(Context& context, const Village& village, Stage stage);

/// Something of a menu's entry that waits for the actor.
struct Task {
  std::string menu;
  std::int64_t count = 0;
  std::int64_t late = 0;  // of them
  std::string about;      // "" or what of that entry in particular: silent, own
  std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(Task, (), (menu, count, late, about, until))
/// For a secretary plaques to hang, letters to get signed, accept or publish, households without a helper and
/// grades not given; for town and county staff villages that declared a stage or are late, and pairs by hand
/// that were asked for there; for both what villagers said and nobody answered; for a member the own letter.
/// Once who has not answered to a pair is to be reminded: to the secretary how many, to a member that it is
/// one. One a menu entry, none empty.
[[nodiscard]] std::vector<Task> tasks(Context& context);

}  // namespace lianghu::coverage
