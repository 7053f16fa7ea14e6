#include "features/help/help_api.h"

#include <algorithm>

#include "base/present.h"
#include "features/help/sight.h"
#include "features/households/codes.h"
#include "features/pairing/pairing.h"
#include "features/plaques/plaques.h"
#include "http/router.h"

namespace lianghu::help {

namespace {

struct Who {
  Id<Household> household;
  std::string head;
};
BOOST_DESCRIBE_STRUCT(Who, (), (household, head))

struct PairRow {
  Id<Pairing> pairing;
  Who helper;
  Who helped;
  std::vector<std::string> needs;  // codes
  Date from{};
  std::optional<Plan> plan;
  std::int64_t actions = 0;  // with this household since then, none withdrawn
  bool may_write = false;
};
BOOST_DESCRIBE_STRUCT(PairRow, (), (pairing, helper, helped, needs, from, plan, actions, may_write))

struct PairList {
  std::string place;
  std::vector<PairRow> pairings;
};
BOOST_DESCRIBE_STRUCT(PairList, (), (place, pairings))

struct PlanPage {
  PairRow pairing;
  std::vector<Plan> editions;
};
BOOST_DESCRIBE_STRUCT(PlanPage, (), (pairing, editions))

struct NewPlan {
  std::vector<PlanItem> items;
  std::int64_t edition = 0;
};
BOOST_DESCRIBE_STRUCT(NewPlan, (), (items, edition))

struct LetterItem {
  PledgeItem item;
  Role role{};
  std::string wording;
};
BOOST_DESCRIBE_STRUCT(LetterItem, (), (item, role, wording))

struct HelpedChoice {
  Id<Pairing> pairing;
  Who helped;
  std::vector<PlanItem> plan;
};
BOOST_DESCRIBE_STRUCT(HelpedChoice, (), (pairing, helped, plan))

/// What the screen for writing down an action offers, so that little is typed.
struct Choices {
  Who helper;
  std::vector<HelpedChoice> pairings;
  std::vector<LetterItem> letter;
  Date today{};
};
BOOST_DESCRIBE_STRUCT(Choices, (), (helper, pairings, letter, today))

Who who(Context& context, const Village& village, Id<Household> household) {
  return {household, present(households::find(context, village, household)).head_name};
}

/// The pairing as a row, if `sight` covers its helper.
std::optional<PairRow> row_of(Context& context, const Village& village, const Pairing& pairing,
                              const Sight& sight) {
  const auto helper = households::find(context, village, pairing.helper);
  if (!helper || !sight.covers(*helper) || !pairing.from) return std::nullopt;
  PairRow row;
  row.pairing = pairing.id;
  row.helper = {helper->id, helper->head_name};
  row.helped = who(context, village, pairing.household);
  row.needs = households::hardship(context, village, pairing.household).needs;
  row.from = *pairing.from;
  row.plan = plan_of(context, village, pairing.id);
  const auto done = actions_for(context, village, pairing.household);
  row.actions = std::ranges::count(done, std::optional(pairing.id), &Action::pairing);
  const bool runs =
      pairing.state == pairing::PairState::in_force || pairing.state == pairing::PairState::moving;
  row.may_write = runs && may_write(context, village, *helper);
  return row;
}

PairList pairings(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    const Sight sight = sight_for_reading(c, village);
    PairList out{plaques::place_name(village), {}};
    for (const Pairing& each : pairing::pairings_in(c, village))
      if (auto row = row_of(c, village, each, sight)) out.pairings.push_back(std::move(*row));
    return out;
  });
}

PlanPage plan_page(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    const auto id = call.id<Pairing>("pairing");
    auto editions = plans(c, village, id);
    const auto pairing = pairing::find_pairing(c, village, id);
    auto row = row_of(c, village, present(pairing), sight_for_reading(c, village));
    return PlanPage{present(std::move(row)), std::move(editions)};
  });
}

Choices choices(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    const auto helper = writable_household(c, village, call.id<Household>("household"));
    Choices out{{helper.id, helper.head_name}, {}, {}, c.today()};
    for (const Pairing& each : pairing::pairings_in(c, village)) {
      if (each.helper != helper.id) continue;
      const auto plan = plan_of(c, village, each.id);
      out.pairings.push_back(
          {each.id, who(c, village, each.household), plan ? plan->items : std::vector<PlanItem>()});
    }
    if (const auto letter = pledges::published_of(c, village, helper.id)) {
      std::int64_t position = 0;
      for (const pledges::Item& item : letter->items)
        out.letter.push_back({{letter->pledge, ++position}, item.role, item.wording});
    }
    return out;
  });
}

}  // namespace

Id<organisations::Organisation> village_id(const http::Call& call) {
  return call.id<organisations::Organisation>("village");
}

void plan_routes(http::Router& router) {
  router.get<PairList>("/api/v1/villages/{village}/help/pairings", http::Access::signed_in, "help.pairings",
                       pairings);
  router.get<PlanPage>("/api/v1/villages/{village}/help/pairings/{pairing}", http::Access::signed_in,
                       "help.plan", plan_page);
  router.get<Choices>("/api/v1/villages/{village}/help/households/{household}/choices",
                      http::Access::signed_in, "help.choices", choices);
  router.put<NewPlan, Plan>("/api/v1/villages/{village}/help/pairings/{pairing}/plan",
                            http::Access::signed_in, "help.write_plan",
                            [](http::Call& call, const NewPlan& in) {
                              return call.change(village_id(call).value, [&](Context& c) {
                                return write_plan(c, households::readable_village(c, village_id(call)),
                                                  call.id<Pairing>("pairing"), in.items, in.edition);
                              });
                            });
}

void routes(http::Router& router, const FileStore& files) {
  plan_routes(router);
  action_routes(router, files);
}

}  // namespace lianghu::help
