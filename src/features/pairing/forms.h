#pragma once
// Ballots on paper, for a household without a phone: a form is printed for it, filled in by hand, and entered
// once by a person of its choice, on any phone and without an account. The form's code (128 bits) is the only
// right that this takes; it stands on the paper and nowhere else: the database holds a keyed hash of it.
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/pairing/ballot_form.h"

namespace lianghu::pairing {

constexpr std::size_t forms_max = 500;  // issued or printed at once

enum class FormState { live, used, void_ };
BOOST_DESCRIBE_ENUM(FormState, live, used, void_)

struct Form {
  Id<Form> id;
  Id<Round> round;
  Id<Household> household;
  std::int64_t number = 0;  // 票号, within the round
  FormState state{};
  Date issued_on{};
  std::int64_t issued_by = 0;  // account
  std::string issuer_name;
  std::optional<Date> ended_on;  // used or void since
  std::string recorder_name;     // who entered it
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Form, (),
                      (id, round, household, number, state, issued_on, issued_by, issuer_name, ended_on,
                       recorder_name, version))

// Staff. All throw Refusal 403 rights.missing for others, 404 pairing.none without a round.

/// A form each for the open round; what those households had before is void from now on, used ones excepted.
/// Throws Refusal 409 pairing.ballot.not_open; 422 pairing.form.nobody, pairing.form.too_many,
/// pairing.ballot.not_taking_part; 409 pairing.ballot.own for a household that has voted by its own account.
std::vector<Form> issue_forms(Context& context, const Village& village,
                              const std::vector<Id<Household>>& households);
/// Lost or stolen. Throws Refusal 404 pairing.form.not_found, 409 pairing.form.ended, version.stale.
Form void_form(Context& context, const Village& village, Id<Form> id, std::int64_t version);

struct FormRow {
  Form form;
  std::string name;  // of the household's head
};
BOOST_DESCRIBE_STRUCT(FormRow, (), (form, name))
/// The newest form of each household in the current round, by number.
[[nodiscard]] std::vector<FormRow> forms(Context& context, const Village& village);

/// For printing it; whoever holds this may cast the ballot.
[[nodiscard]] std::string code_on(const Form& form, const Sealer& sealer);

// Whoever holds the paper. No rights are asked: the code is the right.

struct FormHolder {
  Id<Organisation> village;
  Id<Form> form;
};
/// Nothing for a code that was never printed; who calls limits how often one may try.
[[nodiscard]] std::optional<FormHolder> holder_of(Context& context, std::string_view code);

/// What paper says of one of the other side: 住三组，离得近，能帮 2 户，会讲政策; 住三组，要帮：种地. Never a
/// category, an address or a telephone.
[[nodiscard]] std::string profile_of(const Candidate& candidate, Language language);
/// 0417
[[nodiscard]] std::string form_number(std::int64_t number);

struct PaperForm {
  Form form;
  Round round;
  std::string place;  // 音河村
  std::string name;   // of the household's head
  Side side{};
  std::vector<Candidate> choices;  // in this voter's order, as they are printed
};
/// Throws Refusal 409 pairing.form.used {day, name}, pairing.form.void, pairing.form.round,
/// pairing.ballot.not_open, pairing.ballot.own (the household voted by its own account: only that replaces
/// its ballot); 422 pairing.ballot.not_taking_part.
[[nodiscard]] PaperForm paper_form(Context& context, const FormHolder& holder, Language language);

struct PaperBallot {
  std::map<Id<Household>, int> ranks;  // 1 is best; the same number is a tie
  std::vector<Veto> vetoes;
  std::string recorder;  // who enters it
};
struct PaperReceipt {
  std::int64_t number = 0;  // of the form
  std::string receipt;      // how the ballot's hash begins: it is in the journal
};
BOOST_DESCRIBE_STRUCT(PaperReceipt, (), (number, receipt))
/// Refuses what cast_by_form would refuse and changes nothing.
void check_by_form(Context& context, const FormHolder& holder, const PaperBallot& ballot);
/// Casts the household's ballot as assisted, and the form is used. Throws what paper_form and cast throw, and
/// 422 pairing.form.recorder at "recorder".
PaperReceipt cast_by_form(Context& context, const FormHolder& holder, const PaperBallot& ballot);
/// Journals that a form was refused, if the refusal is one that tells of a replay, a stolen or outdated paper
/// or a forged request; says whether it is.
[[nodiscard]] bool tells_of_misuse(const Refusal& refusal);
void note_misuse(Context& context, const FormHolder& holder, const Refusal& refusal);

}  // namespace lianghu::pairing
