#pragma once
// The SQL of appraisal slips: the slips with the hashes of their codes, the box, and what was in it.
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "features/reviews/appraisal_slips.h"

namespace lianghu::reviews::store {

/// False when the code is another slip's already; then nothing was kept.
[[nodiscard]] bool insert(Context& context, const Village& village, const AppraisalSlip& slip,
                          std::string_view code);

struct AppraisalSlipPlace {
  Id<Organisation> village;
  Id<AppraisalSlip> slip;
};
[[nodiscard]] std::optional<AppraisalSlipPlace> place_of_slip(Context& context, std::string_view code);
[[nodiscard]] std::optional<AppraisalSlip> slip_by_id(Context& context, const Village& village,
                                                      Id<AppraisalSlip> id);
/// Puts it into the box. False when it was used before, by somebody at the same time too.
[[nodiscard]] bool use(Context& context, const Village& village, const AppraisalSlip& slip);
/// Of the review; zero when it has none.
[[nodiscard]] SlipCounts slip_counts(Context& context, const Village& village, Id<Review> id);

/// There from now on, if it is not.
void set_up_box(Context& context, const Village& village, Id<Review> id);
[[nodiscard]] bool has_box(Context& context, const Village& village, Id<Review> id);
/// Counts a vote, and keeps the box from being closed meanwhile. False when there is none.
[[nodiscard]] bool hold_box(Context& context, const Village& village, Id<Review> id);
/// Adds to what is in it about the household; nothing adds nothing, and leaves the same traces.
void put_in_box(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                std::optional<Grade> mark);

struct Emptied {
  std::int64_t votes = 0;
  std::int64_t slips = 0;
  std::map<Id<Household>, SlipMarks> marks;
};
/// Takes the box away with all that is in it, and marks its slips as used; nothing when there was none.
[[nodiscard]] std::optional<Emptied> empty_box(Context& context, const Village& village, Id<Review> id);

void keep_closing(Context& context, const Village& village, Id<Review> id);
void keep_marks(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                const SlipMarks& marks);
[[nodiscard]] std::map<Id<Household>, SlipMarks> slip_marks(Context& context, const Village& village,
                                                            Id<Review> id);

}  // namespace lianghu::reviews::store
