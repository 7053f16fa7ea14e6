#include "features/meetings/meetings.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "base/text.h"
#include "base/version.h"
#include "features/meetings/meetings_store.h"

namespace lianghu::meetings {

namespace {

constexpr std::size_t line_characters_min = 2;
constexpr std::size_t line_characters_max = 80;
constexpr std::size_t notice_characters_max = 500;
constexpr std::size_t minutes_characters_max = 5000;
constexpr std::size_t reason_characters_max = 200;
constexpr std::size_t decision_characters_max = 300;
constexpr std::size_t owner_characters_max = 40;
constexpr std::size_t decisions_max = 30;
constexpr std::int64_t others_max = 10'000;

RoleKind writer_of(organisations::Kind kind) {
  switch (kind) {
    case organisations::Kind::county:
      return RoleKind::county;
    case organisations::Kind::town:
      return RoleKind::town;
    case organisations::Kind::branch:
      return RoleKind::secretary;
    case organisations::Kind::group:
      break;  // a Party group meets within its branch's meetings
  }
  throw Refusal(Status::not_found, "organisation.not_found");
}

void require_write(Context& context, const Seat& seat) {
  if (!may_write(context, seat.organisation())) throw Refusal(Status::forbidden, "rights.missing");
}

std::string checked(std::string_view typed, std::size_t min, std::size_t max, const std::string& key,
                    const std::string& field, std::vector<Problem>& problems) {
  std::string text = trim(typed);
  if (characters(text) < min || characters(text) > max)
    problems.push_back({key, field, {{"min", std::to_string(min)}, {"max", std::to_string(max)}}});
  return text;
}

void throw_if_any(std::vector<Problem> problems) {
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
}

void fill(Meeting& meeting, const Plan& plan) {
  std::vector<Problem> problems;
  meeting.kind = plan.kind;
  meeting.topic =
      checked(plan.topic, line_characters_min, line_characters_max, "meeting.topic", "topic", problems);
  meeting.day = plan.day;
  meeting.place =
      checked(plan.place, line_characters_min, line_characters_max, "meeting.place", "place", problems);
  meeting.notice = checked(plan.notice, 0, notice_characters_max, "meeting.notice", "notice", problems);
  throw_if_any(std::move(problems));
}

Meeting to_change(Context& context, const Seat& seat, Id<Meeting> id, std::int64_t version) {
  require_write(context, seat);
  auto meeting = store::by_id(context, {seat.organisation()}, id);
  if (!meeting) throw Refusal(Status::not_found, "meeting.not_found");
  meeting->version = next_version(meeting->version, version);
  return std::move(*meeting);
}

Meeting saved(Context& context, const Seat& seat, Meeting meeting, std::string_view action) {
  if (!store::update(context, seat, meeting)) throw Refusal(Status::conflict, "version.stale");
  context.record(action, seat.id().value, meeting.id.value);
  return meeting;
}

void refuse_unless_planned(const Meeting& meeting) {
  if (meeting.state != State::planned) throw Refusal(Status::conflict, "meeting.state");
}

std::vector<Decision> checked_decisions(const std::vector<Decision>& typed, std::vector<Problem>& problems) {
  if (typed.size() > decisions_max)
    problems.push_back({"meeting.decisions.count", "decisions", {{"max", std::to_string(decisions_max)}}});
  std::vector<Decision> out;
  out.reserve(typed.size());
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const std::string field = "decisions[" + std::to_string(i) + "].";
    out.push_back({checked(typed[i].text, line_characters_min, decision_characters_max,
                           "meeting.decision.text", field + "text", problems),
                   checked(typed[i].owner, 0, owner_characters_max, "meeting.decision.owner", field + "owner",
                           problems),
                   typed[i].due_on});
  }
  return out;
}

/// In the order of the households. Who was written down as present stays so, whoever moved away since.
std::vector<Attendant> present(Context& context, const Seat& seat, const Meeting& before,
                               const std::vector<Id<Person>>& ids, std::vector<Problem>& problems) {
  std::map<Id<Person>, std::string> known;
  std::vector<Id<Person>> order;
  const auto add = [&](Id<Person> person, const std::string& name) {
    if (known.emplace(person, name).second) order.push_back(person);
  };
  for (const Attendant& each : before.attendants) add(each.person, each.name);
  for (const Candidate& each : candidates(context, seat)) add(each.person, each.name);
  std::vector<Attendant> out;
  for (const Id<Person> each : order)
    if (std::ranges::find(ids, each) != ids.end()) out.push_back({each, known.at(each)});
  if (std::ranges::any_of(ids, [&](Id<Person> each) { return !known.contains(each); }))
    problems.push_back({"meeting.attendant.unknown", "attendants", {}});
  return out;
}

void name_holders(std::vector<ListRow>& rows, const Seat& seat, const std::vector<Organisation>& holders) {
  for (ListRow& row : rows) {
    const auto holder = std::ranges::find(holders, row.organisation, &Organisation::id);
    if (holder == holders.end()) throw std::logic_error("a meeting of somebody else");
    row.organisation_name = holder->name;
    row.from_above = row.organisation != seat.id();
  }
}

}  // namespace

Seat::Seat(const organisations::Reach& at) : organisation_(at.organisation()) {
  if (organisation_.kind == organisations::Kind::branch) village_ = Village(at);
}

Seat readable_seat(Context& context, Id<Organisation> id) {
  const auto organisation = organisations::find(context, id);
  if (organisation && organisation->kind == organisations::Kind::branch)
    return Seat(households::readable_village(context, id));
  if (organisation) static_cast<void>(writer_of(organisation->kind));
  return Seat(organisations::reach(context, id, {RoleKind::county, RoleKind::town, RoleKind::auditor}));
}

Seat writable_seat(Context& context, Id<Organisation> id) {
  const auto organisation = organisations::find(context, id);
  if (!organisation) throw Refusal(Status::not_found, "organisation.not_found");
  return Seat(organisations::reach(context, id, {writer_of(organisation->kind)}));
}

bool may_write(Context& context, const Organisation& organisation) {
  return organisation.kind != organisations::Kind::group &&
         context.actor().may({writer_of(organisation.kind)}, organisation.path);
}

Meeting plan(Context& context, const Seat& seat, const Plan& plan) {
  require_write(context, seat);
  Meeting meeting;
  fill(meeting, plan);
  meeting.id = context.make_id<Meeting>();
  meeting.organisation = seat.id();
  meeting.version = 1;
  store::insert(context, seat, meeting);
  context.record("meeting.planned", seat.id().value, meeting.id.value);
  return meeting;
}

Meeting change(Context& context, const Seat& seat, Id<Meeting> id, const Plan& plan, std::int64_t version) {
  Meeting meeting = to_change(context, seat, id, version);
  refuse_unless_planned(meeting);
  fill(meeting, plan);
  return saved(context, seat, std::move(meeting), "meeting.changed");
}

Meeting cancel(Context& context, const Seat& seat, Id<Meeting> id, std::string_view reason,
               std::int64_t version) {
  Meeting meeting = to_change(context, seat, id, version);
  refuse_unless_planned(meeting);
  std::vector<Problem> problems;
  meeting.reason =
      checked(reason, line_characters_min, reason_characters_max, "meeting.reason", "reason", problems);
  throw_if_any(std::move(problems));
  meeting.state = State::cancelled;
  return saved(context, seat, std::move(meeting), "meeting.cancelled");
}

Meeting record(Context& context, const Seat& seat, Id<Meeting> id, const Record& record,
               std::int64_t version) {
  Meeting meeting = to_change(context, seat, id, version);
  if (meeting.state == State::cancelled) throw Refusal(Status::conflict, "meeting.state");
  const bool again = meeting.state == State::held;
  std::vector<Problem> problems;
  if (record.day > context.today()) problems.push_back({"meeting.day.future", "day", {}});
  meeting.day = record.day;
  meeting.place =
      checked(record.place, line_characters_min, line_characters_max, "meeting.place", "place", problems);
  meeting.notice = checked(record.notice, 0, notice_characters_max, "meeting.notice", "notice", problems);
  meeting.minutes = checked(record.minutes, line_characters_min, minutes_characters_max, "meeting.minutes",
                            "minutes", problems);
  if (record.others < 0 || record.others > others_max)
    problems.push_back({"meeting.others", "others", {{"max", std::to_string(others_max)}}});
  meeting.others = record.others;
  meeting.decisions = checked_decisions(record.decisions, problems);
  meeting.attendants = present(context, seat, meeting, record.attendants, problems);
  throw_if_any(std::move(problems));
  meeting.state = State::held;
  return saved(context, seat, std::move(meeting), again ? "meeting.corrected" : "meeting.held");
}

std::vector<ListRow> list(Context& context, const Seat& seat) {
  const auto holders = organisations::ancestors(context, seat.organisation());
  std::vector<ListRow> rows = store::all(context, holders);
  name_holders(rows, seat, holders);
  return rows;
}

Meeting get(Context& context, const Seat& seat, Id<Meeting> id) {
  auto meeting = store::by_id(context, organisations::ancestors(context, seat.organisation()), id);
  if (!meeting) throw Refusal(Status::not_found, "meeting.not_found");
  // What was decided above binds the village; what was said there is for those who read there.
  if (meeting->organisation != seat.id()) meeting->minutes.clear();
  return std::move(*meeting);
}

std::vector<Candidate> candidates(Context& context, const Seat& seat) {
  std::vector<Candidate> out;
  const std::optional<Village>& branch = seat.village();
  if (!branch) return out;
  const Village& village = *branch;
  for (const auto& household : households::active_households(context, village, households::Kind::member))
    for (const auto& each : households::residents(context, village, household.id))
      out.push_back(
          {each.id, each.name, household.id, household.head_name, each.party != households::Party::none});
  return out;
}

std::vector<ListRow> held_in(Context& context, const Village& village, Date first, Date last) {
  std::vector<ListRow> rows = store::held_between(context, village, first, last);
  name_holders(rows, Seat(village), {village.organisation()});
  return rows;
}

std::vector<Notice> notices(Context& context, const Village& village, int count) {
  const auto holders = organisations::ancestors(context, village.organisation());
  std::vector<Notice> out;
  for (store::StoredNotice& each : store::noticed(context, holders, count)) {
    const auto holder = std::ranges::find(holders, each.organisation, &Organisation::id);
    if (holder == holders.end()) throw std::logic_error("a notice of somebody else");
    each.notice.organisation_name = holder->name;
    out.push_back(std::move(each.notice));
  }
  return out;
}

}  // namespace lianghu::meetings
