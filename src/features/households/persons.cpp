#include "base/text.h"
#include "base/version.h"
#include "features/households/fields.h"
#include "features/households/households.h"
#include "features/households/persons_store.h"
#include "features/households/rights.h"

namespace lianghu::households {

namespace {

Household active_household(Context& context, const Village& village, Id<Household> id) {
  auto household = store::by_id(context, village.id(), id);
  if (!household || household->state == State::left) throw Refusal(Status::not_found, "household.not_found");
  return *household;
}

Person present_person(Context& context, const Village& village, Id<Person> id) {
  auto person = store::by_id(context, village.id(), id);
  if (!person || person->left_on) throw Refusal(Status::not_found, "person.not_found");
  return *person;
}

/// Another village's name is not said: who asks may have no right to know it.
void refuse_taken_identity(Context& context, const Village& village, const Person& person) {
  const auto owner = store::owner_of(context, person.identity);
  if (!owner || (owner->village == village.id() && owner->person == person.id)) return;
  throw Refusal(Status::conflict,
                owner->village == village.id() ? "person.identity.taken" : "person.identity.elsewhere",
                "identity");
}

void update_or_refuse(Context& context, const Village& village, const Person& person) {
  if (!store::update(context, village.id(), person)) throw Refusal(Status::conflict, "version.stale");
}

/// One head a household: whoever was it is "" to the new one until somebody enters it.
void step_down(Context& context, const Village& village, Id<Household> household, Id<Person> except) {
  for (Person other : store::of_household(context, village.id(), household)) {
    if (!other.is_head || other.id == except) continue;
    other.is_head = false;
    other.relation = std::string();
    other.version += 1;
    update_or_refuse(context, village, other);
  }
}

void refuse_problems(const std::vector<Problem>& problems) {
  if (!problems.empty()) throw Refusal(Status::unprocessable, problems);
}

}  // namespace

Person add_person(Context& context, const Village& village, Id<Household> household,
                  const PersonFields& fields) {
  require_write(context, village);
  static_cast<void>(active_household(context, village, household));
  refuse_problems(problems_of(fields, context.today()));
  Person person;
  person.id = context.make_id<Person>();
  person.household = household;
  person.version = 1;
  apply(fields, context.today(), person);
  if (!person.identity.empty()) {
    refuse_taken_identity(context, village, person);
    store::claim(context, person.identity, {village.id(), person.id});
  }
  if (person.is_head) step_down(context, village, household, person.id);
  store::insert(context, village.id(), person);
  context.record("person.added", village.id().value, person.id.value);
  return masked(std::move(person));
}

Person change_person(Context& context, const Village& village, Id<Person> id, const PersonFields& fields,
                     std::int64_t version) {
  require_write(context, village);
  Person person = present_person(context, village, id);
  PersonFields whole = fields;
  if (!whole.identity) whole.identity = person.identity;  // what is kept must fit to what is entered
  refuse_problems(problems_of(whole, context.today()));
  if (person.is_head && !fields.is_head)
    throw Refusal(Status::unprocessable, "person.head.needed", "is_head");
  const std::string before = person.identity;
  apply(whole, context.today(), person);
  person.version = next_version(person.version, version);
  if (person.identity != before) {
    if (!person.identity.empty()) refuse_taken_identity(context, village, person);
    if (!before.empty()) store::release(context, before);
    if (!person.identity.empty()) store::claim(context, person.identity, {village.id(), id});
  }
  if (person.is_head) step_down(context, village, person.household, id);
  update_or_refuse(context, village, person);
  context.record("person.changed", village.id().value, id.value);
  return masked(std::move(person));
}

Person mark_person_left(Context& context, const Village& village, Id<Person> id, Date on,
                        std::int64_t version) {
  require_write(context, village);
  Person person = present_person(context, village, id);
  if (on > context.today()) throw Refusal(Status::unprocessable, "household.left.date", "on");
  if (person.is_head) throw Refusal(Status::unprocessable, "person.head.needed");
  person.left_on = on;
  person.version = next_version(person.version, version);
  update_or_refuse(context, village, person);
  if (!person.identity.empty()) store::release(context, person.identity);
  context.record("person.left", village.id().value, id.value);
  return masked(std::move(person));
}

std::optional<bool> key_opens(Context& context) {
  return store::one_opens(context);
}

}  // namespace lianghu::households
