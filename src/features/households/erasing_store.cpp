#include "features/households/erasing_store.h"

#include "features/households/slips_store.h"

namespace lianghu::households::store {

void forget_slips(Context& context, const Village& village, Id<Household> household) {
  void_live(context, village, household);
  context.tx().execute(
      "DELETE FROM slip_codes WHERE home_village = ? AND slip_id IN (SELECT id FROM household_slips WHERE "
      "village_id = ? AND household_id = ?)",
      village.id(), village.id(), household);
}

void insert_erasure(Context& context, const Village& village, Id<Household> household,
                    std::optional<Id<Person>> person, std::string_view reason) {
  const auto id = context.make_id<struct Erasure>();
  context.tx().execute(
      "INSERT INTO erasures (village_id, id, household_id, person_id, account_id, at, reason) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      village.id(), id, household, person, context.actor().account, context.now(), reason);
  context.touched("erasures", village.id().value, id.value);
}

}  // namespace lianghu::households::store
