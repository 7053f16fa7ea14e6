#include "features/pairing/forms.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "base/present.h"
#include "base/text.h"
#include "features/pairing/ballots_store.h"
#include "features/pairing/casting.h"
#include "features/pairing/forms_store.h"
#include "features/pairing/people.h"
#include "features/pairing/rounds.h"
#include "features/plaques/plaques.h"

namespace lianghu::pairing {

namespace {

constexpr std::size_t code_bytes = 16;
constexpr std::size_t recorder_min = 2;
constexpr std::size_t recorder_max = 40;
constexpr std::size_t receipt_digits = 16;

[[noreturn]] void refuse_ended(const Form& form) {
  if (form.state == FormState::void_) throw Refusal(Status::conflict, "pairing.form.void");
  throw Refusal(
      Status::conflict, "pairing.form.used", {},
      {{"day", form.ended_on ? format_date(*form.ended_on) : std::string()}, {"name", form.recorder_name}});
}

/// A form that may be entered now, and whose it is.
struct Opened {
  Form form;
  Round round;
};

Opened opened(Context& context, const Village& village, Id<Form> id) {
  const auto form = store::form_by_id(context, village, id);
  if (!form) throw std::logic_error("a code of a form that is not there");
  if (form->state != FormState::live) refuse_ended(*form);
  const auto round = current_round(context, village);
  if (!round || round->id != form->round) throw Refusal(Status::conflict, "pairing.form.round");
  if (round->state != State::open) throw Refusal(Status::conflict, "pairing.ballot.not_open");
  return {*form, *round};
}

Voting voting_on(Context& context, const Village& village, const Opened& opened,
                 std::string_view recorder = {}) {
  return {context, village, opened.round, opened.form.household, {true, 0, trim(recorder)}};
}

Ballot ballot_of(const Round& round, const PaperBallot& paper) {
  std::map<int, std::vector<Id<Household>>> groups;
  for (const auto& each : paper.ranks) groups[each.second].push_back(each.first);
  Ballot out{round.id, {}, paper.vetoes};
  out.rank.reserve(groups.size());
  for (auto& each : groups) out.rank.push_back(std::move(each.second));
  return out;
}

void check_recorder(std::string_view name, std::vector<Problem>& problems) {
  if (characters(name) < recorder_min || characters(name) > recorder_max)
    problems.push_back({"pairing.form.recorder",
                        "recorder",
                        {{"min", std::to_string(recorder_min)}, {"max", std::to_string(recorder_max)}}});
}

/// Everything that is wrong, together: with the ballot and with who enters it.
Ballot checked(const Voting& voting, const Round& round, const PaperBallot& paper) {
  std::vector<Problem> problems;
  Ballot out;
  try {
    out = voting.checked(ballot_of(round, paper));
  } catch (const Refusal& refusal) {
    problems = refusal.problems();
  }
  check_recorder(trim(paper.recorder), problems);
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
  return out;
}

Village village_of(Context& context, const FormHolder& holder) {
  return Village(organisations::published_reach(context, holder.village));
}

}  // namespace

std::string code_on(const Form& form, const Sealer& sealer) {
  return base64url(
      sealer.fingerprint(std::to_string(form.id.value), "pairing_forms.code").substr(0, code_bytes));
}

std::vector<Form> issue_forms(Context& context, const Village& village,
                              const std::vector<Id<Household>>& households) {
  require_staff(context, village);
  const Round round = required_round(context, village);
  if (households.empty()) throw Refusal(Status::unprocessable, "pairing.form.nobody", "households");
  if (households.size() > forms_max)
    throw Refusal(Status::unprocessable, "pairing.form.too_many", "households",
                  {{"max", std::to_string(forms_max)}});
  if (!store::hold(context, village, round.id, State::open))
    throw Refusal(Status::conflict, "pairing.ballot.not_open");
  const auto participants = store::participants(context, village, round.id);
  const std::set<Id<Household>> once(households.begin(), households.end());
  std::int64_t number = store::next_form_number(context, village, round.id);
  std::vector<Form> out;
  for (const Id<Household> household : once) {
    const auto voter = std::ranges::find(participants, household, &store::Participant::household);
    if (voter == participants.end() || voter->left_on)
      throw Refusal(Status::unprocessable, "pairing.ballot.not_taking_part", "households");
    if (has_voted_itself(*voter)) throw Refusal(Status::conflict, "pairing.ballot.own", "households");
    store::void_live_form(context, village, household);
    Form form;
    form.id = context.make_id<Form>();
    form.round = round.id;
    form.household = household;
    form.number = number++;
    form.issued_on = context.today();
    form.issued_by = context.actor().account;
    form.issuer_name = context.actor().name;
    form.version = 1;
    store::insert(context, village, form, code_on(form, context.sealer()));
    out.push_back(std::move(form));
  }
  context.record("pairing.forms_issued", village.id().value, round.id.value);
  return out;
}

Form void_form(Context& context, const Village& village, Id<Form> id, std::int64_t version) {
  require_staff(context, village);
  auto form = store::form_by_id(context, village, id);
  if (!form) throw Refusal(Status::not_found, "pairing.form.not_found");
  if (form->version != version) throw Refusal(Status::conflict, "version.stale");
  if (form->state != FormState::live) throw Refusal(Status::conflict, "pairing.form.ended");
  form->state = FormState::void_;
  form->ended_on = context.today();
  ++form->version;
  if (!store::end_form(context, village, *form)) throw Refusal(Status::conflict, "version.stale");
  context.record("pairing.form_voided", village.id().value, form->household.value);
  return *form;
}

std::vector<FormRow> forms(Context& context, const Village& village) {
  require_staff(context, village);
  const Round round = required_round(context, village);
  People people(context, village);
  std::vector<FormRow> out;
  const auto all = store::forms_of(context, village, round.id);
  for (auto each = all.begin(); each != all.end(); ++each)
    if (std::find_if(std::next(each), all.end(),
                     [&](const Form& later) { return later.household == each->household; }) == all.end())
      out.push_back({*each, people.of(each->household).head_name});
  return out;
}

std::optional<FormHolder> holder_of(Context& context, std::string_view code) {
  return store::holder_of_code(context, code);
}

PaperForm paper_form(Context& context, const FormHolder& holder, Language language) {
  const Village village = village_of(context, holder);
  const Opened now = opened(context, village, holder.form);
  const Voting voting = voting_on(context, village, now);
  PaperForm out{now.form, now.round, plaques::place_name(village), {}, voting.voter().side, {}};
  const auto voter = present(households::find(context, village, now.form.household));
  out.name = voter.head_name;
  out.choices = Candidates(context, village, now.round.id, language).for_voter(voter, out.side);
  return out;
}

void check_by_form(Context& context, const FormHolder& holder, const PaperBallot& ballot) {
  const Village village = village_of(context, holder);
  const Opened now = opened(context, village, holder.form);
  static_cast<void>(checked(voting_on(context, village, now), now.round, ballot));
}

PaperReceipt cast_by_form(Context& context, const FormHolder& holder, const PaperBallot& ballot) {
  const Village village = village_of(context, holder);
  // Held before it is read again: nobody closes the round or enters the same form meanwhile.
  const Opened before = opened(context, village, holder.form);
  if (!store::hold(context, village, before.round.id, State::open))
    throw Refusal(Status::conflict, "pairing.ballot.not_open");
  Opened now = opened(context, village, holder.form);
  Voting voting = voting_on(context, village, now, ballot.recorder);
  const Vote vote = voting.put(checked(voting, now.round, ballot));
  now.form.state = FormState::used;
  now.form.ended_on = context.today();
  now.form.recorder_name = vote.recorder_name;
  ++now.form.version;
  if (!store::end_form(context, village, now.form)) throw Refusal(Status::conflict, "version.stale");
  context.record("pairing.form_used", village.id().value, now.form.household.value);
  return {now.form.number, voting.voter().ballot_hash.substr(0, receipt_digits)};
}

namespace {

struct Misuse {
  std::string_view key;
  std::string_view action;
};
constexpr std::array<Misuse, 6> misuses = {{{"pairing.form.used", "pairing.form_refused.used"},
                                            {"pairing.form.void", "pairing.form_refused.void"},
                                            {"pairing.form.round", "pairing.form_refused.round"},
                                            {"pairing.ballot.own", "pairing.form_refused.own"},
                                            {"pairing.ballot.not_open", "pairing.form_refused.not_open"},
                                            {"pairing.ballot.unknown", "pairing.form_refused.unknown"}}};

const Misuse* misuse_in(const Refusal& refusal) {
  for (const Problem& problem : refusal.problems())
    for (const Misuse& each : misuses)
      if (each.key == problem.key) return &each;
  return nullptr;
}

}  // namespace

bool tells_of_misuse(const Refusal& refusal) {
  return misuse_in(refusal) != nullptr;
}

void note_misuse(Context& context, const FormHolder& holder, const Refusal& refusal) {
  const Misuse* misuse = misuse_in(refusal);
  if (misuse == nullptr) throw std::logic_error("a refusal that tells of no misuse is journalled as one");
  const auto form = store::form_by_id(context, village_of(context, holder), holder.form);
  if (!form) throw std::logic_error("a code of a form that is not there");
  context.record(misuse->action, holder.village.value, form->household.value);
}

}  // namespace lianghu::pairing
