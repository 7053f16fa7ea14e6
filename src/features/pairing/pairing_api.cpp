#include "features/pairing/pairing_api.h"

#include <memory>

#include "features/pairing/ballot_form.h"
#include "features/pairing/news.h"
#include "features/pairing/workspace.h"
#include "http/rate_limiter.h"
#include "http/router.h"

namespace lianghu::pairing {

namespace {

const std::string pairing_path = "/api/v1/villages/{village}/pairing";

// Refused ballots that an account gets into the journal: whoever tries all day fills it with 250 entries.
constexpr int refused_at_once = 10;
constexpr int seconds_a_refused = 360;

struct Version {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Version, (), (version))

struct Opening {
  std::optional<Date> closes_on;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Opening, (), (closes_on, version))

struct Capacity {
  int capacity = 0;
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Capacity, (), (capacity, reason, version))

struct Asking {
  Id<Household> household;
  Id<Household> helper;
  std::string reason;
  std::int64_t version = 0;  // of the round
};
BOOST_DESCRIBE_STRUCT(Asking, (), (household, helper, reason, version))

struct Telling {
  std::string change;
  bool is_told = false;
};
BOOST_DESCRIBE_STRUCT(Telling, (), (change, is_told))

/// `work(context, village)` once, in the village of the path; who may do it is for the rule to say.
template <class Work>
auto changed(http::Call& call, Work work) {
  return call.change(village_id(call).value,
                     [&](Context& c) { return work(c, households::readable_village(c, village_id(call))); });
}

/// A step of the round that needs no more than the version it was decided on.
template <class Out>
void step(http::Router& router, const std::string& path, const std::string& name,
          Out (*take)(Context&, const Village&, std::int64_t)) {
  router.post<Version, Out>(
      pairing_path + path, http::Access::signed_in, name, [take](http::Call& call, const Version& in) {
        return changed(call,
                       [&](Context& c, const Village& village) { return take(c, village, in.version); });
      });
}

/// Reads, solves, takes over: the solving stands between two transactions.
Round solved(http::Call& call, const Version& in) {
  const auto what =
      call.read([&](Context& c) { return plan(c, households::readable_village(c, village_id(call))); });
  std::optional<Solution> solution;
  if (what) solution = solve(*what);
  return changed(call,
                 [&](Context& c, const Village& village) { return adopt(c, village, solution, in.version); });
}

/// A refusal undoes the change it was thrown in, so that it was tried is a change of its own. Whoever sees
/// nothing of the village is refused before there is a ballot to speak of.
Vote cast_or_noted(http::Call& call, const Ballot& ballot, http::RateLimiter& refused) {
  const auto household = call.id<Household>("household");
  bool sees_village = false;
  try {
    return changed(call, [&](Context& c, const Village& village) {
      sees_village = true;
      return cast(c, village, household, ballot);
    });
  } catch (const Refusal&) {
    const std::string account = std::to_string(call.actor().account);
    if (sees_village && !refused.take(account, call.changes().clock().now()))
      call.changes().change(call.actor(), [&](Context& c) {
        note_refused_ballot(c, households::readable_village(c, village_id(call)), household);
      });
    throw;
  }
}

struct PairsOn {
  Date on{};
  std::vector<PastPair> pairs;
};
BOOST_DESCRIBE_STRUCT(PairsOn, (), (on, pairs))

PairsOn pairs_on_the_day(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    const std::string_view typed = call.query("on");
    const auto day = typed.empty() ? std::optional(c.today()) : parse_date(typed);
    if (!day) throw Refusal(Status::unprocessable, "pairing.on", "on");
    return PairsOn{*day, pairs_on(c, village, *day, call.language())};
  });
}

void reading_routes(http::Router& router) {
  router.get<PairsOn>(pairing_path + "/pairs", http::Access::signed_in, "pairing.pairs_on", pairs_on_the_day);
  router.get<Workspace>(pairing_path, http::Access::signed_in, "pairing.read", [](http::Call& call) {
    return call.read([&](Context& c) {
      return workspace(c, households::readable_village(c, village_id(call)), call.language());
    });
  });
  router.get<BallotForm>(pairing_path + "/ballots/{household}", http::Access::signed_in,
                         "pairing.ballot_form", [](http::Call& call) {
                           return call.read([&](Context& c) {
                             return ballot_form(c, households::readable_village(c, village_id(call)),
                                                call.id<Household>("household"), call.language());
                           });
                         });
}

void running_routes(http::Router& router) {
  router.post<http::Nothing, Round>(
      pairing_path + "/rounds", http::Access::signed_in, "pairing.start",
      [](http::Call& call, const http::Nothing&) {
        return changed(call, [&](Context& c, const Village& village) { return start(c, village); });
      });
  router.put<Capacity, Round>(pairing_path + "/helpers/{household}", http::Access::signed_in,
                              "pairing.set_capacity", [](http::Call& call, const Capacity& in) {
                                return changed(call, [&](Context& c, const Village& village) {
                                  return set_capacity(c, village, call.id<Household>("household"),
                                                      in.capacity, in.reason, in.version);
                                });
                              });
  router.post<Opening, Round>(pairing_path + "/open", http::Access::signed_in, "pairing.open",
                              [](http::Call& call, const Opening& in) {
                                return changed(call, [&](Context& c, const Village& village) {
                                  return open(c, village, in.closes_on, in.version);
                                });
                              });
  step(router, "/close", "pairing.close", close);
  step(router, "/consent", "pairing.consent", consent);
  step(router, "/consent/withdraw", "pairing.withdraw_consent", withdraw_consent);
  router.post<Version, Round>(pairing_path + "/solve", http::Access::signed_in, "pairing.solve", solved);
  step(router, "/confirming", "pairing.open_confirming", open_confirming);
  step(router, "/final", "pairing.finalise", finalise);
}

void override_routes(http::Router& router) {
  router.post<Asking, Override>(pairing_path + "/overrides", http::Access::signed_in, "pairing.ask_override",
                                [](http::Call& call, const Asking& in) {
                                  return changed(call, [&](Context& c, const Village& village) {
                                    return ask_override(c, village, in.household, in.helper, in.reason,
                                                        in.version);
                                  });
                                });
  router.post<Version, Override>(pairing_path + "/overrides/{override}/withdraw", http::Access::signed_in,
                                 "pairing.withdraw_override", [](http::Call& call, const Version& in) {
                                   return changed(call, [&](Context& c, const Village& village) {
                                     return withdraw_override(c, village, call.id<Override>("override"),
                                                              in.version);
                                   });
                                 });
}

void household_routes(http::Router& router) {
  const auto refused = std::make_shared<http::RateLimiter>(refused_at_once, seconds_a_refused);
  router.put<Ballot, Vote>(
      pairing_path + "/ballots/{household}", http::Access::signed_in, "pairing.cast",
      [refused](http::Call& call, const Ballot& in) { return cast_or_noted(call, in, *refused); });
  router.put<Telling, http::Nothing>(pairing_path + "/news/{household}/told", http::Access::signed_in,
                                     "pairing.note_told", [](http::Call& call, const Telling& in) {
                                       return changed(call, [&](Context& c, const Village& village) {
                                         note_told(c, village, call.id<Household>("household"), in.change,
                                                   in.is_told);
                                         return http::Nothing{};
                                       });
                                     });
  router.post<Reply, Pairing>(pairing_path + "/pairs/{pairing}/reply", http::Access::signed_in,
                              "pairing.reply", [](http::Call& call, const Reply& in) {
                                return changed(call, [&](Context& c, const Village& village) {
                                  return reply(c, village, call.id<Pairing>("pairing"), in);
                                });
                              });
}

}  // namespace

Id<Organisation> village_id(const http::Call& call) {
  return call.id<Organisation>("village");
}

void routes(http::Router& router) {
  reading_routes(router);
  running_routes(router);
  override_routes(router);
  household_routes(router);
  form_routes(router);
}

}  // namespace lianghu::pairing
