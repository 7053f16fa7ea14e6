#include "features/meetings/meetings_api.h"

#include "features/meetings/meetings.h"

namespace lianghu::meetings {

namespace {

struct MeetingList {
  std::string organisation_name;
  std::vector<ListRow> meetings;
  bool may_write = false;
};
BOOST_DESCRIBE_STRUCT(MeetingList, (), (organisation_name, meetings, may_write))

/// All that the screen of one meeting needs; `candidates` only for those who may write it.
struct MeetingPage {
  Meeting meeting;
  std::string organisation_name;
  bool may_write = false;
  bool names_people = false;  // a village's meeting: attendance by name
  std::vector<Candidate> candidates;
};
BOOST_DESCRIBE_STRUCT(MeetingPage, (), (meeting, organisation_name, may_write, names_people, candidates))

struct PlanChange {
  Kind kind{};
  std::string topic;
  Date day{};
  std::string place;
  std::string notice;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(PlanChange, (), (kind, topic, day, place, notice, version))

struct RecordBody {
  Date day{};
  std::string place;
  std::vector<Id<Person>> attendants;
  std::int64_t others = 0;
  std::string minutes;
  std::vector<Decision> decisions;
  std::string notice;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(RecordBody, (), (day, place, attendants, others, minutes, decisions, notice, version))

struct CancelBody {
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CancelBody, (), (reason, version))

Id<Organisation> organisation_id(const http::Call& call) {
  return call.id<Organisation>("organisation");
}

template <class Work>
Meeting changed(http::Call& call, Work work) {
  return call.change(organisation_id(call).value,
                     [&](Context& c) { return work(c, writable_seat(c, organisation_id(call))); });
}

MeetingPage page(http::Call& call) {
  return call.read([&](Context& c) {
    const Seat seat = readable_seat(c, organisation_id(call));
    MeetingPage out;
    out.meeting = get(c, seat, call.id<Meeting>("meeting"));
    const auto holder = organisations::find(c, out.meeting.organisation);
    out.organisation_name = holder ? holder->name : "";
    out.may_write = out.meeting.organisation == seat.id() && may_write(c, seat.organisation());
    out.names_people = holder && holder->kind == organisations::Kind::branch;
    if (out.may_write) out.candidates = candidates(c, seat);
    return out;
  });
}

void writing_routes(http::Router& router) {
  router.post<Plan, Meeting>("/api/v1/organisations/{organisation}/meetings", http::Access::signed_in,
                             "meetings.plan", [](http::Call& call, const Plan& in) {
                               return changed(
                                   call, [&](Context& c, const Seat& seat) { return plan(c, seat, in); });
                             });
  router.put<PlanChange, Meeting>(
      "/api/v1/organisations/{organisation}/meetings/{meeting}", http::Access::signed_in, "meetings.change",
      [](http::Call& call, const PlanChange& in) {
        return changed(call, [&](Context& c, const Seat& seat) {
          return change(c, seat, call.id<Meeting>("meeting"),
                        {in.kind, in.topic, in.day, in.place, in.notice}, in.version);
        });
      });
  auto& recording = router.post<RecordBody, Meeting>(
      "/api/v1/organisations/{organisation}/meetings/{meeting}/record", http::Access::signed_in,
      "meetings.record", [](http::Call& call, const RecordBody& in) {
        return changed(call, [&](Context& c, const Seat& seat) {
          const Record held{in.day, in.place, in.attendants, in.others, in.minutes, in.decisions, in.notice};
          return record(c, seat, call.id<Meeting>("meeting"), held, in.version);
        });
      });
  recording.body_bytes_max = 128 * 1024;
  router.post<CancelBody, Meeting>(
      "/api/v1/organisations/{organisation}/meetings/{meeting}/cancel", http::Access::signed_in,
      "meetings.cancel", [](http::Call& call, const CancelBody& in) {
        return changed(call, [&](Context& c, const Seat& seat) {
          return cancel(c, seat, call.id<Meeting>("meeting"), in.reason, in.version);
        });
      });
}

}  // namespace

void routes(http::Router& router) {
  router.get<MeetingList>(
      "/api/v1/organisations/{organisation}/meetings", http::Access::signed_in, "meetings.list",
      [](http::Call& call) {
        return call.read([&](Context& c) {
          const Seat seat = readable_seat(c, organisation_id(call));
          return MeetingList{seat.organisation().name, list(c, seat), may_write(c, seat.organisation())};
        });
      });
  router.get<MeetingPage>("/api/v1/organisations/{organisation}/meetings/{meeting}", http::Access::signed_in,
                          "meetings.read", page);
  writing_routes(router);
}

}  // namespace lianghu::meetings
