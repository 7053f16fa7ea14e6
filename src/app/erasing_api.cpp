#include "app/erasing_api.h"

#include "app/erasing.h"
#include "base/describe.h"

namespace lianghu::app {

namespace {

using households::Household;
using households::Person;
using organisations::Organisation;

struct ErasureReason {
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ErasureReason, (), (reason, version))

struct ErasureDone {
  Id<Household> household;
  std::int64_t persons = 0;  // who were erased
  std::int64_t entries = 0;  // of the journal that say nothing of them any more
};
BOOST_DESCRIBE_STRUCT(ErasureDone, (), (household, persons, entries))

/// `work(context, village)` in the village of the path; a repeat looks for files again, but erases nothing.
template <class Work>
ErasureDone erase(http::Call& call, const FileStore& files, Work work) {
  const auto id = call.id<Organisation>("village");
  const ErasureDone done = call.change(id.value, [&](Context& c) {
    const Erasure erasure = work(c, households::writable_village(c, id));
    return ErasureDone{erasure.erased.household, std::ssize(erasure.erased.persons.ids), erasure.entries};
  });
  remove_unnamed_files(call.changes(), files);
  return done;
}

}  // namespace

void erasing_routes(http::Router& router, const FileStore& files) {
  router.post<ErasureReason, ErasureDone>(
      "/api/v1/villages/{village}/households/{household}/erasure", http::Access::signed_in,
      "households.erase", [&files](http::Call& call, const ErasureReason& in) {
        return erase(call, files, [&](Context& c, const households::Village& village) {
          return erase_household(c, village, call.id<Household>("household"), in.reason, in.version);
        });
      });
  router.post<ErasureReason, ErasureDone>(
      "/api/v1/villages/{village}/persons/{person}/erasure", http::Access::signed_in, "persons.erase",
      [&files](http::Call& call, const ErasureReason& in) {
        return erase(call, files, [&](Context& c, const households::Village& village) {
          return erase_person(c, village, call.id<Person>("person"), in.reason, in.version);
        });
      });
}

}  // namespace lianghu::app
