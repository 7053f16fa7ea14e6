#include "features/plaques/plaques_api.h"

#include "base/describe.h"
#include "base/text.h"
#include "features/plaques/plaques.h"
#include "features/plaques/sight.h"
#include "http/own_address.h"
#include "http/router.h"

namespace lianghu::plaques {

namespace {

struct ExemptHousehold {
  Id<programmes::Exemption> exemption;
  Id<Household> household;
  std::string name;  // of its head
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ExemptHousehold, (), (exemption, household, name, reason))

struct PlaqueList {
  std::string place;  // 音河村
  std::vector<ListRow> plaques;
  // Who is exempt, and what would tell it, is for staff and auditors.
  std::optional<Counts> counts;
  std::optional<std::vector<ExemptHousehold>> exempt;
};
BOOST_DESCRIBE_STRUCT(PlaqueList, (), (place, plaques, counts, exempt))

struct Planning {
  std::optional<bool> consent_names;  // without a word of the members' consent no name is shown
};
BOOST_DESCRIBE_STRUCT(Planning, (), (consent_names))

struct Planned {
  std::int64_t planned = 0;
};
BOOST_DESCRIBE_STRUCT(Planned, (), (planned))

struct Printed {
  std::vector<Id<Plaque>> plaques;
};
BOOST_DESCRIBE_STRUCT(Printed, (), (plaques))

struct PrintedPlaques {
  std::vector<Plaque> plaques;
};
BOOST_DESCRIBE_STRUCT(PrintedPlaques, (), (plaques))

struct HangingBody {
  Date hung_on{};
  bool consent = false;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(HangingBody, (), (hung_on, consent, version))

struct EndingBody {
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(EndingBody, (), (reason, version))

enum class Paper { a5_one, a4_two };
BOOST_DESCRIBE_ENUM(Paper, a5_one, a4_two)

Id<Organisation> village_id(const http::Call& call) {
  return call.id<Organisation>("village");
}

[[noreturn]] void refuse_query(std::string_view name) {
  throw Refusal(Status::bad_request, "plaque.query", std::string(name), {{"name", std::string(name)}});
}

template <class Enum>
std::optional<Enum> enum_query(const http::Call& call, std::string_view name) {
  const std::string_view value = call.query(name);
  if (value.empty()) return std::nullopt;
  const auto found = find_enum<Enum>(value);
  if (!found) refuse_query(name);
  return found;
}

std::vector<ExemptHousehold> exempt_from_plaque(Context& context, const Village& village) {
  std::vector<ExemptHousehold> out;
  for (const programmes::Exemption& each : programmes::exemptions(context, village)) {
    if (each.matter != programmes::Matter::plaque) continue;
    const auto household = households::find(context, village, each.household);
    out.push_back({each.id, each.household, household ? household->head_name : "", each.reason});
  }
  return out;
}

PlaqueList listed(http::Call& call) {
  Filter filter;
  filter.state = enum_query<State>(call, "state");
  filter.show = enum_query<Show>(call, "show").value_or(Show::live);
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    PlaqueList out{place_name(village), list(c, village, filter), std::nullopt, std::nullopt};
    const bool sees_exemptions =
        c.actor().may({RoleKind::county, RoleKind::town, RoleKind::secretary, RoleKind::auditor},
                      village.organisation().path);
    if (!sees_exemptions) return out;
    out.counts = hung_coverage(c, village);
    out.exempt = exempt_from_plaque(c, village);
    return out;
  });
}

/// `plaques=1,2,3`, `plaques=all`, or those in one state: `plaques=planned`.
std::vector<Id<Plaque>> chosen(Context& context, const Village& village, std::string_view query) {
  std::vector<Id<Plaque>> out;
  const auto state = find_enum<State>(query);
  if (query == "all" || state) {
    for (const Plaque& plaque : live(context, village))
      if (!state || plaque.state == *state) out.push_back(plaque.id);
    return out;
  }
  if (query.empty()) return out;
  for (const std::string& each : split(query, ',')) {
    const auto id = parse_id(each);
    if (!id) refuse_query("plaques");
    out.push_back({*id});
  }
  return out;
}

/// The plates are gathered in a transaction and drawn after it: a village's take a while.
http::Response printed(http::Call& call) {
  const Paper paper = enum_query<Paper>(call, "paper").value_or(Paper::a5_one);
  const std::string base = http::own_address(call);
  documents::PdfInfo info;
  const auto plates = call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    require_staff(c, village);
    info.title = say(Language::zh, "plaques.plate.title", {{"village", village.name()}});
    info.created = c.now();
    return print(c, village, chosen(c, village, call.query("plaques")), base);
  });
  http::Response response;
  response.type = "application/pdf";
  response.body = documents::plate_pdf(
      plates, info, paper == Paper::a4_two ? documents::PlatePaper::a4_two : documents::PlatePaper::a5_one);
  response.headers.emplace_back("Content-Disposition", "inline; filename=plaques.pdf");
  return response;
}

/// A change of one plaque, given with a reason.
template <class Work>
void ending_route(http::Router& router, const std::string& step, Work work) {
  router.post<EndingBody, Plaque>(
      "/api/v1/villages/{village}/plaques/{plaque}/" + step, http::Access::signed_in, "plaques." + step,
      [work](http::Call& call, const EndingBody& in) {
        return call.change(village_id(call).value, [&](Context& c) {
          const Village village = organisations::village(c, village_id(call), staff_kinds);
          return work(c, village, call.id<Plaque>("plaque"), Ending{in.reason, in.version});
        });
      });
}

void whole_village_routes(http::Router& router) {
  router
      .get<PlaqueList>("/api/v1/villages/{village}/plaques", http::Access::signed_in, "plaques.list", listed)
      .query = {"state", "show"};
  router.post<Planning, Planned>("/api/v1/villages/{village}/plaques/plan", http::Access::signed_in,
                                 "plaques.plan", [](http::Call& call, const Planning& in) {
                                   return call.change(village_id(call).value, [&](Context& c) {
                                     const Village village =
                                         organisations::village(c, village_id(call), staff_kinds);
                                     return Planned{plan_all(c, village, in.consent_names.value_or(false))};
                                   });
                                 });
  router.post<Printed, PrintedPlaques>("/api/v1/villages/{village}/plaques/printed", http::Access::signed_in,
                                       "plaques.mark_printed", [](http::Call& call, const Printed& in) {
                                         return call.change(village_id(call).value, [&](Context& c) {
                                           const Village village =
                                               organisations::village(c, village_id(call), staff_kinds);
                                           return PrintedPlaques{mark_printed(c, village, in.plaques)};
                                         });
                                       });
  auto& print_route = router.raw("GET", "/api/v1/villages/{village}/plaques/print.pdf",
                                 http::Access::signed_in, "plaques.print", "", "application/pdf", printed);
  print_route.query = {"plaques", "paper"};
}

}  // namespace

void routes(http::Router& router) {
  whole_village_routes(router);
  router.post<HangingBody, Plaque>(
      "/api/v1/villages/{village}/plaques/{plaque}/hang", http::Access::signed_in, "plaques.hang",
      [](http::Call& call, const HangingBody& in) {
        return call.change(village_id(call).value, [&](Context& c) {
          const Village village = households::readable_village(c, village_id(call));
          return hang(c, village, call.id<Plaque>("plaque"),
                      {in.hung_on, in.consent, std::nullopt, in.version});
        });
      });
  ending_route(router, "damage", report_damaged);
  ending_route(router, "missing", report_missing);
  ending_route(router, "replace", replace);
  ending_route(router, "retire", retire);
}

}  // namespace lianghu::plaques
