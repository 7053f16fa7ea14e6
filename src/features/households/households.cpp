#include "features/households/households.h"

#include <algorithm>

#include "base/text.h"
#include "base/version.h"
#include "features/households/fields.h"
#include "features/households/households_store.h"
#include "features/households/persons_store.h"
#include "features/households/rights.h"

namespace lianghu::households {

namespace {

constexpr std::size_t reason_characters_min = 5;
constexpr std::size_t reason_characters_max = 200;

bool may_see(const Sight& sight, const Household& household) {
  return sight.whole || household.id == sight.own ||
         (household.group && std::ranges::find(sight.groups, household.group->value) != sight.groups.end());
}

Household found(Context& context, const Village& village, Id<Household> id) {
  auto household = store::by_id(context, village.id(), id);
  if (!household) throw Refusal(Status::not_found, "household.not_found");
  return *household;
}

/// What was erased is not written anew.
void refuse_erased(const Household& household) {
  if (household.state == State::left && household.left_reason.empty())
    throw Refusal(Status::conflict, "household.erase.done");
}

void refuse_problems(const std::vector<Problem>& problems) {
  if (!problems.empty()) throw Refusal(Status::unprocessable, problems);
}

void refuse_taken_code(Context& context, const Village& village, const Household& household) {
  if (!household.code) return;
  const auto owner = store::by_code(context, village.id(), *household.code);
  if (owner && *owner != household.id)
    throw Refusal(Status::conflict, "household.code.taken", "code", {{"code", *household.code}});
}

void refuse_unknown_group(Context& context, const Village& village, const Household& household) {
  if (!household.group) return;
  const auto groups = groups_of(context, village);
  if (std::ranges::none_of(groups, [&](const Organisation& each) { return each.id == *household.group; }))
    throw Refusal(Status::unprocessable, "household.group.unknown", "group");
}

Card read_card(Context& context, const Village& village, Id<Household> id) {
  const Sight sight = sight_of(context, village);
  Card card{found(context, village, id), {}};
  if (!may_see(sight, card.household)) throw Refusal(Status::not_found, "household.not_found");
  card.persons = store::of_household(context, village.id(), id);
  return card;
}

Card masked(Card card) {
  card.household = masked(std::move(card.household));
  for (Person& person : card.persons) person = masked(std::move(person));
  return card;
}

}  // namespace

Card add(Context& context, const Village& village, const HouseholdFields& fields, const PersonFields& head) {
  require_write(context, village);
  std::vector<Problem> problems = problems_of(fields);
  PersonFields as_head = head;
  as_head.is_head = true;
  for (Problem& problem : problems_of(as_head, context.today())) {
    problem.field = "head." + problem.field;
    problems.push_back(std::move(problem));
  }
  refuse_problems(problems);
  Household household;
  household.id = context.make_id<Household>();
  household.version = 1;
  apply(fields, household);
  refuse_taken_code(context, village, household);
  refuse_unknown_group(context, village, household);
  store::insert(context, village.id(), household);
  context.record("household.added", village.id().value, household.id.value);
  const Person person = add_person(context, village, household.id, as_head);
  return {masked(household), {person}};
}

Household change(Context& context, const Village& village, Id<Household> id, const HouseholdFields& fields,
                 std::int64_t version) {
  require_write(context, village);
  Household household = found(context, village, id);
  refuse_erased(household);
  refuse_problems(problems_of(fields));
  apply(fields, household);
  household.version = next_version(household.version, version);
  refuse_taken_code(context, village, household);
  refuse_unknown_group(context, village, household);
  if (!store::update(context, village.id(), household)) throw Refusal(Status::conflict, "version.stale");
  context.record("household.changed", village.id().value, id.value);
  return masked(std::move(household));
}

Household mark_left(Context& context, const Village& village, Id<Household> id, std::string_view reason,
                    Date on, std::int64_t version) {
  require_write(context, village);
  Household household = found(context, village, id);
  refuse_erased(household);
  household.left_reason = trim(reason);
  if (household.left_reason.empty() || characters(household.left_reason) > reason_characters_max)
    throw Refusal(Status::unprocessable, "household.left.reason", "reason",
                  {{"max", std::to_string(reason_characters_max)}});
  if (on > context.today()) throw Refusal(Status::unprocessable, "household.left.date", "on");
  household.state = State::left;
  household.left_on = on;
  household.version = next_version(household.version, version);
  if (!store::update(context, village.id(), household)) throw Refusal(Status::conflict, "version.stale");
  for (Person person : store::of_household(context, village.id(), id)) {
    if (person.left_on) continue;
    person.left_on = on;
    person.version += 1;
    if (!store::update(context, village.id(), person)) throw Refusal(Status::conflict, "version.stale");
    if (!person.identity.empty()) store::release(context, person.identity);
  }
  context.record("household.left", village.id().value, id.value);
  return masked(std::move(household));
}

Card card(Context& context, const Village& village, Id<Household> id) {
  Card out = masked(read_card(context, village, id));
  const bool own = sight_of(context, village).own == id;
  const bool person_asks = context.actor().kind == ActorKind::account;
  if (out.household.kind == Kind::contact && person_asks && !own)
    context.record("contact_household.read", village.id().value, id.value);
  return out;
}

Card unmasked_card(Context& context, const Village& village, Id<Household> id, std::string_view reason) {
  require_write(context, village);
  const std::string why = trim(reason);
  if (characters(why) < reason_characters_min || characters(why) > reason_characters_max)
    throw Refusal(
        Status::unprocessable, "household.unmask.reason", "reason",
        {{"min", std::to_string(reason_characters_min)}, {"max", std::to_string(reason_characters_max)}});
  Card out = read_card(context, village, id);
  store::insert_unmasking(context, village.id(), id, why);
  context.record("household.unmasked", village.id().value, id.value);
  return out;
}

std::vector<ListRow> list(Context& context, const Village& village, const Filter& filter) {
  return store::list(context, village.id(), sight_of(context, village), filter);
}

Counts counts(Context& context, const Village& village) {
  return store::counts(context, village.id(), sight_of(context, village));
}

std::vector<ActiveHousehold> active_households(Context& context, const Village& village,
                                               std::optional<Kind> kind) {
  return store::active(context, village.id(), kind);
}

std::optional<ActiveHousehold> find(Context& context, const Village& village, Id<Household> id) {
  return store::find(context, village.id(), id);
}

Hardship hardship(Context& context, const Village& village, Id<Household> id) {
  const Household household = found(context, village, id);
  return {household.categories, household.needs};
}

std::vector<Resident> residents(Context& context, const Village& village, Id<Household> id) {
  std::vector<Resident> out;
  for (const Person& person : store::of_household(context, village.id(), id))
    if (!person.left_on)
      out.push_back(
          {person.id, person.name, person.relation, person.is_head, person.party, person.joined_party});
  return out;
}

std::vector<std::string> resident_names(Context& context, const Village& village, Id<Household> id) {
  return store::names_in(context, village.id(), id);
}

}  // namespace lianghu::households
