#include "features/households/households_api.h"

#include <charconv>

#include "base/describe.h"
#include "documents/sheet_writer.h"
#include "features/households/account_person.h"
#include "features/households/codes.h"
#include "features/households/households.h"
#include "features/households/rights.h"

namespace lianghu::households {

namespace {

struct NewHousehold {
  HouseholdFields household;
  PersonFields head;
};
BOOST_DESCRIBE_STRUCT(NewHousehold, (), (household, head))

struct HouseholdChange {
  HouseholdFields household;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(HouseholdChange, (), (household, version))

struct PersonChange {
  PersonFields person;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(PersonChange, (), (person, version))

struct HouseholdLeaving {
  std::string reason;
  Date on;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(HouseholdLeaving, (), (reason, on, version))

struct PersonLeaving {
  Date on;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(PersonLeaving, (), (on, version))

struct UnmaskReason {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(UnmaskReason, (), (reason))

struct GroupName {
  Id<Organisation> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(GroupName, (), (id, name))

struct PersonList {
  std::vector<PersonRow> persons;
};
BOOST_DESCRIBE_STRUCT(PersonList, (), (persons))

struct HouseholdPage {
  std::string place;              // the village branch's name
  std::vector<GroupName> groups;  // its Party groups
  std::vector<ListRow> households;
  Counts counts;                       // of all that the reader may see, whatever the filter
  std::optional<Id<Household>> after;  // ask with it for the next page; none: this is the last
};
BOOST_DESCRIBE_STRUCT(HouseholdPage, (), (place, groups, households, counts, after))

struct CodeName {
  std::string code;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CodeName, (), (code, name))

struct CodeLists {
  std::vector<CodeName> relations;
  std::vector<CodeName> categories;
  std::vector<CodeName> needs;
};
BOOST_DESCRIBE_STRUCT(CodeLists, (), (relations, categories, needs))

constexpr int page_rows_max = 200;

std::vector<CodeName> names(const CodeList& list, Language language) {
  std::vector<CodeName> out;
  for (const Code& each : list.all()) out.push_back({each.code, list.name(each.code, language)});
  return out;
}

[[noreturn]] void refuse_query(std::string_view name) {
  throw Refusal(Status::bad_request, "household.query", std::string(name), {{"name", std::string(name)}});
}

template <class Enum>
std::optional<Enum> enum_query(http::Call& call, std::string_view name) {
  if (call.query(name).empty()) return std::nullopt;
  const auto value = find_enum<Enum>(call.query(name));
  if (!value) refuse_query(name);
  return value;
}

template <class Thing>
std::optional<Id<Thing>> id_query(http::Call& call, std::string_view name) {
  if (call.query(name).empty()) return std::nullopt;
  const auto id = parse_id(call.query(name));
  if (!id) refuse_query(name);
  return Id<Thing>{*id};
}

Filter filter_of(http::Call& call) {
  Filter filter;
  filter.kind = enum_query<Kind>(call, "kind");
  filter.state = enum_query<State>(call, "state").value_or(State::active);
  filter.group = id_query<Organisation>(call, "group");
  filter.after = id_query<Household>(call, "after").value_or(Id<Household>{});
  filter.text = std::string(call.query("text"));
  if (!call.query("category").empty()) filter.category = std::string(call.query("category"));
  const std::string_view limit = call.query("limit");
  if (limit.empty()) return filter;
  const auto read = std::from_chars(limit.data(), limit.data() + limit.size(), filter.limit);
  if (read.ec != std::errc() || read.ptr != limit.data() + limit.size() || filter.limit < 1 ||
      filter.limit > page_rows_max)
    refuse_query("limit");
  return filter;
}

HouseholdPage page(Context& context, const Village& village, Filter filter) {
  const auto wanted = static_cast<std::size_t>(filter.limit);
  HouseholdPage out;
  out.place = village.name();
  for (const Organisation& group : groups_of(context, village)) out.groups.push_back({group.id, group.name});
  out.households = list(context, village, filter);
  out.counts = counts(context, village);
  if (out.households.size() == wanted) out.after = out.households.back().id;
  return out;
}

std::vector<ListRow> everything(Context& context, const Village& village) {
  std::vector<ListRow> out;
  Filter filter;
  filter.limit = page_rows_max;
  for (;;) {
    const auto rows = list(context, village, filter);
    out.insert(out.end(), rows.begin(), rows.end());
    if (rows.size() < static_cast<std::size_t>(page_rows_max)) return out;
    filter.after = rows.back().id;
  }
}

/// The list without any number of a person: what a secretary prints.
http::Response exported(http::Call& call) {
  std::vector<ListRow> rows;
  std::string name;
  Instant now;
  call.changes().change(call.actor(), [&](Context& c) {
    const Village village = writable_village(c, call.id<Organisation>("village"));
    rows = everything(c, village);
    name = village.name();
    now = c.now();
    c.record("households.exported", village.id().value, village.id().value);
  });
  const Language language = call.language();
  documents::SheetPlan plan;
  plan.name = say(language, "households.export.sheet");
  plan.title = name;
  for (const std::string_view column : {"code", "head", "kind", "address", "persons", "party_members"})
    plan.columns.push_back({say(language, "households.export." + std::string(column)), 18});
  documents::XlsxWriter writer(plan, now);
  for (const ListRow& row : rows)
    writer.row({row.code.value_or(""), row.head,
                say(language, "household.kind." + std::string(name_of(row.kind))), row.address,
                std::int64_t{row.persons}, std::int64_t{row.party_members}});
  return http::Response::file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                              say(language, "households.export.sheet") + ".xlsx", writer.finish());
}

void reading_routes(http::Router& router) {
  router.get<CodeLists>(
      "/api/v1/household-codes", http::Access::signed_in, "households.codes", [](http::Call& call) {
        const Language language = call.language();
        return CodeLists{names(kinship(), language), names(categories(), language), names(needs(), language)};
      });
  router
      .get<HouseholdPage>("/api/v1/villages/{village}/households", http::Access::signed_in, "households.list",
                          [](http::Call& call) {
                            const Filter filter = filter_of(call);
                            return call.read([&](Context& c) {
                              return page(c, readable_village(c, call.id<Organisation>("village")), filter);
                            });
                          })
      .query = {"kind", "state", "group", "category", "text", "after", "limit"};
  // Reading is journalled, so it is a change; no answer with a person's numbers is kept for repeats.
  router.get<Card>("/api/v1/villages/{village}/households/{household}", http::Access::signed_in,
                   "households.card", [](http::Call& call) {
                     return call.changes().change(call.actor(), [&](Context& c) {
                       const Village village = readable_village(c, call.id<Organisation>("village"));
                       return card(c, village, call.id<Household>("household"));
                     });
                   });
  router.post<UnmaskReason, Card>(
      "/api/v1/villages/{village}/households/{household}/unmask", http::Access::signed_in,
      "households.unmask", [](http::Call& call, const UnmaskReason& in) {
        return call.changes().change(call.actor(), [&](Context& c) {
          const Village village = writable_village(c, call.id<Organisation>("village"));
          return unmasked_card(c, village, call.id<Household>("household"), in.reason);
        });
      });
  router.raw("POST", "/api/v1/villages/{village}/exports/households", http::Access::signed_in,
             "households.export", "", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
             exported);
}

/// `work(context, village)` once, in the village of the path.
template <class Work>
auto change_in_village(http::Call& call, Work work) {
  const auto id = call.id<Organisation>("village");
  return call.change(id.value, [&](Context& c) { return work(c, writable_village(c, id)); });
}

void household_routes(http::Router& router) {
  router.post<NewHousehold, Card>("/api/v1/villages/{village}/households", http::Access::signed_in,
                                  "households.add", [](http::Call& call, const NewHousehold& in) {
                                    return change_in_village(call, [&](Context& c, const Village& village) {
                                      return add(c, village, in.household, in.head);
                                    });
                                  });
  router.put<HouseholdChange, Household>(
      "/api/v1/villages/{village}/households/{household}", http::Access::signed_in, "households.change",
      [](http::Call& call, const HouseholdChange& in) {
        return change_in_village(call, [&](Context& c, const Village& village) {
          return change(c, village, call.id<Household>("household"), in.household, in.version);
        });
      });
  router.post<HouseholdLeaving, Household>(
      "/api/v1/villages/{village}/households/{household}/left", http::Access::signed_in, "households.left",
      [](http::Call& call, const HouseholdLeaving& in) {
        return change_in_village(call, [&](Context& c, const Village& village) {
          return mark_left(c, village, call.id<Household>("household"), in.reason, in.on, in.version);
        });
      });
}

void person_routes(http::Router& router) {
  router.get<PersonList>("/api/v1/villages/{village}/persons", http::Access::signed_in, "persons.find",
                         [](http::Call& call) {
                           return call.read([&](Context& c) {
                             const Village village = readable_village(c, call.id<Organisation>("village"));
                             const bool members_only = enum_query<Kind>(call, "kind") == Kind::member;
                             return PersonList{find_persons(c, village, call.query("text"), members_only)};
                           });
                         });
  router.post<PersonFields, Person>("/api/v1/villages/{village}/households/{household}/persons",
                                    http::Access::signed_in, "persons.add",
                                    [](http::Call& call, const PersonFields& in) {
                                      return change_in_village(call, [&](Context& c, const Village& village) {
                                        return add_person(c, village, call.id<Household>("household"), in);
                                      });
                                    });
  router.put<PersonChange, Person>("/api/v1/villages/{village}/persons/{person}", http::Access::signed_in,
                                   "persons.change", [](http::Call& call, const PersonChange& in) {
                                     return change_in_village(call, [&](Context& c, const Village& village) {
                                       return change_person(c, village, call.id<Person>("person"), in.person,
                                                            in.version);
                                     });
                                   });
  router.post<PersonLeaving, Person>(
      "/api/v1/villages/{village}/persons/{person}/left", http::Access::signed_in, "persons.left",
      [](http::Call& call, const PersonLeaving& in) {
        return change_in_village(call, [&](Context& c, const Village& village) {
          return mark_person_left(c, village, call.id<Person>("person"), in.on, in.version);
        });
      });
}

}  // namespace

void routes(http::Router& router) {
  reading_routes(router);
  household_routes(router);
  person_routes(router);
  import_routes(router);
  slip_routes(router);
}

}  // namespace lianghu::households
