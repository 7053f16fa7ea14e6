#pragma once
// Appraisal slips (评议票): papers with a code, one handed to each household for one review. Whoever types
// the code marks the member households, once and without an account. Nobody can tell whose a slip was or
// which marks came with it: a slip bears no household, the marks are only summed, and the sums are told when
// the box is closed (docs/adr/0012).
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "features/reviews/reviews.h"

namespace lianghu::reviews {

inline constexpr std::int64_t slips_max = 2000;  // of one review

struct AppraisalSlip {
  Id<AppraisalSlip> id;
  Id<Review> review;
  Date issued_on{};
  Id<Account> issued_by;
  std::string issuer_name;
  bool used = false;
};

/// `count` more for an open review. Staff. Throws Refusal 422 appraisal_slip.count {max} when that is less
/// than one or they would become more than slips_max in all, 409 appraisal_slip.ended when they are closed,
/// review.published; 404 review.not_found.
std::vector<AppraisalSlip> issue_slips(Context& context, const Village& village, Id<Review> id,
                                       std::int64_t count);
/// What stands on the paper (base/code_digits.h). For whoever has just issued it, and for printing it then.
[[nodiscard]] std::string code_on(const AppraisalSlip& slip, const Sealer& sealer);
/// From now on no code is taken, and the sums stand. Staff. Throws Refusal 409 appraisal_slip.none when none
/// was issued, appraisal_slip.ended, review.published; 404 review.not_found.
SlipCounts close_slips(Context& context, const Village& village, Id<Review> id);

// For whoever holds a slip: no rights are asked. Who calls limits how often one may try.

struct SlipBallot {
  Village village;
  Review review;
  std::vector<Id<Household>> households;  // that may be marked: member households, not exempt
};
/// What the slip of the code that somebody typed is for. Throws Refusal 422 appraisal_slip.unknown, the same
/// whatever is wrong about the code; 409 appraisal_slip.used, appraisal_slip.over.
[[nodiscard]] SlipBallot slip_ballot(Context& context, std::string_view typed);
/// Puts marks and slip into the box, together; a household that is left out gets none. Nothing is journalled
/// before the box is closed, as an entry would say when. Throws
/// as slip_ballot, and Refusal 422 appraisal_slip.marks for none at all, appraisal_slip.household when one
/// may not be marked (any more).
void appraise_by_code(Context& context, std::string_view typed, const std::map<Id<Household>, Grade>& marks);

}  // namespace lianghu::reviews
