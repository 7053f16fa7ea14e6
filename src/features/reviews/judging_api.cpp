// What is written into an open review, household by household.
#include "features/reviews/reviews.h"
#include "features/reviews/reviews_api.h"
#include "http/router.h"

namespace lianghu::reviews {

namespace {

// `seen`: what the screen showed there when it was filled in.

struct ReportText {
  std::string text;
  std::optional<std::string> seen;
};
BOOST_DESCRIBE_STRUCT(ReportText, (), (text, seen))

struct Counted {
  Voters voters{};
  std::int64_t good = 0, fair = 0, average = 0, poor = 0;
  std::optional<Appraisal> seen;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (voters, good, fair, average, poor, seen))

struct Judged {
  Grade grade{};
  std::optional<LetterResult> letter;
  std::optional<Result> seen;
};
BOOST_DESCRIBE_STRUCT(Judged, (), (grade, letter, seen))

struct Praise {
  Id<Household> household;
  Role role{};
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Praise, (), (household, role, reason))

/// `work(context, village, review)` once; who may do it is for the rule to say.
template <class Work>
auto changed(http::Call& call, Work work) {
  const auto village = call.id<Organisation>("village");
  return call.change(village.value, [&](Context& c) {
    return work(c, households::readable_village(c, village), call.id<Review>("review"));
  });
}

void household_routes(http::Router& router) {
  router.put<ReportText, SelfReport>(
      "/api/v1/villages/{village}/reviews/{review}/households/{household}/report", http::Access::signed_in,
      "reviews.report", [](http::Call& call, const ReportText& in) {
        return changed(call, [&](Context& c, const Village& village, Id<Review> id) {
          return report(c, village, id, call.id<Household>("household"), in.text, in.seen);
        });
      });
  router.put<Counted, Appraisal>(
      "/api/v1/villages/{village}/reviews/{review}/households/{household}/appraisal", http::Access::signed_in,
      "reviews.appraise", [](http::Call& call, const Counted& in) {
        return changed(call, [&](Context& c, const Village& village, Id<Review> id) {
          return appraise(c, village, id, call.id<Household>("household"),
                          {in.voters, in.good, in.fair, in.average, in.poor}, in.seen);
        });
      });
  router.put<Judged, Result>(
      "/api/v1/villages/{village}/reviews/{review}/households/{household}/result", http::Access::signed_in,
      "reviews.grade", [](http::Call& call, const Judged& in) {
        return changed(call, [&](Context& c, const Village& village, Id<Review> id) {
          return grade(c, village, id, call.id<Household>("household"), {in.grade, in.letter}, in.seen);
        });
      });
}

}  // namespace

void judging_routes(http::Router& router) {
  household_routes(router);
  router.post<Praise, Commendation>(
      "/api/v1/villages/{village}/reviews/{review}/commendations", http::Access::signed_in, "reviews.commend",
      [](http::Call& call, const Praise& in) {
        return changed(call, [&](Context& c, const Village& village, Id<Review> id) {
          return commend(c, village, id, in.household, in.role, in.reason);
        });
      });
  router.remove<http::Nothing>("/api/v1/villages/{village}/reviews/{review}/commendations/{commendation}",
                               http::Access::signed_in, "reviews.take_back", [](http::Call& call) {
                                 return changed(call, [&](Context& c, const Village& village, Id<Review> id) {
                                   take_back_commendation(c, village, id,
                                                          call.id<Commendation>("commendation"));
                                   return http::Nothing{};
                                 });
                               });
}

}  // namespace lianghu::reviews
