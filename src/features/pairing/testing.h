#pragma once
// Yinhe with two contact households, and a round to take them through; for the tests of this room and of
// those above, which call pair_everybody().
#include <optional>
#include <utility>
#include <vector>

#include "features/pairing/pairing.h"
#include "features/pledges/testing.h"

namespace lianghu::pairing::testing {

/// The secretary runs the round and enters the ballots.
class PairedVillage : public pledges::testing::PledgingVillage {
  journal::testing::Bench& bench_;

 public:
  explicit PairedVillage(journal::testing::Bench& bench)
      : PledgingVillage(bench), bench_(bench), zhao(contact), li(add("李演田", households::Kind::contact)) {}

  Round now() {
    return read([](Context& c, const Village& v) { return current_round(c, v).value(); });
  }
  Round start() {
    return change([](Context& c, const Village& v) { return pairing::start(c, v); });
  }
  Round open() {
    const auto version = now().version;
    return change([&](Context& c, const Village& v) { return pairing::open(c, v, std::nullopt, version); });
  }
  Round close() {
    const auto version = now().version;
    return change([&](Context& c, const Village& v) { return pairing::close(c, v, version); });
  }
  Round set_capacity(Id<Household> helper, int capacity) {
    const auto version = now().version;
    return change([&](Context& c, const Village& v) {
      return pairing::set_capacity(c, v, helper, capacity, "家里有老人要照看", version);
    });
  }
  /// One after the other, no ties.
  Vote cast(Id<Household> household, const std::vector<Id<Household>>& in_order,
            const std::vector<Veto>& vetoes = {}) {
    Ballot ballot{now().id, {}, vetoes};
    ballot.rank.reserve(in_order.size());
    for (const Id<Household> each : in_order) ballot.rank.push_back({each});
    return change([&](Context& c, const Village& v) { return pairing::cast(c, v, household, ballot); });
  }
  std::optional<Solution> solution() {
    const auto what = read([](Context& c, const Village& v) { return pairing::plan(c, v); });
    if (!what) return std::nullopt;
    return pairing::solve(*what);
  }
  Consents consent_as(const Actor& actor) {
    const auto version = now().version;
    return bench_.change_as(actor,
                            [&](Context& c) { return pairing::consent(c, anybodys_yinhe(c), version); });
  }
  /// The secretary and the town, while there are ballots and unless they have already.
  void consent() {
    const Round round = now();
    if (round.final_on || round.state == State::setup || round.state == State::open) return;
    for (const Actor& actor : {town.yinhe_secretary(), town.town_staff()}) {
      const std::string key = organisations::testing::refused([&] { consent_as(actor); });
      if (!key.empty() && key != "pairing.consent.twice") throw std::logic_error(key);
    }
  }
  /// Solves a closed round, repairs a later one, with everybody's consent.
  Round run() {
    consent();
    const auto found = solution();
    const auto version = now().version;
    return change([&](Context& c, const Village& v) { return adopt(c, v, found, version); });
  }
  Round ask_both_sides() {
    const auto version = now().version;
    return change([&](Context& c, const Village& v) { return open_confirming(c, v, version); });
  }
  std::vector<Pairing> in_force() {
    return read([](Context& c, const Village& v) { return pairings_in(c, v); });
  }
  Round finalise() {
    const auto version = now().version;
    return change([&](Context& c, const Village& v) { return pairing::finalise(c, v, version); });
  }
  /// From setup to proposed, without a ballot.
  void propose() {
    start();
    open();
    close();
    run();
  }
  /// A whole round, which nobody objects to: takes the programme's days for confirming. 赵演福 and 李演田
  /// have a helper when it returns.
  std::vector<Pairing> pair_everybody() {
    propose();
    bench_.go_to(add_days(ask_both_sides().confirm_until.value(), 1));
    finalise();
    return in_force();
  }

  Id<Household> zhao, li;  // the contact households
};

}  // namespace lianghu::pairing::testing
