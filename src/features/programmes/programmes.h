#pragma once
// A programme that an organisation runs, the branches that take part in it, and how far each has come: stage
// by stage, declared by the secretary and confirmed by the town. A stage is declared only when nobody who
// should has not; who is exempt stands here with the reason and who granted it, and never on a public page.
#include <boost/describe.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/households/households.h"
#include "features/organisations/organisations.h"
#include "features/programmes/definition.h"
#include "journal/context.h"

namespace lianghu::programmes {

using households::Household;
using organisations::Organisation;
using organisations::Village;

struct Programme {
  Id<Programme> id;
  Id<Organisation> organisation;
  Definition definition;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Programme, (), (id, organisation, definition, version))

enum class Wave { pilot, town, county };
BOOST_DESCRIBE_ENUM(Wave, pilot, town, county)
enum class ParticipationState { invited, preparing, running, established };
BOOST_DESCRIBE_ENUM(ParticipationState, invited, preparing, running, established)

struct Participation {
  Id<Participation> id;
  Id<Programme> programme;
  Wave wave{};
  ParticipationState state{};
  Stage stage{};  // the one it is in
  Date joined_on{};
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Participation, (), (id, programme, wave, state, stage, joined_on, version))

enum class StageState { planned, running, declared, confirmed };
BOOST_DESCRIBE_ENUM(StageState, planned, running, declared, confirmed)

struct StageStatus {
  Stage stage{};
  StageState state{};
  std::optional<Date> starts_on;
  std::optional<Date> ends_on;
  std::optional<Instant> declared_at;
  std::optional<Instant> decided_at;
  std::string sent_back_reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(StageStatus, (),
                      (stage, state, starts_on, ends_on, declared_at, decided_at, sent_back_reason, version))

/// What an exemption is from.
enum class Matter { plaque, pledge, pairing, review };
BOOST_DESCRIBE_ENUM(Matter, plaque, pledge, pairing, review)

struct Exemption {
  Id<Exemption> id;
  Id<Household> household;
  Matter matter{};
  std::string reason;
  Instant granted_at;
};
BOOST_DESCRIBE_STRUCT(Exemption, (), (id, household, matter, reason, granted_at))

/// County or town staff. Throws Refusal 409 programme.exists when the organisation runs one with this key
/// already.
Programme create(Context& context, const organisations::Reach& at, const Definition& definition);
/// Throws Refusal 404 programme.not_found (also for one out of reach), 403 rights.missing, 409 version.stale
/// and the definition's own refusals.
Programme edit(Context& context, Id<Programme> id, const Definition& definition, std::int64_t version);
[[nodiscard]] std::optional<Programme> find(Context& context, Id<Programme> id);
/// The programmes run at `at`, above it or below it.
[[nodiscard]] std::vector<Programme> around(Context& context, const organisations::Reach& at);

/// The town (or county) lets a branch take part. Throws Refusal 409 participation.exists.
Participation invite(Context& context, const Village& village, Id<Programme> programme, Wave wave);
/// invited → preparing → running (stage plaque starts). The secretary joins; staff set the stages' dates.
Participation prepare(Context& context, const Village& village);
Participation start(Context& context, const Village& village, Date starts_on);
/// `version` is the stage's when the dates were read. Throws Refusal 422 stage.dates, 409 version.stale.
void set_stage_dates(Context& context, const Village& village, Stage stage, Date starts_on,
                     std::optional<Date> ends_on, std::int64_t version);

/// The village's participation, the newest if there are several; nothing when it takes part in none.
[[nodiscard]] std::optional<Participation> participation(Context& context, const Village& village);
/// The same, where there must be one. Throws Refusal 422 participation.none.
struct Running {
  Participation participation;
  Programme programme;
};
[[nodiscard]] Running running(Context& context, const Village& village);
/// Of the programme that it takes part in; the usual ones when it takes part in none.
[[nodiscard]] Limits limits(Context& context, const Village& village);
[[nodiscard]] std::vector<StageStatus> stages(Context& context, const Village& village);

/// One line of a stage's check-list, computed by the coverage room.
struct CheckLine {
  std::string key;
  std::int64_t should = 0;
  std::int64_t has = 0;
  bool blocks = true;                        // otherwise it only informs
  std::string refusal = "stage.incomplete";  // the sentence with which it blocks, {missing}
  [[nodiscard]] bool done() const { return has >= should; }
};

/// The secretary says that the current stage is done. Throws Refusal 422 stage.incomplete {missing} while a
/// line that blocks is not done, 422 stage.not_running. coverage::declare_stage is what routes and the demo
/// call.
void declare(Context& context, const Village& village, Stage stage, const std::vector<CheckLine>& lines);
/// The town confirms (the next stage starts; after consolidation the participation is established), or sends
/// it back with a reason. Throws Refusal 422 stage.not_declared, stage.reason; 403 unless town or county
/// staff.
void confirm(Context& context, const Village& village, Stage stage);
void send_back(Context& context, const Village& village, Stage stage, std::string_view reason);

/// Throws Refusal 422 exemption.reason (2 to 200 characters), 409 exemption.exists, 404 household.not_found.
Exemption exempt(Context& context, const Village& village, Id<Household> household, Matter matter,
                 std::string_view reason);
void end_exemption(Context& context, const Village& village, Id<Exemption> id);
/// Those that hold now, of the village's current programme.
[[nodiscard]] std::vector<Exemption> exemptions(Context& context, const Village& village);
[[nodiscard]] std::set<Id<Household>> exempt_households(Context& context, const Village& village,
                                                        Matter matter);

}  // namespace lianghu::programmes
