#include "features/pairing/workspace.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/present.h"
#include "features/households/whereabouts.h"
#include "features/pairing/answer_view.h"
#include "features/pairing/consents.h"
#include "features/pairing/news.h"
#include "features/pairing/overrides_store.h"
#include "features/pairing/pairs.h"
#include "features/pairing/people.h"
#include "features/pairing/proposal.h"
#include "features/pairing/rounds.h"
#include "features/plaques/plaques.h"

namespace lianghu::pairing {

namespace {

using households::ActiveHousehold;

bool has_been_announced(const Round& round) {
  return round.state == State::confirming || round.state == State::final_;
}

class Writing {
 public:
  Writing(Context& context, const Village& village, Language language)
      : context_(context),
        village_(village),
        language_(language),
        sight_(sight_for_reading(context, village)),
        people_(context, village) {}

  Workspace workspace() {
    out_.place = plaques::place_name(village_);
    out_.may_run = is_staff(context_, village_);
    out_.sees_whole = sight_.whole;
    out_.round = current_round(context_, village_);
    if (sees_exemptions(context_, village_)) {
      out_.counts = paired_coverage(context_, village_);
      write_exempt();
    }
    if (!out_.round) return std::move(out_);
    out_.usual_capacity = programmes::running(context_, village_).programme.definition.limits.helper_capacity;
    const auto pairings = store::pairings_of(context_, village_, out_.round->id);
    std::ranges::copy_if(pairings, std::back_inserter(live_), is_live);
    write_participants(*out_.round);
    write_pairs(*out_.round);
    for (NewsRow& row : news(context_, village_, people_, *out_.round)) {
      const ActiveHousehold& household = people_.of(row.household);
      if (!sight_.covers(household)) continue;
      row.may_tell = may_write() && may_tell(sight_, household);
      out_.news.push_back(std::move(row));
    }
    write_outcome(*out_.round, pairings);
    return std::move(out_);
  }

 private:
  void write_exempt() {
    const auto exemptions = programmes::exemptions(context_, village_);
    for (const ActiveHousehold& each : households::active_households(context_, village_)) {
      const auto found = std::ranges::find_if(exemptions, [&](const programmes::Exemption& one) {
        return one.household == each.id && one.matter == programmes::Matter::pairing;
      });
      if (found == exemptions.end() || each.kind == households::Kind::neither) continue;
      out_.exempt.push_back({each.id, each.kind == households::Kind::contact ? Side::contact : Side::helper,
                             each.head_name, households::short_place(each.address), found->reason});
    }
  }
  [[nodiscard]] std::string reason_of(const store::Participant& each) const {
    return capacity_reason(each.capacity_reason, each.capacity_key, each.capacity_values, language_);
  }
  void write_participants(const Round& round) {
    Tally tally;
    for (const store::Participant& each : store::participants(context_, village_, round.id)) {
      if (each.left_on) continue;
      ++(each.side == Side::contact ? tally.contacts : tally.helpers);
      tally.capacity += each.capacity;
      tally.ballots += each.voted_at ? 1 : 0;
      tally.assisted += each.voted_at && each.assisted ? 1 : 0;
      const ActiveHousehold& household = people_.of(each.household);
      if (each.household == sight_.own) write_own(round, each);
      if (!sight_.covers(household)) continue;
      out_.participants.push_back({each.household, each.side, household.head_name,
                                   households::short_place(household.address), each.capacity, reason_of(each),
                                   takes(each.household), each.voted_at.has_value(), each.assisted,
                                   each.recorder_name});
    }
    if (!sight_.whole) return;
    const auto is_no = [&](const Pairing& pairing) {
      return is_declined(pairing) || is_silent_no(round, context_.today(), pairing);
    };
    tally.declined = std::ranges::count_if(live_, is_no);
    tally.unanswered = std::ranges::count_if(
        live_, [&](const Pairing& pairing) { return is_unanswered(pairing) && !is_no(pairing); });
    const Synced now = synced(context_, village_, round.id);
    tally.joined = now.joined;
    tally.left = now.left;
    for (const store::Participant& each : now.all)
      if (!each.left_on) present_.insert(each.household);
    if (holds_ballots(round))
      out_.consents = consents_of(context_, village_, basis_of(round.id, round.version, now));
    out_.tally = tally;
  }
  void write_own(const Round& round, const store::Participant& own) {
    OwnPart part{own.household,  own.side, own.voted_at.has_value(), {}, {}, own.capacity,
                 reason_of(own), false};
    part.may_set_capacity =
        own.side == Side::helper && (round.state == State::setup || round.state == State::open);
    if (has_been_announced(round)) {
      part.explanation = explanation_of(context_, village_, own.household, language_);
      part.news = news_of(context_, village_, own.household, language_);
    }
    out_.own = std::move(part);
  }
  [[nodiscard]] std::int64_t takes(Id<Household> helper) const {
    return std::ranges::count(live_, helper, &Pairing::helper);
  }
  /// A pair that is only proposed is between those who run the round until both sides are asked.
  void write_pairs(const Round& round) {
    const bool is_asked = has_been_announced(round);
    const bool may_answer = round.state == State::confirming && may_write();
    const auto ways =
        sight_.whole ? store::ways(context_, village_, round.id) : std::map<Id<Pairing>, Came>{};
    for (const Pairing& pairing : live_) {
      const ActiveHousehold& household = people_.of(pairing.household);
      const ActiveHousehold& helper = people_.of(pairing.helper);
      const bool for_household = sight_.covers(household);
      const bool for_helper = sight_.covers(helper);
      if (!for_household && !for_helper) continue;
      if (pairing.state == PairState::proposed && !is_asked && !sight_.whole) continue;
      const bool is_open = may_answer && pairing.state == PairState::proposed;
      PairRow row{pairing,
                  household.head_name,
                  households::short_place(household.address),
                  needs_of(context_, village_, pairing.household, language_),
                  helper.head_name,
                  households::short_place(helper.address),
                  is_open && for_household,
                  is_open && for_helper};
      row.is_near = households::is_near(household.address, helper.address);
      if (const auto way = ways.find(pairing.id); way != ways.end()) {
        row.way = way->second.way;
        row.moved_for = way->second.moved_for;
      }
      tell_reason(row.pairing.by_household, for_household);
      tell_reason(row.pairing.by_helper, for_helper);
      out_.pairs.push_back(std::move(row));
    }
  }
  /// Also that there is none is for that household and those who run the round.
  void tell_reason(Confirmation& side, bool may_read) const {
    if (!may_read) {
      side.reason.clear();
      side.silent = false;
    } else if (side.silent) {
      side.reason = say(language_, "pairing.silent", {});
    }
  }
  [[nodiscard]] bool may_write() const {
    return !sight_.groups.empty() || sight_.own || is_staff(context_, village_) ||
           context_.actor().may({RoleKind::group_leader}, village_.organisation().path);
  }
  void write_outcome(const Round& round, const std::vector<Pairing>& pairings) {
    if (!sight_.whole) return;
    std::vector<Named> uncovered;
    std::set<Id<Household>> covered;
    for (const Pairing& pairing : live_)
      if (present_.contains(pairing.helper)) covered.insert(pairing.household);
    for (const ParticipantRow& each : out_.participants)
      if (each.side == Side::contact && !covered.contains(each.household))
        uncovered.push_back({each.household, each.name});
    out_.outcome =
        answer_row(context_, village_, people_, {round, pairings, out_.participants, std::move(uncovered)});
    const auto overrides = store::overrides_of(context_, village_, round.id);
    const auto contacts = std::ranges::count(out_.participants, Side::contact, &ParticipantRow::side);
    out_.overrides_left = std::max<std::int64_t>(0, overrides_max(contacts) - overrides_used(overrides));
    for (const Override& each : overrides)
      out_.overrides.push_back(
          {each, people_.of(each.household).head_name, people_.of(each.helper).head_name});
  }

  Context& context_;
  const Village& village_;
  const Language language_;
  const Sight sight_;
  People people_;
  std::vector<Pairing> live_;
  std::set<Id<Household>> present_;  // who takes part today; known to those who see the whole village
  Workspace out_;
};

}  // namespace

Workspace workspace(Context& context, const Village& village, Language language) {
  return Writing(context, village, language).workspace();
}

std::vector<PastPair> pairs_on(Context& context, const Village& village, Date day, Language language) {
  static_cast<void>(sight_for_reading(context, village));
  if (!sees_exemptions(context, village)) throw Refusal(Status::forbidden, "rights.missing");
  if (day > context.today()) throw Refusal(Status::unprocessable, "pairing.on", "on");
  People people(context, village);
  std::vector<PastPair> out;
  for (const Pairing& each : store::pairings_on(context, village, day)) {
    PastPair past{
        each.id, people.named(each.household), people.named(each.helper), present(each.from), each.until, {}};
    if (!each.end_reason.empty()) past.end_reason = say(language, each.end_reason, {});
    out.push_back(std::move(past));
  }
  return out;
}

}  // namespace lianghu::pairing
