#include "features/households/import_resolve.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/gb11643.h"
#include "base/text.h"
#include "features/households/codes.h"
#include "features/households/fields.h"
#include "features/households/import_match.h"
#include "features/households/persons_store.h"
#include "features/households/rights.h"

namespace lianghu::households {

namespace {

/// What a right person of the sheet is to the village: one that it has (place in Known), or a new one.
struct Found {
  const PlanPerson* person = nullptr;
  std::optional<std::size_t> known;
};

bool same(const Household& a, const Household& b) {
  return a.code == b.code && a.kind == b.kind && a.group == b.group && a.address == b.address &&
         a.phone == b.phone && a.categories == b.categories && a.needs == b.needs && a.note == b.note;
}

bool same(const Person& a, const Person& b) {
  return a.name == b.name && a.identity == b.identity && a.born == b.born && a.sex == b.sex &&
         a.relation == b.relation && a.is_head == b.is_head && a.party == b.party &&
         a.joined_party == b.joined_party && a.phone == b.phone;
}

class Resolver {
 public:
  Resolver(Context& context, const Village& village, const ImportPlan& plan)
      : context_(context), plan_(plan), known_(context, village) {
    for (const Organisation& group : groups_of(context, village)) groups_.emplace(fold(group.name), group.id);
    ask_for_owners();
  }

  Resolution run() {
    const auto matches = match_households(plan_, known_);
    for (std::size_t i = 0; i < matches.size(); ++i) resolve(plan_.households[i], matches[i]);
    if (kind_unsaid_ > 0 && !plan_.columns.has(Field::kind))
      out_.warnings.push_back(issue_at(plan_, 0, std::nullopt, "", "import.kind.missing",
                                       {{"number", std::to_string(kind_unsaid_)}}));
    return std::move(out_);
  }

 private:
  void ask_for_owners() {
    std::vector<std::string> unknown;
    for (const PlanHousehold& home : plan_.households)
      for (const PlanPerson& person : home.persons)
        if (person.fields.identity && !known_.by_identity(person.fields.identity))
          unknown.push_back(*person.fields.identity);
    owners_ = store::owners_of(context_, unknown);
  }

  void refuse(const PlanPerson& person, std::optional<Field> field, std::string value, std::string reason,
              const Values& values = {}) {
    out_.issues.push_back(issue_at(plan_, person.row, field, std::move(value), std::move(reason), values));
  }

  void refuse_all(const PlanHousehold& home, const Issue& why) {
    for (const PlanPerson& person : home.persons) {
      Issue issue = why;
      issue.row = person.row;
      out_.issues.push_back(std::move(issue));
    }
  }

  void resolve(const PlanHousehold& home, const Match& match) {
    if (match.refused) {
      refuse_all(home, *match.refused);
      return;
    }
    const bool has_head = home.head() != nullptr || (match.household && known_.head(*match.household));
    if (!has_head) {
      refuse_all(home, issue_at(plan_, home.first_row, Field::relation, "", "import.head.missing"));
      return;
    }
    std::vector<Found> found;
    for (const PlanPerson& person : home.persons)
      if (may_come(person, match)) found.push_back({&person, std::nullopt});
    const PlanPerson* head = home.head();
    const bool head_comes = head == nullptr || std::ranges::find(found, head, &Found::person) != found.end();
    if (!head_comes) {
      for (const Found& each : found)
        refuse(*each.person, std::nullopt, each.person->fields.name, "import.head.bad",
               {{"row", std::to_string(head->row)}});
      return;
    }
    if (match.household) {
      find_residents(*match.household, found);
      change(home, *match.household, found);
    } else {
      make(home, found);
    }
  }

  /// False, and said why, when the person is registered in another household.
  bool may_come(const PlanPerson& person, const Match& match) {
    if (!person.fields.identity) return true;
    const std::string shown = gb11643::mask(*person.fields.identity);
    if (const auto at = known_.by_identity(person.fields.identity)) {
      if (match.household && known_.household_of(*at) == *match.household) return true;
      const auto head = known_.head(known_.household_of(*at));
      refuse(person, Field::identity, shown, "import.identity.other_household",
             {{"head", head ? known_.person(*head).name : ""}});
      return false;
    }
    if (!owners_.contains(*person.fields.identity)) return true;
    refuse(person, Field::identity, shown, "import.identity.elsewhere");
    return false;
  }

  /// Identity numbers first, then the same name and birth date, then what does not contradict.
  void find_residents(std::size_t household, std::vector<Found>& found) {
    std::set<std::size_t> taken;
    for (Found& each : found) {
      each.known = known_.by_identity(each.person->fields.identity);
      if (each.known) taken.insert(*each.known);
    }
    for (const Likeness wanted : {Likeness::same, Likeness::compatible})
      for (Found& each : found) {
        if (each.known) continue;
        for (const std::size_t at : known_.residents(household)) {
          if (taken.contains(at) || likeness(each.person->fields, known_.person(at)) != wanted) continue;
          each.known = at;
          taken.insert(at);
          break;
        }
      }
  }

  void merge(const PlanHousehold& home, Household& household) {
    if (!home.code.empty()) household.code = home.code;
    if (home.kind || plan_.kind) household.kind = home.kind ? *home.kind : *plan_.kind;
    if (!home.group.empty()) household.group = group_of(home, household.group);
    if (!home.address.empty()) household.address = home.address;
    if (!home.phone.empty()) household.phone = phone_number(home.phone).value_or("");
    if (!home.categories.empty()) household.categories = home.categories;
    if (!home.needs.empty()) household.needs = home.needs;
    if (!home.note.empty()) household.note = home.note;
  }

  std::optional<Id<Organisation>> group_of(const PlanHousehold& home,
                                           std::optional<Id<Organisation>> before) {
    const auto found = groups_.find(fold(home.group));
    if (found != groups_.end()) return found->second;
    out_.warnings.push_back(issue_at(plan_, home.first_row, Field::group, home.group, "import.group.unknown",
                                     {{"value", home.group}}));
    return before;
  }

  void merge(const PlanPerson& from, Person& person) {
    PersonFields fields = from.fields;
    if (!fields.identity && !person.identity.empty()) fields.identity = person.identity;
    if (!fields.born) fields.born = person.born;
    if (!fields.sex) fields.sex = person.sex;
    if (fields.relation.empty()) fields.relation = person.relation;
    if (!from.party_given) fields.party = person.party;
    if (!fields.joined_party && fields.party != Party::none) fields.joined_party = person.joined_party;
    if (fields.identity && !from.fields.identity) {
      // The number that is known says more than the sheet; a sheet that contradicts it was not matched to it.
      fields.born.reset();
      fields.sex.reset();
    }
    apply(fields, context_.today(), person);
  }

  Person made(const Found& found, Id<Household> household) {
    Person person;
    person.id = context_.make_id<Person>();
    person.household = household;
    person.version = 1;
    apply(found.person->fields, context_.today(), person);
    ++out_.persons.added;
    return person;
  }

  void make(const PlanHousehold& home, const std::vector<Found>& found) {
    Household household;
    household.id = context_.make_id<Household>();
    household.version = 1;
    if (!home.kind && !plan_.kind) ++kind_unsaid_;
    merge(home, household);
    bool member_named = false;
    for (const Found& each : found) {
      out_.new_persons.push_back(made(each, household.id));
      member_named = member_named || out_.new_persons.back().party != Party::none;
    }
    warn_without_member(home, household, member_named);
    out_.new_households.push_back(std::move(household));
    ++out_.households.added;
  }

  void change(const PlanHousehold& home, std::size_t at, const std::vector<Found>& found) {
    Household household = known_.household(at);
    merge(home, household);
    const PlanPerson* head = home.head();
    std::set<std::size_t> named;
    bool member_named = false;
    for (const Found& each : found) {
      if (!each.known) {
        out_.new_persons.push_back(made(each, household.id));
        member_named = member_named || out_.new_persons.back().party != Party::none;
        continue;
      }
      named.insert(*each.known);
      const Person& before = known_.person(*each.known);
      Person person = before;
      merge(*each.person, person);
      // A sheet that names no head leaves the one there is.
      if (head == nullptr && before.is_head) {
        person.is_head = true;
        person.relation = relation_head;
      }
      member_named = member_named || person.party != Party::none;
      keep(before, std::move(person));
    }
    for (const std::size_t resident : known_.residents(at)) {
      const Person& before = known_.person(resident);
      member_named = member_named || before.party != Party::none;
      if (head == nullptr || !before.is_head || named.contains(resident)) continue;
      Person person = before;
      person.is_head = false;
      person.relation = relation_unknown;
      keep(before, std::move(person));
    }
    warn_without_member(home, household, member_named);
    if (same(household, known_.household(at))) {
      ++out_.households.unchanged;
      return;
    }
    ++household.version;
    ++out_.households.changed;
    out_.changed_households.push_back(std::move(household));
  }

  void keep(const Person& before, Person person) {
    if (same(person, before)) {
      ++out_.persons.unchanged;
      return;
    }
    ++person.version;
    ++out_.persons.changed;
    if (person.identity != before.identity) out_.new_identities.emplace_back(person.identity, person);
    out_.changed_persons.push_back(std::move(person));
  }

  void warn_without_member(const PlanHousehold& home, const Household& household, bool member_named) {
    if (household.kind == Kind::member && !member_named)
      out_.warnings.push_back(issue_at(plan_, home.first_row, Field::party, "", "import.member.none_named"));
  }

  Context& context_;
  const ImportPlan& plan_;
  const Known known_;
  std::unordered_map<std::string, Id<Organisation>> groups_;
  std::map<std::string, store::Owner> owners_;
  std::int64_t kind_unsaid_ = 0;
  Resolution out_;
};

}  // namespace

Resolution resolve(Context& context, const Village& village, const ImportPlan& plan) {
  return Resolver(context, village, plan).run();
}

}  // namespace lianghu::households
