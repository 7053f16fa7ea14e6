// What is to be put right: raised in a review, done, seen to be done.
#include "features/reviews/reviews.h"
#include "features/reviews/reviews_api.h"
#include "http/router.h"

namespace lianghu::reviews {

namespace {

struct NewRectification {
  std::optional<Id<Household>> household;
  std::string what;
  Date due_on{};
};
BOOST_DESCRIBE_STRUCT(NewRectification, (), (household, what, due_on))

struct Following {
  std::string what;
  Date due_on{};
};
BOOST_DESCRIBE_STRUCT(Following, (), (what, due_on))

struct Rectifications {
  std::vector<Rectification> rectifications;
};
BOOST_DESCRIBE_STRUCT(Rectifications, (), (rectifications))

struct Evidence {
  std::string evidence;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (evidence, version))

struct Seen {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (version))

struct SentBack {
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SentBack, (), (reason, version))

template <class Work>
Rectification changed_in_village(http::Call& call, Work work) {
  const auto village = call.id<Organisation>("village");
  return call.change(village.value,
                     [&](Context& c) { return work(c, households::readable_village(c, village)); });
}

}  // namespace

void rectification_routes(http::Router& router) {
  router.post<NewRectification, Rectification>(
      "/api/v1/villages/{village}/reviews/{review}/rectifications", http::Access::signed_in,
      "rectifications.raise", [](http::Call& call, const NewRectification& in) {
        return changed_in_village(call, [&](Context& c, const Village& village) {
          return raise(c, village, call.id<Review>("review"), in.household, in.what, in.due_on);
        });
      });
  const std::string from = "/api/v1/villages/{village}/feedback/{feedback}/rectifications";
  router.get<Rectifications>(from, http::Access::signed_in, "rectifications.following", [](http::Call& call) {
    return call.read([&](Context& c) {
      const Village village = households::readable_village(c, call.id<Organisation>("village"));
      return Rectifications{following(c, village, call.id<feedback::Feedback>("feedback"))};
    });
  });
  router.post<Following, Rectification>(
      from, http::Access::signed_in, "rectifications.follow", [](http::Call& call, const Following& in) {
        return changed_in_village(call, [&](Context& c, const Village& village) {
          return raise_from(c, village, call.id<feedback::Feedback>("feedback"), in.what, in.due_on);
        });
      });
  router.post<Evidence, Rectification>(
      "/api/v1/villages/{village}/rectifications/{rectification}/done", http::Access::signed_in,
      "rectifications.done", [](http::Call& call, const Evidence& in) {
        return changed_in_village(call, [&](Context& c, const Village& village) {
          return report_done(c, village, call.id<Rectification>("rectification"), in.evidence, in.version);
        });
      });
  router.post<Seen, Rectification>(
      "/api/v1/villages/{village}/rectifications/{rectification}/verify", http::Access::signed_in,
      "rectifications.verify", [](http::Call& call, const Seen& in) {
        return changed_in_village(call, [&](Context& c, const Village& village) {
          return verify(c, village, call.id<Rectification>("rectification"), in.version);
        });
      });
  router.post<SentBack, Rectification>(
      "/api/v1/villages/{village}/rectifications/{rectification}/send-back", http::Access::signed_in,
      "rectifications.send_back", [](http::Call& call, const SentBack& in) {
        return changed_in_village(call, [&](Context& c, const Village& village) {
          return send_back(c, village, call.id<Rectification>("rectification"), in.reason, in.version);
        });
      });
}

}  // namespace lianghu::reviews
