#include "features/households/account_person.h"

#include "features/households/persons_store.h"
#include "features/households/rights.h"

namespace lianghu::households {

accounts::PersonRef account_person(Context& context, Id<Organisation> village_id, std::int64_t person_id,
                                   bool of_member_household) {
  const Village village = writable_village(context, village_id);
  const auto person = store::by_id(context, village.id(), Id<Person>{person_id});
  if (!person || person->left_on) throw Refusal(Status::unprocessable, "account.person.unknown", "person");
  const auto household = store::by_id(context, village.id(), person->household);
  if (of_member_household && (!household || household->kind != Kind::member))
    throw Refusal(Status::unprocessable, "account.person.not_member", "person");
  return {village.id().value, person->household.value, person->id.value};
}

std::vector<PersonRow> find_persons(Context& context, const Village& village, std::string_view text,
                                    bool of_member_households) {
  require_write(context, village);
  return store::named(context, village.id(), text, of_member_households, persons_found_max);
}

}  // namespace lianghu::households
