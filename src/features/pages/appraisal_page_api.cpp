#include "features/pages/appraisal_page_api.h"

#include "base/describe.h"
#include "features/pages/appraisal_page.h"
#include "features/pages/asking_api.h"
#include "features/pages/code_page_api.h"

namespace lianghu::pages {

namespace {

/// All of them: a household that has left the list meanwhile is for the rule to refuse.
std::map<Id<households::Household>, reviews::Grade> marks_in(const http::Parameters& typed) {
  std::map<Id<households::Household>, reviews::Grade> out;
  for (const auto& [name, value] : typed) {
    if (!name.starts_with(mark_prefix)) continue;
    const auto household = parse_id(std::string_view(name).substr(mark_prefix.size()));
    const auto grade = find_enum<reviews::Grade>(value);
    if (household && grade) out.emplace(Id<households::Household>{*household}, *grade);
  }
  return out;
}

/// Whoever votes is a visitor, signed in or not, and nothing of the request is kept: that the slip is used is
/// what keeps it from being sent twice.
Page appraised(http::Call& call, const View& view, const http::Parameters& typed) {
  AppraisalForm form;
  form.code = typed_field(typed, "code");
  const reviews::SlipBallot ballot =
      call.read([&](Context& c) { return reviews::slip_ballot(c, form.code); });
  if (typed_field(typed, "step") != "marks")
    return call.read([&](Context& c) { return marking_page(c, view, ballot, form); });
  form.marks = marks_in(typed);
  try {
    call.changes().change(Actor::visitor(),
                          [&](Context& c) { reviews::appraise_by_code(c, form.code, form.marks); });
  } catch (const Refusal& refusal) {
    if (refusal.problems().front().field == "code") throw;
    form.problems = refusal.problems();
    form.status = static_cast<int>(refusal.status());
    return call.read([&](Context& c) { return marking_page(c, view, ballot, form); });
  }
  return call.read([&](Context& c) { return marked_page(c, view, ballot.village); });
}

}  // namespace

void appraisal_routes(http::Router& router) {
  code_routes(router, appraisal_door, appraised);
}

}  // namespace lianghu::pages
