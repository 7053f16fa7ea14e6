#pragma once
// Who has a feedback, who sees it and who may act on it (docs/glossary.md, "Feedback").
#include <optional>
#include <vector>

#include "features/feedback/feedback_store.h"

namespace lianghu::feedback {

/// To the town: the branch's secretary lives in the household, or in one of kin. Never where there is no
/// town.
[[nodiscard]] bool goes_past_branch(Context& context, const Offices& at, Id<Household> household);
/// What has come to concern the secretary since it was said is past the branch from now on, and with the town
/// if the branch had it. Says whether it has. `feedback` is not saved.
bool pass_branch_if_concerned(Context& context, const Offices& at, Feedback& feedback);
/// One level up; nothing at the top.
[[nodiscard]] std::optional<Organisation> above(Context& context, Id<Organisation> id);
[[nodiscard]] std::optional<Organisation> above(Context& context, const Organisation& organisation);
/// 答复 within so many days; the programme's limit.
[[nodiscard]] int reply_days(Context& context, const Village& village);
/// So many days from today, or the next day on which offices work.
[[nodiscard]] Date answer_day(Context& context, const Village& village);
[[nodiscard]] Date answer_day(Date today, int days);
/// Staff of that organisation.
[[nodiscard]] bool has_desk(Context& context, const Organisation& organisation);

[[nodiscard]] Sight sight_of(Context& context, const Village& village);
/// Throws Refusal 404 feedback.not_found when there is none that the actor sees.
[[nodiscard]] Feedback seen(Context& context, const Village& village, Id<Feedback> id);

/// What the actor may do with one that it sees.
struct Hands {
  bool staff = false;     // of the organisation that has it
  bool assigned = false;  // it was given to the actor
};
[[nodiscard]] Hands hands_of(Context& context, const Feedback& feedback, const Organisation& handler);
[[nodiscard]] Organisation handler_of(Context& context, const Feedback& feedback);

/// Whom the handler may give it to, those it concerns included and marked.
[[nodiscard]] std::vector<Assignable> assignable(Context& context, const Village& village,
                                                 const Feedback& feedback, const Organisation& handler);

[[nodiscard]] inline bool is_open(State state) {
  return state == State::received || state == State::assigned || state == State::reopened;
}

}  // namespace lianghu::feedback
