#include "features/reviews/reviews_api.h"

#include "features/help/sight.h"
#include "features/plaques/plaques.h"
#include "features/reviews/reviews.h"
#include "http/router.h"

namespace lianghu::reviews {

namespace {

struct NextDay {
  Date day{};
  Occasion occasion{};
};
BOOST_DESCRIBE_STRUCT(NextDay, (), (day, occasion))

struct ReviewList {
  std::string place;
  std::vector<Review> reviews;
  std::vector<NextDay> coming;   // of the calendar, within a year
  std::optional<Counts> counts;  // for staff and auditors, as it tells of exemptions
};
BOOST_DESCRIBE_STRUCT(ReviewList, (), (place, reviews, coming, counts))

struct ReviewPage {
  std::string place;
  Sheet sheet;
  int notice_days = 0;
  bool may_decide = false;
  std::optional<Id<Household>> own;  // the actor's household: its report is the actor's to write
};
BOOST_DESCRIBE_STRUCT(ReviewPage, (), (place, sheet, notice_days, may_decide, own))

struct Version {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Version, (), (version))

constexpr int days_ahead = 366;
constexpr std::size_t coming_max = 4;

Id<Organisation> village_id(const http::Call& call) {
  return call.id<Organisation>("village");
}

ReviewList listed(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    ReviewList out{plaques::place_name(village), list(c, village), {}, std::nullopt};
    if (programmes::participation(c, village)) {
      const auto& definition = programmes::running(c, village).programme.definition;
      for (const auto& each :
           programmes::review_days(definition, add_days(c.today(), 1), add_days(c.today(), days_ahead)))
        if (out.coming.size() < coming_max) out.coming.push_back({each.day, each.occasion});
    }
    if (help::sees_decisions(c, village)) out.counts = reviewed_coverage(c, village);
    return out;
  });
}

ReviewPage one(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    ReviewPage out{plaques::place_name(village),
                   sheet(c, village, call.id<Review>("review")),
                   0,
                   help::is_staff(c, village),
                   {}};
    out.notice_days = programmes::running(c, village).programme.definition.limits.notice_days;
    if (c.actor().village == village.id().value) out.own = Id<Household>{c.actor().household};
    return out;
  });
}

}  // namespace

void routes(http::Router& router) {
  router.get<ReviewList>("/api/v1/villages/{village}/reviews", http::Access::signed_in, "reviews.list",
                         listed);
  router.get<ReviewPage>("/api/v1/villages/{village}/reviews/{review}", http::Access::signed_in,
                         "reviews.read", one);
  router.post<Version, Review>("/api/v1/villages/{village}/reviews/{review}/publish", http::Access::signed_in,
                               "reviews.publish", [](http::Call& call, const Version& in) {
                                 return call.change(village_id(call).value, [&](Context& c) {
                                   return publish(c, households::readable_village(c, village_id(call)),
                                                  call.id<Review>("review"), in.version);
                                 });
                               });
  judging_routes(router);
  rectification_routes(router);
  appraisal_slip_routes(router);
}

}  // namespace lianghu::reviews
