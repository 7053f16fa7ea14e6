#pragma once
// Yinhe after its two-way selection: Sun's household helps Zhao's; for the tests of this room and of those
// above.
#include <string>

#include "features/help/help.h"
#include "features/pairing/pairing.h"
#include "features/pledges/testing.h"

namespace lianghu::help::testing {

class HelpingVillage : public pledges::testing::PledgingVillage {
 public:
  explicit HelpingVillage(journal::testing::Bench& bench) : PledgingVillage(bench) {
    pairing::Round round = change([](Context& c, const Village& v) { return pairing::start(c, v); });
    round = change(
        [&](Context& c, const Village& v) { return pairing::open(c, v, std::nullopt, round.version); });
    change([&](Context& c, const Village& v) {
      return pairing::cast(c, v, contact, {round.id, {{sun}}, {}});
    });
    round = read([](Context& c, const Village& v) { return pairing::current_round(c, v).value(); });
    round = change([&](Context& c, const Village& v) { return pairing::close(c, v, round.version); });
    for (const Actor& actor : {town.yinhe_secretary(), town.town_staff()})
      bench.change_as(actor, [&](Context& c) { return pairing::consent(c, yinhe(c), round.version); });
    const auto plan = read([](Context& c, const Village& v) { return pairing::plan(c, v); });
    const pairing::Solution solution = pairing::solve(plan.value());
    round =
        change([&](Context& c, const Village& v) { return pairing::adopt(c, v, solution, round.version); });
    round =
        change([&](Context& c, const Village& v) { return pairing::open_confirming(c, v, round.version); });
    bench.pass_days(6);
    round = change([&](Context& c, const Village& v) { return pairing::finalise(c, v, round.version); });
    pair = read([](Context& c, const Village& v) { return pairing::pairings_in(c, v).at(0); });
  }

  [[nodiscard]] NewAction done(std::string what, Date on, std::int64_t quarter_hours = 4) const {
    NewAction out;
    out.helper = sun;
    out.pairing = pair.id;
    out.role = Role::friend_;
    out.done_on = on;
    out.what = std::move(what);
    out.quarter_hours = quarter_hours;
    return out;
  }
  /// Today, as the secretary writes it down.
  Action record_today(const std::string& what) {
    return change([&](Context& c, const Village& v) { return help::record(c, v, done(what, c.today())); });
  }
  /// One of the household's own letter, done for the village.
  Action record_for_village(const pledges::Pledge& letter) {
    return change([&](Context& c, const Village& v) {
      NewAction action = done("扫了东街，王演芝家门口也扫了", c.today());
      action.helper = letter.household;
      action.pairing.reset();
      action.pledge_item = PledgeItem{letter.id, 1};
      action.role = Role::village_keeper;
      return help::record(c, v, action);
    });
  }

  Pairing pair;
};

}  // namespace lianghu::help::testing
