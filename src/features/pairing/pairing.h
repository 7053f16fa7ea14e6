#pragma once
// The two-way selection (双向选择) of a village: one round takes member and contact households from setup
// through secret ballots and a proved answer to pairings (帮带关系) in force, and is repaired later when
// somebody leaves. A ballot is sealed when it is cast and no function here gives one back; what is shown of
// it is who has voted. Only a run opens ballots, and only with the consent of two people.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "base/words.h"
#include "features/pairing/findings.h"
#include "features/programmes/programmes.h"
#include "journal/context.h"
#include "matching/matching.h"

namespace lianghu::pairing {

using households::Household;
using organisations::Organisation;
using organisations::Village;

/// A repair takes a final round back to confirming; the pairings in force stay so meanwhile.
enum class State { setup, open, closed, proposed, confirming, final_ };
BOOST_DESCRIBE_ENUM(State, setup, open, closed, proposed, confirming, final_)

/// A contact household wants a helper; a member household is one.
enum class Side { contact, helper };
BOOST_DESCRIBE_ENUM(Side, contact, helper)

struct Round {
  Id<Round> id;
  std::int64_t number = 0;  // 第 1 轮 … of the programme in this village
  State state{};
  int vetoes_max = 0;    // of the programme when the round was set up
  int confirm_days = 0;  // likewise
  programmes::Silence silence{};
  int remind_days = 0;
  std::optional<Date> opened_on;
  std::optional<Date> closes_on;  // as announced; the secretary closes
  std::optional<Date> closed_on;
  std::optional<Date> proposed_on;
  std::optional<Date> confirm_until;
  std::optional<Date> final_on;
  std::int64_t repairs = 0;
  std::optional<Date> news_from;  // what both sides were told has changed since: news.h
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Round, (),
                      (id, number, state, vetoes_max, confirm_days, silence, remind_days, opened_on,
                       closes_on, closed_on, proposed_on, confirm_until, final_on, repairs, news_from,
                       version))

/// Staff run a round. All throw Refusal 403 rights.missing for others, 404 pairing.none without a round, 409
/// version.stale and pairing.state.

/// A new round in which everybody takes part who lives there and is not exempt. Throws Refusal 422
/// participation.none, pairing.nobody (no contact household or no member household); 409 pairing.open while
/// another is not final.
Round start(Context& context, const Village& village);
/// How many contact households a helper takes on; at the beginning that is what the programme's rules propose
/// (proposal.h). The helper's own account may change it too, in setup and open; `version` is only for staff.
/// While there are ballots that nobody can replace any more it
/// may only be raised: by taking away all but two and solving again one would read a household's ranking. Who
/// cannot help then is exempted. Throws Refusal 422 pairing.capacity (0 to 20), pairing.capacity.closed,
/// pairing.reason; 404 household.not_found; 409 pairing.capacity.not_open (to the household itself).
Round set_capacity(Context& context, const Village& village, Id<Household> helper, int capacity,
                   std::string_view reason, std::int64_t version);
/// setup → open; who came or left since setup is taken in or out. From here on there is a key to which
/// ballots are sealed. Throws Refusal 422 pairing.closes_on when that day has passed.
Round open(Context& context, const Village& village, std::optional<Date> closes_on, std::int64_t version);
/// open → closed: no ballot is cast or replaced from here on. The journal says whether that was before or
/// after the day that was announced.
Round close(Context& context, const Village& village, std::int64_t version);

struct Veto {
  Id<Household> household;
  std::string reason;  // 2 to 100 characters, sealed with the ballot
};
BOOST_DESCRIBE_STRUCT(Veto, (), (household, reason))

struct Ballot {
  Id<Round> round;
  std::vector<std::vector<Id<Household>>> rank;  // tie groups, best first; may be empty
  std::vector<Veto> vetoes;
};
BOOST_DESCRIBE_STRUCT(Ballot, (), (round, rank, vetoes))

struct Vote {
  Id<Household> household;
  Date voted_on{};
  bool assisted = false;  // entered by somebody of another household, who is named:
  std::string recorder_name;
};
BOOST_DESCRIBE_STRUCT(Vote, (), (household, voted_on, assisted, recorder_name))

/// Casts a household's ballot, or replaces the one it cast before: by its own account, or by staff or its
/// group's leader for it. What it cast by its own account only itself replaces. Throws Refusal 404
/// household.not_found (also for another household's ballot); 409 pairing.ballot.not_open,
/// pairing.ballot.round, pairing.ballot.own; 422 at the field: pairing.ballot.unknown, .twice, .both,
/// .veto.max, .veto.reason.
Vote cast(Context& context, const Village& village, Id<Household> household, const Ballot& ballot);
/// Journals that such a ballot was refused, in a change of its own, as the refusal undoes the other one: who
/// tried and for which household of the village, nothing of the ballot.
void note_refused_ballot(Context& context, const Village& village, Id<Household> household);

/// Until the round is first final every run opens ballots, and two people must agree to each: staff over the
/// village, two accounts of two households. A consent is for one run of the round as it stands then: the run
/// that is taken over uses it up, and it lapses when the round takes a step, or who takes part or how many
/// they take on changes. So nobody alone and nobody secretly reads rankings by solving again and again. Group
/// leaders are not asked, as the secretary alone can make one; the leading group's members have no accounts.
struct Consent {
  std::string name;
  Date given_on{};
  bool is_own = false;  // the reader's
};
BOOST_DESCRIBE_STRUCT(Consent, (), (name, given_on, is_own))

struct Consents {
  std::int64_t run = 0;      // of the round, from 1
  std::int64_t missing = 0;  // people who must still agree
  bool may_give = false;     // the reader
  std::vector<Consent> given;
};
BOOST_DESCRIBE_STRUCT(Consents, (), (run, missing, may_give, given))
/// Throws Refusal 409 pairing.consent.twice, pairing.consent.household (of somebody of the same household).
Consents consent(Context& context, const Village& village, std::int64_t version);
/// Takes the actor's own back while it is not used. Throws Refusal 409 pairing.consent.none.
Consents withdraw_consent(Context& context, const Village& village, std::int64_t version);

/// A pair that staff asked for by hand: features/pairing/overrides.h.
struct Wish {
  std::int64_t override_id = 0;
  matching::Pair pair;
  bool is_new = false;  // no run has settled it
};
/// What a run made of a wish: that it cannot be made in this round is said without why.
struct Settled {
  std::int64_t override_id = 0;
  bool made = false;
  Effect effect;
};

/// What one run of the solver needs, read in one snapshot. It holds opened ballots: it is never stored,
/// logged or answered.
struct Plan {
  Id<Round> round;
  std::int64_t version = 0;
  bool repair = false;
  matching::Instance instance;
  std::vector<matching::Pair> previous;
  std::vector<matching::Pair> declined;  // among the instance's vetoes
  std::vector<Wish> wishes;
};
/// What a run found, judged right by the independent checker.
struct Solution {
  Id<Round> round;
  std::int64_t version = 0;
  bool repair = false;
  std::vector<std::string> households, helpers;  // who took part, sorted
  std::vector<int> capacities;                   // of `helpers`
  matching::Result result;
  std::vector<matching::Pair> by_hand;  // of the result
  std::vector<Settled> settled;         // wishes that are new, or cannot be made any more
  Findings findings;
};
/// For a closed round the first answer; for one in confirming or final a repair, which keeps every pair it
/// can, takes declined pairs for vetoes, and takes in who came or left since. Nothing in another state, or
/// while a consent is missing: adopt says which.
[[nodiscard]] std::optional<Plan> plan(Context& context, const Village& village);
/// Pure and slow: never inside a change. Throws std::logic_error when the checker disagrees.
[[nodiscard]] Solution solve(const Plan& plan);
/// closed → proposed, or confirming and final → confirming. Throws Refusal 409 version.stale when anything
/// the solution rests on has changed since, 409 pairing.consent.missing {count}, 409 pairing.state when there
/// is no solution.
Round adopt(Context& context, const Village& village, const std::optional<Solution>& solution,
            std::int64_t version);

/// proposed → confirming, for the programme's days: both sides are asked.
Round open_confirming(Context& context, const Village& village, std::int64_t version);

enum class Answer { none, accepted, declined };
BOOST_DESCRIBE_ENUM(Answer, none, accepted, declined)

/// What one side said to a pair.
struct Confirmation {
  Answer answer = Answer::none;
  std::string reason;     // of declined; staff and that household read it
  bool assisted = false;  // recorded by somebody of another household
  std::string recorder_name;
  bool silent = false;  // declined by saying nothing until the days were over; there is no reason
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (answer, reason, assisted, recorder_name, silent))

/// proposed → in_force → ended. A repair may replace what is only proposed, and marks as moving what is in
/// force until the round is final again.
enum class PairState { proposed, declined, replaced, in_force, moving, ended };
BOOST_DESCRIBE_ENUM(PairState, proposed, declined, replaced, in_force, moving, ended)

struct Pairing {
  Id<Pairing> id;
  Id<Round> round;
  Id<Household> household;  // the contact household
  Id<Household> helper;     // the member household
  PairState state{};
  Confirmation by_household;
  Confirmation by_helper;
  std::optional<Date> from;  // once it was in force
  std::optional<Date> until;
  std::string end_reason;        // a key of words/: pairing.end.*, "" while it is in force
  std::optional<Date> asked_on;  // both sides were told of it …
  std::optional<Date> gone_on;   // … and that it is not to be, before it was in force
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Pairing, (),
                      (id, round, household, helper, state, by_household, by_helper, from, until, end_reason,
                       asked_on, gone_on, version))

struct Reply {
  Side by{};
  Answer answer{};     // accepted or declined
  std::string reason;  // of declined: 2 to 200 characters
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (by, answer, reason, version))
/// One side's answer, until the round is final: by its own account, or recorded by staff or its group's
/// leader. Throws Refusal 404 pairing.not_found, 409 pairing.not_confirming, version.stale; 422
/// pairing.answer, pairing.reason.
Pairing reply(Context& context, const Village& village, Id<Pairing> id, const Reply& reply);

/// confirming → final: what is proposed comes into force today, and the ballots are destroyed with the key
/// that opens them; their hashes stay. Who has not answered by then has agreed, if that is the programme's
/// rule. Throws Refusal 422 pairing.declined {count} (repair first; also who has declined by saying nothing),
/// pairing.unanswered {count, until} before the days are over.
Round finalise(Context& context, const Village& village, std::int64_t version);

/// With the day: where the programme takes silence for a no, who has not answered when the days are over has
/// declined. A repair answers that like every other no, and until then a late yes still counts.
void count_silence(Context& context, const Village& village);

// For the rooms above: no rights are asked here, so what they show of it is theirs to decide.

/// The village's newest round of its current programme.
[[nodiscard]] std::optional<Round> current_round(Context& context, const Village& village);
/// In force now, by household: also what a repair is about to move.
[[nodiscard]] std::vector<Pairing> pairings_in(Context& context, const Village& village);
/// One of any state, also ended ones.
[[nodiscard]] std::optional<Pairing> find_pairing(Context& context, const Village& village, Id<Pairing> id);
/// Every pairing that is or was in force, the newest first.
[[nodiscard]] std::vector<Pairing> history(Context& context, const Village& village);
/// Households of either side that have not answered yet, once they are to be reminded.
struct Unanswered {
  std::optional<Date> until;  // none: nobody is to be reminded
  std::vector<Id<Household>> households;
};
[[nodiscard]] Unanswered to_remind(Context& context, const Village& village);
/// What has changed for that household since both sides were told last, in one sentence for itself alone. ""
/// when nothing has, or a while ago.
[[nodiscard]] std::string news_of(Context& context, const Village& village, Id<Household> household,
                                  Language language);
/// Why that household got whom: its own sentence, for itself alone. "" when there is none. A helper's tells
/// of its own list only.
[[nodiscard]] std::string explanation_of(Context& context, const Village& village, Id<Household> household,
                                         Language language);

struct WithoutHelper {
  Id<Household> household;
  std::string name;  // of its head
};
BOOST_DESCRIBE_STRUCT(WithoutHelper, (), (household, name))

struct Counts {
  std::int64_t should = 0;  // contact households without the exempt
  std::int64_t exempt = 0;
  std::int64_t has = 0;
  std::int64_t unproved = 0;  // of these: whose pair is not one that the checker agreed to
  std::vector<WithoutHelper> missing;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (should, exempt, has, unproved, missing))
/// 应帮尽帮: contact households with a helper who still lives there. All zero while the village takes part in
/// nothing. That all have one may be said when none is missing and none unproved.
[[nodiscard]] Counts paired_coverage(Context& context, const Village& village);

/// Pairs by hand that were asked for and that no run has settled: the level above is to know.
[[nodiscard]] std::int64_t overrides_waiting(Context& context, const Village& village);

}  // namespace lianghu::pairing
