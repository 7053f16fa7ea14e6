#include "features/pairing/forms_printing.h"

#include <algorithm>
#include <map>

#include "base/describe.h"
#include "features/pairing/forms_store.h"
#include "features/pairing/people.h"
#include "features/pairing/rounds.h"
#include "features/plaques/plaques.h"

namespace lianghu::pairing {

namespace {

/// Writes the forms of one round: what is the same for all of a side is put into words once.
class Printing {
 public:
  Printing(Context& context, const Village& village, const Round& round, std::string_view base,
           Language language)
      : context_(context),
        round_(round),
        base_(base),
        language_(language),
        place_(plaques::place_name(village)),
        people_(context, village),
        candidates_(context, village, round.id, language),
        participants_(store::participants(context, village, round.id)) {}

  documents::BallotSheet sheet(const Form& form) {
    const auto voter = std::ranges::find(participants_, form.household, &store::Participant::household);
    if (voter == participants_.end() || voter->left_on)
      throw Refusal(Status::unprocessable, "pairing.ballot.not_taking_part", "forms");
    documents::BallotSheet sheet = side(voter->side);
    const std::string number = form_number(form.number);
    sheet.head = {
        word("number", {{"village", place_}, {"round", std::to_string(round_.number)}, {"number", number}}),
        round_.closes_on
            ? word("until", {{"month", month_of(*round_.closes_on)}, {"day", day_of(*round_.closes_on)}})
            : word("until_closing")};
    const households::ActiveHousehold& household = people_.of(form.household);
    for (const Candidate& each : candidates_.for_voter(household, voter->side))
      sheet.choices.push_back({each.name, profile_of(each, language_)});
    sheet.strip_title = word("strip", {{"name", household.head_name}, {"number", number}});
    sheet.link = base_ + "/b/" + code_on(form, context_.sealer());
    return sheet;
  }

 private:
  [[nodiscard]] std::string word(std::string_view key, const Values& values = {}) const {
    return say(language_, "pairing.paper." + std::string(key), values);
  }
  [[nodiscard]] static std::string month_of(Date day) {
    return std::to_string(static_cast<unsigned>(day.month()));
  }
  [[nodiscard]] static std::string day_of(Date day) {
    return std::to_string(static_cast<unsigned>(day.day()));
  }

  const documents::BallotSheet& side(Side side) {
    const auto known = sides_.find(side);
    if (known != sides_.end()) return known->second;
    const std::string of(name_of(side));
    documents::BallotSheet sheet;
    sheet.title = word("title");
    sheet.steps = {word("step.rank." + of), word("step.any")};
    if (round_.vetoes_max > 0) {
      sheet.steps.push_back(word("step.veto." + of, {{"max", std::to_string(round_.vetoes_max)}}));
      sheet.veto_heading = word("veto." + of);
      sheet.reasons = {word("kin"), word("other")};
    }
    sheet.rank_heading = word("rank");
    sheet.name_heading = word("name." + of);
    sheet.tell_title = word("tell");
    sheet.tell = word("tell.text");
    sheet.recorder_label = word("recorder");
    sheet.signature_label = word("signature");
    sheet.cut = word("cut");
    sheet.strip = word("strip.text");
    sheet.page_line = word("page");
    return sides_.emplace(side, std::move(sheet)).first->second;
  }

  Context& context_;
  const Round& round_;
  const std::string base_;
  const Language language_;
  const std::string place_;
  People people_;
  const Candidates candidates_;
  const std::vector<store::Participant> participants_;
  std::map<Side, documents::BallotSheet> sides_;
};

}  // namespace

std::vector<documents::BallotSheet> forms_to_print(Context& context, const Village& village,
                                                   const std::vector<Id<Form>>& ids, std::string_view base,
                                                   Language language) {
  require_staff(context, village);
  const Round round = required_round(context, village);
  if (ids.empty()) throw Refusal(Status::unprocessable, "pairing.form.nobody", "forms");
  if (round.state != State::open) throw Refusal(Status::conflict, "pairing.ballot.not_open");
  std::vector<Form> wanted;
  wanted.reserve(ids.size());
  for (const Id<Form> id : ids) {
    const auto form = store::form_by_id(context, village, id);
    if (!form) throw Refusal(Status::not_found, "pairing.form.not_found", "forms");
    if (form->state != FormState::live || form->round != round.id)
      throw Refusal(Status::conflict, "pairing.form.ended", "forms");
    if (form->issued_by != context.actor().account)
      throw Refusal(Status::forbidden, "pairing.form.not_yours", "forms");
    wanted.push_back(*form);
  }
  std::ranges::sort(wanted, {}, &Form::number);
  Printing printing(context, village, round, base, language);
  std::vector<documents::BallotSheet> out;
  out.reserve(wanted.size());
  for (const Form& each : wanted) out.push_back(printing.sheet(each));
  return out;
}

}  // namespace lianghu::pairing
