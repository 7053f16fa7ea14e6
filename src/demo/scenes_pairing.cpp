// Scenes of the two-way selection: ballots on paper, the run, the answers of both sides.
#include <algorithm>
#include <stdexcept>

#include "demo/scenes.h"
#include "features/pairing/workspace.h"
#include "features/plaques/plaques.h"
#include "features/programmes/programmes.h"

namespace lianghu::demo {

namespace {

using households::ActiveHousehold;
using households::Household;
using HouseholdKind = households::Kind;
using pairing::Round;

constexpr int ballot_days = 2;

Round current(Context& context, const Village& village) {
  const auto round = pairing::current_round(context, village);
  if (!round) throw std::logic_error("the demo's village has no round");
  return *round;
}

/// One to three of the other side, best first; some have nobody in mind and hand in an empty form.
pairing::Ballot ballot(Theatre& theatre, const Round& round, const std::vector<ActiveHousehold>& others,
                       const ActiveHousehold& own) {
  pairing::Ballot out;
  out.round = round.id;
  if (theatre.chance(8)) return out;
  const std::size_t wanted = 1 + theatre.random().below(3);
  std::size_t next = theatre.random().below(others.size());
  for (std::size_t i = 0; i < wanted; ++i, next = (next + 7) % others.size())
    out.rank.push_back({others[next].id});
  // 亲戚之间不结对: whoever has the surname of one that it did not choose may say so.
  if (theatre.chance(10))
    for (const ActiveHousehold& other : others) {
      const bool same_name = other.head_name.substr(0, 3) == own.head_name.substr(0, 3);
      const bool chosen = std::ranges::any_of(out.rank, [&](const auto& tie) { return tie[0] == other.id; });
      if (!same_name || chosen) continue;
      out.vetoes.push_back({other.id, "是近亲，不合适"});
      break;
    }
  return out;
}

/// Both agree before each run while there are ballots.
void consent(Theatre& theatre, const CastVillage& village) {
  for (const Actor& actor : {village.secretary, theatre.town_staff}) {
    theatre.change(actor, [&](Context& c) {
      const Village here = at(c, village);
      pairing::consent(c, here, current(c, here).version);
    });
    theatre.later(5);
  }
}

void solve(Theatre& theatre, const CastVillage& village) {
  const auto plan =
      theatre.read(village.secretary, [&](Context& c) { return pairing::plan(c, at(c, village)); });
  if (!plan) throw std::logic_error("the demo's round has nothing to solve");
  const pairing::Solution solution = pairing::solve(*plan);
  theatre.change(village.secretary, [&](Context& c) {
    pairing::adopt(c, at(c, village), solution, current(c, at(c, village)).version);
  });
}

std::vector<pairing::Pairing> proposed(Theatre& theatre, const CastVillage& village) {
  const auto rows = theatre.read(village.secretary, [&](Context& c) {
    return pairing::workspace(c, at(c, village), Language::zh).pairs;
  });
  std::vector<pairing::Pairing> pairs;
  pairs.reserve(rows.size());
  for (const pairing::PairRow& row : rows) pairs.push_back(row.pairing);
  return pairs;
}

}  // namespace

void open_the_round(Theatre& theatre, CastVillage& village) {
  const auto helpers = households_of(theatre, village, HouseholdKind::member);
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    Round round = pairing::start(c, here);
    round = pairing::set_capacity(c, here, helpers.at(4).id, 1, "家里有老人要照顾", round.version);
    round = pairing::set_capacity(c, here, helpers.at(9).id, 0, "自己正在住院", round.version);
    pairing::open(c, here, add_days(theatre.today(), ballot_days), round.version);
  });
}

void cast_the_ballots(Theatre& theatre, CastVillage& village) {
  const auto helpers = households_of(theatre, village, HouseholdKind::member);
  const auto contacts = households_of(theatre, village, HouseholdKind::contact);
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    const Round round = current(c, here);
    for (const ActiveHousehold& each : contacts)
      if (!theatre.chance(10)) pairing::cast(c, here, each.id, ballot(theatre, round, helpers, each));
    for (const ActiveHousehold& each : helpers)
      if (!theatre.chance(30)) pairing::cast(c, here, each.id, ballot(theatre, round, contacts, each));
  });
}

void count_the_ballots(Theatre& theatre, CastVillage& village) {
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    pairing::close(c, here, current(c, here).version);
  });
  theatre.later(5);
  consent(theatre, village);
  solve(theatre, village);
  theatre.later(5);
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    pairing::open_confirming(c, here, current(c, here).version);
  });
}

void hear_both_sides(Theatre& theatre, CastVillage& village) {
  const auto asked = proposed(theatre, village);
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      using pairing::Answer, pairing::Side;
      const auto taken =
          pairing::reply(c, here, asked[i].id, {Side::contact, Answer::accepted, "", asked[i].version});
      const bool declined = i == 6;
      pairing::reply(c, here, asked[i].id,
                     {Side::helper, declined ? Answer::declined : Answer::accepted,
                      declined ? "住得太远，腿脚不便" : "", taken.version});
    }
  });
  theatre.later(20);
  consent(theatre, village);
  solve(theatre, village);
}

void finish_the_round(Theatre& theatre, CastVillage& village) {
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    pairing::finalise(c, here, current(c, here).version);
  });
}

void a_helper_leaves(Theatre& theatre, CastVillage& village) {
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    const Id<Household> helper = pairing::pairings_in(c, here).at(3).helper;
    for (const plaques::Plaque& each : plaques::live(c, here))
      if (each.household == helper) plaques::retire(c, here, each.id, {"全家搬走，门牌收回", each.version});
    const std::int64_t version = households::card(c, here, helper).household.version;
    households::mark_left(c, here, helper, "全家搬到县城", theatre.today(), version);
  });
  theatre.later(30);
  solve(theatre, village);
}

void a_household_arrives(Theatre& theatre, CastVillage& village) {
  theatre.change(village.secretary, [&](Context& c) {
    households::HouseholdFields fields;
    fields.kind = HouseholdKind::contact;
    fields.code = "C031";
    fields.address = "一组 西一街 2 号";
    fields.categories = {"illness"};
    fields.needs = {"medical"};
    households::PersonFields head;
    head.name = "白演霜";
    head.sex = households::Sex::female;
    households::add(c, at(c, village), fields, head);
  });
}

}  // namespace lianghu::demo
