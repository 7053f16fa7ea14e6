#pragma once
// Meetings (会议): mobilisation, promotion, the members', the villagers' representatives', the Party day. A
// meeting belongs to the organisation that holds it, a branch or the town above it, and is first planned,
// then held, with who came, what was said and what was decided. A village sees its own meetings and those
// that the organisations above it held; what stands on its public notice board is the notice alone.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/households/households.h"
#include "features/organisations/organisations.h"
#include "journal/context.h"

namespace lianghu::meetings {

using households::Household;
using households::Person;
using organisations::Organisation;
using organisations::Village;

enum class Kind { mobilisation, promotion, members, representatives, party_day };
BOOST_DESCRIBE_ENUM(Kind, mobilisation, promotion, members, representatives, party_day)

/// planned → held, or planned → cancelled. What was held stays held; its minutes can be put right.
enum class State { planned, held, cancelled };
BOOST_DESCRIBE_ENUM(State, planned, held, cancelled)

struct Attendant {
  Id<Person> person;
  std::string name;  // as it was on that day
};
BOOST_DESCRIBE_STRUCT(Attendant, (), (person, name))

struct Decision {
  std::string text;   // 2 to 300 characters
  std::string owner;  // who sees to it, at most 40; "" for all
  std::optional<Date> due_on;
};
BOOST_DESCRIBE_STRUCT(Decision, (), (text, owner, due_on))

struct Meeting {
  Id<Meeting> id;
  Id<Organisation> organisation;  // who holds it
  Kind kind{};
  State state{};
  std::string topic;
  Date day{};
  std::string place;
  std::string notice;  // what the village board shows; "" for nothing
  std::vector<Attendant> attendants;
  std::int64_t others = 0;  // who came besides
  std::string minutes;
  std::vector<Decision> decisions;
  std::string reason;  // why it was cancelled
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Meeting, (),
                      (id, organisation, kind, state, topic, day, place, notice, attendants, others, minutes,
                       decisions, reason, version))

/// An organisation as the place where meetings are held: proof, made from a Reach or a Village, that whoever
/// asks may look into them.
class Seat {
 public:
  explicit Seat(const organisations::Reach& at);
  explicit Seat(const Village& at) : organisation_(at.organisation()), village_(at) {}
  [[nodiscard]] Id<Organisation> id() const { return organisation_.id; }
  [[nodiscard]] const Organisation& organisation() const { return organisation_; }
  /// Nothing for a town or a county.
  [[nodiscard]] const std::optional<Village>& village() const { return village_; }

 private:
  Organisation organisation_;
  std::optional<Village> village_;
};

/// Whoever may read the village's households reads its meetings, so a member household too; a town's and a
/// county's are read by their staff and auditors. Throws Refusal 404 organisation.not_found for others.
[[nodiscard]] Seat readable_seat(Context& context, Id<Organisation> id);
/// A branch's secretary, a town's or a county's staff: each writes its own. Throws Refusal 404
/// organisation.not_found, 403 rights.missing.
[[nodiscard]] Seat writable_seat(Context& context, Id<Organisation> id);
[[nodiscard]] bool may_write(Context& context, const Organisation& organisation);

struct Plan {
  Kind kind{};
  std::string topic;  // 2 to 80 characters
  Date day{};
  std::string place;   // 2 to 80
  std::string notice;  // at most 500
};
BOOST_DESCRIBE_STRUCT(Plan, (), (kind, topic, day, place, notice))

/// All the writing throws Refusal 403 rights.missing, 422 meeting.{topic, place, notice}; `change`, `cancel`
/// and `record` also 404 meeting.not_found, 409 meeting.state, version.stale.
Meeting plan(Context& context, const Seat& seat, const Plan& plan);
/// While it is planned.
Meeting change(Context& context, const Seat& seat, Id<Meeting> id, const Plan& plan, std::int64_t version);
/// 422 meeting.reason.
Meeting cancel(Context& context, const Seat& seat, Id<Meeting> id, std::string_view reason,
               std::int64_t version);

struct Record {
  Date day{};
  std::string place;
  std::vector<Id<Person>> attendants;  // of the village's member households
  std::int64_t others = 0;
  std::string minutes;  // 2 to 5000 characters
  std::vector<Decision> decisions;
  std::string notice;
};
BOOST_DESCRIBE_STRUCT(Record, (), (day, place, attendants, others, minutes, decisions, notice))

/// The meeting took place; done again it puts right what was written. 422 meeting.day.future, minutes,
/// others, decision.*, decisions.count, attendant.unknown (also for a town's meeting, which counts only).
Meeting record(Context& context, const Seat& seat, Id<Meeting> id, const Record& record,
               std::int64_t version);

struct ListRow {
  Id<Meeting> id;
  Id<Organisation> organisation;
  std::string organisation_name;
  Kind kind{};
  State state{};
  std::string topic;
  Date day{};
  std::string place;
  std::int64_t attended = 0;  // those named and the others
  std::int64_t decisions = 0;
  bool from_above = false;  // held by an organisation above the one asked about
};
BOOST_DESCRIBE_STRUCT(ListRow, (),
                      (id, organisation, organisation_name, kind, state, topic, day, place, attended,
                       decisions, from_above))

/// Its own and those of the organisations above, the newest first.
[[nodiscard]] std::vector<ListRow> list(Context& context, const Seat& seat);
/// One of those; the minutes of one from above are left out. Throws Refusal 404 meeting.not_found.
[[nodiscard]] Meeting get(Context& context, const Seat& seat, Id<Meeting> id);

/// Who may be ticked as present: the persons of member households who live there, household by household.
struct Candidate {
  Id<Person> person;
  std::string name;
  Id<Household> household;
  std::string head;        // name
  bool is_member = false;  // of the Party
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (person, name, household, head, is_member))
/// None for a town or a county.
[[nodiscard]] std::vector<Candidate> candidates(Context& context, const Seat& seat);

// For the rooms above: no rights are asked here, so what they show of it is theirs to decide.

/// The village's own meetings held from `first` to `last`, both included, the oldest first.
[[nodiscard]] std::vector<ListRow> held_in(Context& context, const Village& village, Date first, Date last);

struct Notice {
  std::string organisation_name;
  Kind kind{};
  State state{};
  std::string topic;
  Date day{};
  std::string place;
  std::string text;
};
inline constexpr int notices_shown = 10;
/// What the village's public board shows: the newest meetings with a notice, of its own and of those above
/// it, the newest first; none that was cancelled.
[[nodiscard]] std::vector<Notice> notices(Context& context, const Village& village,
                                          int count = notices_shown);

}  // namespace lianghu::meetings
