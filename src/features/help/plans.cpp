// The plan of a pairing: edition after edition.
#include "features/help/plans_store.h"
#include "features/help/sight.h"
#include "features/help/texts.h"
#include "features/households/codes.h"
#include "features/pairing/pairing.h"

namespace lianghu::help {

namespace {

constexpr std::size_t items_max = 10;

bool is_running(const Pairing& pairing) {
  return pairing.state == pairing::PairState::in_force || pairing.state == pairing::PairState::moving;
}

/// The pairing, if `sight` covers its helper.
Pairing seen(Context& context, const Village& village, Id<Pairing> id, const Sight& sight) {
  auto pairing = pairing::find_pairing(context, village, id);
  if (pairing && pairing->from) {
    const auto helper = households::find(context, village, pairing->helper);
    if (helper && sight.covers(*helper)) return std::move(*pairing);
  }
  throw Refusal(Status::not_found, "help.pairing.not_found", "pairing");
}

PlanItem checked(PlanItem item, std::size_t at, Date today) {
  const std::string field = "items[" + std::to_string(at) + "].";
  item.what = checked_text(item.what, "help.what.length", field + "what");
  if (!item.need.empty() && !households::needs().has(item.need))
    throw Refusal(Status::unprocessable, "help.need.unknown", field + "need");
  if (item.due_on && *item.due_on < today)
    throw Refusal(Status::unprocessable, "help.due.past", field + "due_on");
  return item;
}

}  // namespace

Plan write_plan(Context& context, const Village& village, Id<Pairing> pairing_id,
                const std::vector<PlanItem>& items, std::int64_t edition) {
  const Pairing pairing = seen(context, village, pairing_id, sight_for_writing(context, village));
  if (!is_running(pairing)) throw Refusal(Status::unprocessable, "help.pairing.ended", "pairing");
  if (items.empty() || items.size() > items_max)
    throw Refusal(Status::unprocessable, "help.plan.count", "items", {{"max", std::to_string(items_max)}});
  const auto before = plan_of(context, village, pairing_id);
  if ((before ? before->edition : 0) != edition) throw Refusal(Status::conflict, "version.stale");
  Plan plan;
  plan.id = context.make_id<Plan>();
  plan.pairing = pairing_id;
  plan.edition = edition + 1;
  plan.items.reserve(items.size());
  for (std::size_t at = 0; at < items.size(); ++at)
    plan.items.push_back(checked(items[at], at, context.today()));
  plan.written_on = context.today();
  plan.assisted = is_assisted(context.actor(), pairing.helper);
  plan.recorded_by = {context.actor().account};
  plan.recorder_name = context.actor().name;
  if (!store::insert(context, village, plan)) throw Refusal(Status::conflict, "version.stale");
  context.record("help.planned", village.id().value, plan.id.value);
  return plan;
}

std::vector<Plan> plans(Context& context, const Village& village, Id<Pairing> pairing) {
  static_cast<void>(seen(context, village, pairing, sight_for_reading(context, village)));
  return store::of_pairing(context, village, pairing);
}

std::optional<Plan> plan_of(Context& context, const Village& village, Id<Pairing> pairing) {
  auto editions = store::of_pairing(context, village, pairing);
  if (editions.empty()) return std::nullopt;
  return std::move(editions.front());
}

}  // namespace lianghu::help
