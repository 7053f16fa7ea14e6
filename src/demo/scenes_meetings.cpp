// Scenes in the meeting room: mobilisation, the town's promotion meeting, the members' meeting, the Party
// day.
#include "demo/scenes.h"
#include "features/meetings/meetings.h"

namespace lianghu::demo {

namespace {

using meetings::Decision;
using MeetingKind = meetings::Kind;
using meetings::Meeting;
using meetings::Seat;

/// What is said of one meeting, before and after.
struct Words {
  MeetingKind kind{};
  const char* topic;
  const char* place;
  const char* notice;
  const char* minutes;
  std::vector<Decision> decisions;
};

/// The members who came: most of them, and of the others whoever had time.
std::vector<Id<households::Person>> who_came(Theatre& theatre, Context& context, const Seat& seat) {
  std::vector<Id<households::Person>> out;
  for (const meetings::Candidate& each : meetings::candidates(context, seat))
    if (theatre.chance(each.is_member ? 85 : 12)) out.push_back(each.person);
  return out;
}

void hold(Theatre& theatre, const Actor& actor, const Organisation& organisation, std::int64_t others,
          const Words& words) {
  const Meeting planned = theatre.change(actor, [&](Context& c) {
    return meetings::plan(c, meetings::writable_seat(c, organisation.id),
                          {words.kind, words.topic, theatre.today(), words.place, words.notice});
  });
  theatre.later(10);
  theatre.change(actor, [&](Context& c) {
    const Seat seat = meetings::writable_seat(c, organisation.id);
    meetings::record(c, seat, planned.id,
                     {theatre.today(), words.place, who_came(theatre, c, seat), others, words.minutes,
                      words.decisions, words.notice},
                     planned.version);
  });
}

void hold_in(Theatre& theatre, const CastVillage& village, const Words& words) {
  hold(theatre, village.secretary, village.branch, static_cast<std::int64_t>(theatre.random().below(12)),
       words);
}

}  // namespace

void mobilise_the_village(Theatre& theatre, CastVillage& village) {
  hold_in(theatre, village,
          {MeetingKind::mobilisation,
           "“挂牌亮户争先锋”活动动员会",
           "村部会议室",
           "今天开动员会，会后各党员户开始挂牌。",
           "书记讲了活动怎么开展、挂牌有什么用，逐条念了三项内容。党员提出长年在外的户先登记理由，回来再挂。",
           {{"三天内把门牌挂到各党员户", village.secretary.name, add_days(theatre.today(), 3)},
            {"在外的户登记免挂理由，回村后补挂", "田演石", std::nullopt}}});
}

void meet_as_members(Theatre& theatre, CastVillage& village) {
  hold_in(theatre, village,
          {MeetingKind::members,
           "商定本村承诺清单",
           "村部会议室",
           "党员大会商定了本村承诺清单，大家反映最多的事排在前面。",
           "把村民提的事一条一条过了一遍，按提的人多少排了次序，写进清单。承诺要写清做什么、做多少、什么时候"
           "做完。",
           {{"各户从清单里自选承诺事项，签字后交到村部", "各党小组长", add_days(theatre.today(), 4)}}});
}

void promote_in_the_town(Theatre& theatre) {
  hold(theatre, theatre.town_staff, theatre.town, 46,
       {MeetingKind::promotion,
        "“挂牌亮户争先锋”活动推进会",
        "镇政府二楼会议室",
        "镇里开了推进会，试点村介绍了做法，各村 8 月 11 日起开展。",
        "试点村讲了挂牌、承诺、结对的做法和遇到的难处，各村支部书记现场看了门牌和公示栏。",
        {{"各村 8 月 11 日全面开展", "各村党支部书记", add_days(theatre.today(), 8)},
         {"试点的承诺清单发给各村参考，各村自己改", theatre.town_staff.name, add_days(theatre.today(), 2)}}});
}

void keep_the_party_day(Theatre& theatre, CastVillage& village) {
  hold_in(
      theatre, village,
      {MeetingKind::party_day,
       "主题党日：总结、评议",
       "村部会议室",
       "",
       "各户说了这段时间做的事，党员和村民代表当场评议，对上次要整改的事逐件看了结果。",
       {{"评议结果在村里公示，有不同意见七天内提", village.secretary.name, add_days(theatre.today(), 7)}}});
}

}  // namespace lianghu::demo
