#pragma once
// /a: where whoever holds an appraisal slip types its code and marks the member households, once. Who marked
// what is known to nobody, and the page says what can be seen.
#include <map>
#include <string>
#include <vector>

#include "features/pages/code_page.h"
#include "features/reviews/appraisal_slips.h"

namespace lianghu::pages {

/// After a meeting a whole village sends its slips from the office's network, each in two steps.
inline constexpr CodeDoor appraisal_door = {.path = "/a",
                                            .words = "pages.appraisal.",
                                            .shown = "pages.appraisal",
                                            .answered = "pages.appraised",
                                            .tries_at_once = 150,
                                            .seconds_a_try = 10};

/// What was chosen, with what is wrong about it.
struct AppraisalForm {
  std::string code;
  std::map<Id<households::Household>, reviews::Grade> marks;
  std::vector<Problem> problems;
  int status = 200;
};

/// The field that marks a household has this and its id for a name.
inline constexpr std::string_view mark_prefix = "m-";
/// The households that the public can tell apart, each to be marked or not.
[[nodiscard]] Page marking_page(Context& context, const View& view, const reviews::SlipBallot& ballot,
                                const AppraisalForm& form);
/// It is counted, and the code is used up.
[[nodiscard]] Page marked_page(Context& context, const View& view, const organisations::Village& village);

}  // namespace lianghu::pages
