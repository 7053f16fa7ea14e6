#include "features/households/erasing.h"

#include <algorithm>

#include "base/text.h"
#include "base/version.h"
#include "features/accounts/erasing.h"
#include "features/households/erasing_store.h"
#include "features/households/persons_store.h"
#include "features/households/rights.h"

namespace lianghu::households {

namespace {

constexpr std::size_t erasing_characters_min = 5;
constexpr std::size_t erasing_characters_max = 200;

std::string checked_grounds(std::string_view typed) {
  std::string reason = trim(typed);
  if (characters(reason) < erasing_characters_min || characters(reason) > erasing_characters_max)
    throw Refusal(
        Status::unprocessable, "household.erase.reason", "reason",
        {{"min", std::to_string(erasing_characters_min)}, {"max", std::to_string(erasing_characters_max)}});
  return reason;
}

/// None leaves without a reason, and nobody is without a name.
bool is_erased(const Household& household) {
  return household.left_reason.empty();
}
bool is_erased(const Person& person) {
  return person.name.empty();
}

void erase_row(Context& context, const Village& village, const Person& person, Erased& erased) {
  erased.persons.ids.push_back(person.id.value);
  if (!is_erased(person)) erased.names.push_back(person.name);
  if (!person.left_on && !person.identity.empty()) store::release(context, person.identity);
  Person blank;
  blank.id = person.id;
  blank.household = person.household;
  blank.is_head = person.is_head;
  blank.left_on = person.left_on.value_or(context.today());
  blank.version = person.version + 1;
  if (!store::update(context, village.id(), blank)) throw Refusal(Status::conflict, "version.stale");
}

void erase_accounts(Context& context, const Village& village, Erased& erased) {
  erased.accounts = accounts::forget_persons(context, village.id(), erased.persons.ids);
}

}  // namespace

Erased blank_household(Context& context, const Village& village, Id<Household> id, std::string_view reason,
                       std::int64_t version) {
  require_write(context, village);
  const auto household = store::by_id(context, village.id(), id);
  if (!household) throw Refusal(Status::not_found, "household.not_found");
  if (household->state != State::left)
    throw Refusal(Status::unprocessable, "household.erase.there", "household");
  if (is_erased(*household)) throw Refusal(Status::conflict, "household.erase.done");
  const std::string grounds = checked_grounds(reason);
  Household blank;
  blank.id = id;
  blank.kind = household->kind;
  blank.state = household->state;
  blank.left_on = household->left_on;
  blank.version = next_version(household->version, version);
  if (!store::update(context, village.id(), blank)) throw Refusal(Status::conflict, "version.stale");
  Erased out;
  out.household = id;
  out.whole = true;
  for (const Person& person : store::of_household(context, village.id(), id))
    erase_row(context, village, person, out);
  erase_accounts(context, village, out);
  store::forget_slips(context, village, id);
  store::insert_erasure(context, village, id, std::nullopt, grounds);
  return out;
}

Erased blank_person(Context& context, const Village& village, Id<Person> id, std::string_view reason,
                    std::int64_t version) {
  require_write(context, village);
  const auto person = store::by_id(context, village.id(), id);
  if (!person) throw Refusal(Status::not_found, "person.not_found");
  if (!person->left_on) throw Refusal(Status::unprocessable, "person.erase.there", "person");
  if (is_erased(*person)) throw Refusal(Status::conflict, "household.erase.done");
  const std::string grounds = checked_grounds(reason);
  static_cast<void>(next_version(person->version, version));
  Erased out;
  out.household = person->household;
  erase_row(context, village, *person, out);
  erase_accounts(context, village, out);
  store::insert_erasure(context, village, person->household, id, grounds);
  return out;
}

void touch_each(Context& context, std::string_view table, const Village& village,
                const std::vector<db::Row>& rows) {
  for (const db::Row& row : rows) context.touched(table, village.id().value, row.integer(0));
}

}  // namespace lianghu::households
