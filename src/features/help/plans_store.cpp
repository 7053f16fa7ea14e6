#include "features/help/plans_store.h"

#include <map>

namespace lianghu::help::store {

bool insert(Context& context, const Village& village, const Plan& plan) {
  const auto written = context.tx().execute(
      "INSERT INTO help_plans (village_id, id, pairing_id, edition, written_on, assisted, recorded_by, "
      "recorder_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (village_id, pairing_id, edition) DO NOTHING",
      village.id(), plan.id, plan.pairing, plan.edition, plan.written_on, plan.assisted, plan.recorded_by,
      plan.recorder_name);
  if (written == 0) return false;
  context.touched("help_plans", village.id().value, plan.id.value);
  std::int64_t position = 0;
  for (const PlanItem& item : plan.items) {
    const std::int64_t id = context.make_id<PlanItem>().value;
    context.tx().execute(
        "INSERT INTO help_plan_items (village_id, id, plan_id, position, need, what, due_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        village.id(), id, plan.id, ++position, item.need, item.what, item.due_on);
    context.touched("help_plan_items", village.id().value, id);
  }
  return true;
}

std::vector<Plan> of_pairing(Context& context, const Village& village, Id<Pairing> pairing) {
  std::vector<Plan> out;
  std::map<Id<Plan>, std::size_t> places;
  for (const db::Row& row : context.tx().query(
           "SELECT id, edition, written_on, assisted, recorded_by, recorder_name FROM help_plans "
           "WHERE village_id = ? AND pairing_id = ? ORDER BY edition DESC",
           village.id(), pairing)) {
    places.emplace(row.id<Plan>(0), out.size());
    out.push_back({row.id<Plan>(0),
                   pairing,
                   row.integer(1),
                   {},
                   row.date(2),
                   row.flag(3),
                   row.id<Account>(4),
                   row.text(5)});
  }
  for (const db::Row& row : context.tx().query(
           "SELECT i.plan_id, i.need, i.what, i.due_on FROM help_plan_items i JOIN help_plans p "
           "ON p.village_id = i.village_id AND p.id = i.plan_id "
           "WHERE i.village_id = ? AND p.pairing_id = ? ORDER BY i.plan_id, i.position",
           village.id(), pairing))
    out[places.at(row.id<Plan>(0))].items.push_back({row.text(1), row.text(2), row.maybe_date(3)});
  return out;
}

}  // namespace lianghu::help::store
