#include "features/households/slips.h"

#include <algorithm>

#include "base/code_digits.h"
#include "features/households/rights.h"
#include "features/households/slips_store.h"

namespace lianghu::households {

std::string code_on(const Slip& slip, const Sealer& sealer) {
  return slip_code_from(sealer.fingerprint(std::to_string(slip.id.value), "household_slips.code"));
}

Slip issue_slip(Context& context, const Village& village, Id<Household> household) {
  require_write(context, village);
  const auto living = active_households(context, village, Kind::contact);
  if (std::ranges::find(living, household, &ActiveHousehold::id) == living.end()) {
    if (!find(context, village, household)) throw Refusal(Status::not_found, "household.not_found");
    throw Refusal(Status::unprocessable, "slip.not_contact", "household");
  }
  store::void_live(context, village, household);
  Slip slip;
  slip.household = household;
  slip.issued_on = context.today();
  slip.issued_by = context.actor().account;
  slip.issuer_name = context.actor().name;
  slip.version = 1;
  do {
    slip.id = context.make_id<Slip>();
  } while (!store::insert(context, village, slip, code_on(slip, context.sealer())));
  context.record("slip.issued", village.id().value, household.value);
  return slip;
}

void void_slip(Context& context, const Village& village, Id<Household> household) {
  require_write(context, village);
  if (!find(context, village, household)) throw Refusal(Status::not_found, "household.not_found");
  if (store::void_live(context, village, household))
    context.record("slip.voided", village.id().value, household.value);
}

std::vector<Slip> slips(Context& context, const Village& village) {
  require_write(context, village);
  return store::live_slips(context, village);
}

SlipHolder resolve_code(Context& context, std::string_view typed) {
  const auto code = typed_slip_code(typed);
  const auto place = code ? store::place_of_code(context, *code) : std::nullopt;
  if (!place) throw Refusal(Status::unprocessable, "slip.code.unknown", "code");
  return {place->village, place->household};
}

}  // namespace lianghu::households
