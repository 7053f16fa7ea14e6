#pragma once
// What a household did and how it was judged, as the public pages show it: when and in which role, in the
// words of its own letter, and never who was helped.
#include <cstdint>
#include <optional>
#include <vector>

#include "features/pages/icons.h"
#include "features/pages/view.h"
#include "features/reviews/reviews.h"

namespace lianghu::pages {

struct Deeds {
  std::vector<help::PublicAction> actions;
  std::optional<reviews::PublishedOf> judged;
  std::vector<pledges::PublishedLetter> editions;  // that the actions may be of
};
[[nodiscard]] Deeds deeds_of(Context& context, const organisations::Village& village,
                             Id<households::Household> household);
/// How often something was done of the promise at `position`, counted from 1.
struct Done {
  std::int64_t times = 0;
  std::optional<Date> last;  // none also when somebody was helped then: beside the promise it would say how
};
[[nodiscard]] Done done_of(const Deeds& deeds, const pledges::PublishedLetter& letter, std::int64_t position);
/// For the plaque's page; empty when there is nothing to show.
[[nodiscard]] Html deeds_section(const View& view, const programmes::Definition& programme,
                                 const Deeds& deeds, Date today, Icons& icons);

/// The newest published review, with the names of those commended as on their doors.
struct ShownReview {
  reviews::PublishedReview review;
  struct Praise {
    reviews::Commendation commendation;
    std::string name;  // "" without consent
  };
  std::vector<Praise> praised;
};
[[nodiscard]] std::optional<ShownReview> shown_review(Context& context,
                                                      const organisations::Village& village);
/// Every one that was published, the newest first.
[[nodiscard]] std::vector<ShownReview> shown_reviews(Context& context, const organisations::Village& village);
/// Where a review stands: on the board it is the newest, in the archive one of many.
enum class Shown { on_board, in_archive };
/// For the notice board and its archive.
[[nodiscard]] Html review_section(const View& view, const programmes::Definition& programme,
                                  const ShownReview& shown, Date today, Icons& icons,
                                  Shown where = Shown::on_board);

}  // namespace lianghu::pages
