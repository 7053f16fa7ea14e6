#pragma once
// /b/CODE: where a ballot on paper is entered, by whoever its household trusts with it. No script; what was
// chosen is shown back in words before it is cast, and never again after that. The code stands in the address
// only until the first answer; from then on it goes along in the form.
#include <map>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "features/pages/pages.h"
#include "features/pairing/forms.h"

namespace lianghu::pages {

/// A ballot as it was entered, with what is wrong about it.
struct PaperTyped {
  std::string code;
  std::map<Id<pairing::Household>, std::string> choices;  // as the list's options: "1", "2" … "kin", "other"
  std::string recorder;
  std::string key;  // of one showing back: sent twice it is cast once
  std::vector<Problem> problems;
  int status = 200;
};

/// What an entered ballot says. Throws Refusal 400 form.malformed for an option that no list had.
[[nodiscard]] pairing::PaperBallot paper_ballot(const PaperTyped& typed);

/// Where it is entered.
[[nodiscard]] Page paper_page(const View& view, const pairing::PaperForm& form, const PaperTyped& typed,
                              Date today);
/// Shown back.
[[nodiscard]] Page paper_check_page(const View& view, const pairing::PaperForm& form,
                                    const PaperTyped& typed);
[[nodiscard]] Page paper_done_page(const View& view, const pairing::PaperReceipt& receipt);
/// A form that cannot be entered, and why.
[[nodiscard]] Page paper_refused_page(const View& view, const Refusal& refusal, Date today);

}  // namespace lianghu::pages
