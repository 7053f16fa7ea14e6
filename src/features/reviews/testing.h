#pragma once
// Yinhe on its first Party day, 15 August 2020, for the tests of this room and of those above.
#include <string>

#include "features/help/testing.h"
#include "features/reviews/reviews.h"

namespace lianghu::reviews::testing {

class ReviewingVillage : public help::testing::HelpingVillage {
 public:
  explicit ReviewingVillage(journal::testing::Bench& bench) : HelpingVillage(bench) {
    bench.go_to(Date{std::chrono::year{2020} / 8 / 15});
    open_today();
  }

  /// As the ticker does; says how many it opened.
  std::int64_t open_today() {
    return change([](Context& c, const Village& v) { return open_due(c, v); });
  }
  Review newest() {
    return read([](Context& c, const Village& v) { return list(c, v).at(0); });
  }
  /// By somebody who has just looked.
  Result grade(Id<Household> household, const Result& result = {Grade::good, std::nullopt}) {
    return change([&](Context& c, const Village& v) {
      const Id<Review> id = newest_id(c, v);
      std::optional<Result> seen;
      for (const Standing& each : sheet(c, v, id).standings)
        if (each.household == household) seen = each.result;
      return reviews::grade(c, v, id, household, result, seen);
    });
  }
  void grade_all() {
    for (const auto household : {sun, guan, wang}) grade(household);
  }
  Review publish() {
    return change([&](Context& c, const Village& v) {
      const Review review = list(c, v).at(0);
      return reviews::publish(c, v, review.id, review.version);
    });
  }
  static Id<Review> newest_id(Context& c, const Village& v) { return list(c, v).at(0).id; }
};

}  // namespace lianghu::reviews::testing
