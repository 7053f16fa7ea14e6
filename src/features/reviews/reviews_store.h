#pragma once
// The SQL of reviews and of what is said in them. What hangs on a published review is not changed by any
// statement here: whoever writes first calls `hold_open`.
#include <map>
#include <optional>
#include <vector>

#include "features/reviews/reviews.h"

namespace lianghu::reviews::store {

using programmes::Programme;

/// False when that day's stands already.
[[nodiscard]] bool insert(Context& context, const Village& village, Id<Programme> programme,
                          const Review& review);
/// Raises the version of an open review, which keeps others from publishing it meanwhile. False when it is
/// published.
[[nodiscard]] bool hold_open(Context& context, const Village& village, Id<Review> id);
[[nodiscard]] std::optional<Review> by_id(Context& context, const Village& village, Id<Review> id);
/// Of the village, the newest first.
[[nodiscard]] std::vector<Review> all(Context& context, const Village& village);

struct Frozen {
  help::Tally digest;
  std::int64_t rectifications_open = 0;
};
/// The review is published: state, publication and figures. False when `review.version - 1` is not its
/// version any more.
[[nodiscard]] bool publish(Context& context, const Village& village, const Review& review,
                           const Frozen& frozen);
/// Of a published one.
[[nodiscard]] std::optional<Frozen> frozen(Context& context, const Village& village, Id<Review> id);

// Each of these replaces what was there before.
void put(Context& context, const Village& village, Id<Review> id, Id<Household> household,
         const SelfReport& report);
void put(Context& context, const Village& village, Id<Review> id, Id<Household> household,
         const Appraisal& appraisal);
void put(Context& context, const Village& village, Id<Review> id, Id<Household> household,
         const Result& result);
// What one of these would replace.
[[nodiscard]] std::optional<std::string> report_text(Context& context, const Village& village, Id<Review> id,
                                                     Id<Household> household);
[[nodiscard]] std::optional<Appraisal> appraisal(Context& context, const Village& village, Id<Review> id,
                                                 Id<Household> household, Voters voters);
[[nodiscard]] std::optional<Result> result(Context& context, const Village& village, Id<Review> id,
                                           Id<Household> household);
/// The household's figures, at publication.
void freeze(Context& context, const Village& village, Id<Review> id, Id<Household> household,
            const help::Tally& digest);

struct Graded {
  Result result;
  help::Tally digest;  // zero until it is published
};
[[nodiscard]] std::map<Id<Household>, SelfReport> self_reports(Context& context, const Village& village,
                                                               Id<Review> id);
[[nodiscard]] std::map<Id<Household>, std::vector<Appraisal>> appraisals(Context& context,
                                                                         const Village& village,
                                                                         Id<Review> id);
[[nodiscard]] std::map<Id<Household>, Graded> results(Context& context, const Village& village,
                                                      Id<Review> id);

/// False when the household is commended for that role already.
[[nodiscard]] bool insert(Context& context, const Village& village, Id<Review> id,
                          const Commendation& commendation);
/// False when there is none.
[[nodiscard]] bool remove(Context& context, const Village& village, Id<Review> id, Id<Commendation> which);
[[nodiscard]] std::vector<Commendation> commendations(Context& context, const Village& village,
                                                      Id<Review> id);

}  // namespace lianghu::reviews::store
