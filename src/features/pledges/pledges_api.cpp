#include "features/pledges/pledges_api.h"

#include <algorithm>

#include "features/plaques/plaques.h"
#include "features/pledges/sight.h"
#include "http/router.h"

namespace lianghu::pledges {

namespace {

struct LetterList {
  std::string place;  // 音河村
  std::vector<ListRow> letters;
  std::optional<Counts> counts;  // for staff and auditors, as it tells of exemptions
  bool may_decide = false;
};
BOOST_DESCRIBE_STRUCT(LetterList, (), (place, letters, counts, may_decide))

struct Resident {
  Id<Person> id;
  std::string name;
  bool is_head = false;
  bool is_member = false;  // of the Party, probationary ones included
};
BOOST_DESCRIBE_STRUCT(Resident, (), (id, name, is_head, is_member))

/// All that the screen of one household's letter needs.
struct LetterPage {
  std::string place;  // 音河村
  Id<Household> household;
  std::optional<std::string> code;
  std::string head;
  std::string address;
  std::vector<Resident> residents;
  std::optional<Pledge> letter;
  std::vector<PublishedLetter> versions;
  int notice_days = 0;
  int items_max = 0;
  bool may_write = false;
  bool may_decide = false;
};
BOOST_DESCRIBE_STRUCT(LetterPage, (),
                      (place, household, code, head, address, residents, letter, versions, notice_days,
                       items_max, may_write, may_decide))

struct NewLetter {
  Id<Household> household;
  std::vector<Item> items;
};
BOOST_DESCRIBE_STRUCT(NewLetter, (), (household, items))

struct ChangedLetter {
  std::vector<Item> items;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ChangedLetter, (), (items, version))

struct Reason {
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (reason, version))

struct Published {
  std::int64_t published = 0;
};
BOOST_DESCRIBE_STRUCT(Published, (), (published))

LetterPage page_of(Context& context, const Village& village, const households::ActiveHousehold& household,
                   std::optional<Pledge> letter) {
  const auto limits = programmes::running(context, village).programme.definition.limits;
  LetterPage page;
  page.place = plaques::place_name(village);
  page.household = household.id;
  page.code = household.code;
  page.head = household.head_name;
  page.address = household.address;
  for (const auto& each : households::residents(context, village, household.id))
    page.residents.push_back({each.id, each.name, each.is_head, each.party != households::Party::none});
  page.letter = std::move(letter);
  page.versions = versions(context, village, household.id);
  page.notice_days = limits.notice_days;
  page.items_max = limits.pledge_items_max;
  page.may_write = may_write(context, village, household);
  page.may_decide = is_staff(context, village);
  return page;
}

LetterList listed(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    LetterList out{plaques::place_name(village), list(c, village), std::nullopt, is_staff(c, village)};
    if (sees_exemptions(c, village)) out.counts = signed_coverage(c, village);
    return out;
  });
}

LetterPage one_letter(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    Pledge letter = get(c, village, call.id<Pledge>("pledge"));
    const auto household = households::find(c, village, letter.household);
    return page_of(c, village, household.value(), std::move(letter));
  });
}

/// Also when nothing is written yet: where a new letter begins.
LetterPage of_household(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    const auto household = households::find(c, village, call.id<Household>("household"));
    if (!household || !sight_for_reading(c, village).covers(*household))
      throw Refusal(Status::not_found, "household.not_found");
    std::optional<Pledge> letter;
    for (ListRow& row : list(c, village))
      if (row.household == household->id) letter = std::move(row.letter);
    return page_of(c, village, *household, std::move(letter));
  });
}

/// `work(context, village)` once, in the village of the path; who may do it is for the rule to say.
template <class Work>
auto changed(http::Call& call, Work work) {
  return call.change(village_id(call).value,
                     [&](Context& c) { return work(c, households::readable_village(c, village_id(call))); });
}

void reading_routes(http::Router& router) {
  router.get<LetterList>("/api/v1/villages/{village}/pledges", http::Access::signed_in, "pledges.list",
                         listed);
  router.get<LetterPage>("/api/v1/villages/{village}/pledges/{pledge}", http::Access::signed_in,
                         "pledges.read", one_letter);
  router.get<LetterPage>("/api/v1/villages/{village}/households/{household}/pledge", http::Access::signed_in,
                         "pledges.of_household", of_household);
}

void writing_routes(http::Router& router) {
  router.post<NewLetter, Pledge>("/api/v1/villages/{village}/pledges", http::Access::signed_in,
                                 "pledges.draft", [](http::Call& call, const NewLetter& in) {
                                   return changed(call, [&](Context& c, const Village& village) {
                                     return draft(c, village, in.household, in.items);
                                   });
                                 });
  router.put<ChangedLetter, Pledge>("/api/v1/villages/{village}/pledges/{pledge}", http::Access::signed_in,
                                    "pledges.change", [](http::Call& call, const ChangedLetter& in) {
                                      return changed(call, [&](Context& c, const Village& village) {
                                        return change(c, village, call.id<Pledge>("pledge"), in.items,
                                                      in.version);
                                      });
                                    });
  router.post<http::Nothing, Pledge>("/api/v1/villages/{village}/pledges/{pledge}/amend",
                                     http::Access::signed_in, "pledges.amend",
                                     [](http::Call& call, const http::Nothing&) {
                                       return changed(call, [&](Context& c, const Village& village) {
                                         return amend(c, village, call.id<Pledge>("pledge"));
                                       });
                                     });
  router.post<Reason, Pledge>("/api/v1/villages/{village}/pledges/{pledge}/withdraw", http::Access::signed_in,
                              "pledges.withdraw", [](http::Call& call, const Reason& in) {
                                return changed(call, [&](Context& c, const Village& village) {
                                  return withdraw(c, village, call.id<Pledge>("pledge"), in.reason,
                                                  in.version);
                                });
                              });
}

void deciding_routes(http::Router& router) {
  router.post<Reason, Pledge>("/api/v1/villages/{village}/pledges/{pledge}/return", http::Access::signed_in,
                              "pledges.return", [](http::Call& call, const Reason& in) {
                                return changed(call, [&](Context& c, const Village& village) {
                                  return return_letter(c, village, call.id<Pledge>("pledge"), in.reason,
                                                       in.version);
                                });
                              });
  router.post<Version, Pledge>("/api/v1/villages/{village}/pledges/{pledge}/accept", http::Access::signed_in,
                               "pledges.accept", [](http::Call& call, const Version& in) {
                                 return changed(call, [&](Context& c, const Village& village) {
                                   return accept(c, village, call.id<Pledge>("pledge"), in.version);
                                 });
                               });
  router.post<Version, Pledge>("/api/v1/villages/{village}/pledges/{pledge}/publish", http::Access::signed_in,
                               "pledges.publish", [](http::Call& call, const Version& in) {
                                 return changed(call, [&](Context& c, const Village& village) {
                                   return publish(c, village, call.id<Pledge>("pledge"), in.version);
                                 });
                               });
  router.post<http::Nothing, Published>(
      "/api/v1/villages/{village}/pledges/publish-all", http::Access::signed_in, "pledges.publish_all",
      [](http::Call& call, const http::Nothing&) {
        return changed(
            call, [&](Context& c, const Village& village) { return Published{publish_all(c, village)}; });
      });
}

}  // namespace

Id<Organisation> village_id(const http::Call& call) {
  return call.id<Organisation>("village");
}

void routes(http::Router& router, const FileStore& files) {
  catalogue_routes(router);
  reading_routes(router);
  writing_routes(router);
  deciding_routes(router);
  signing_routes(router, files);
  printing_routes(router, files);
}

}  // namespace lianghu::pledges
