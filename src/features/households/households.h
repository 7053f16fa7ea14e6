#pragma once
// Households (户) and the persons in them: the unit of everything the programme does. Whether a household is
// a member household (党员户), a contact household (联系户) or neither is entered, never guessed. Identity
// and telephone numbers leave this room masked, except through `unmasked_card`, which asks for a reason; who
// reads a contact household's record is journalled.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/organisations/organisations.h"
#include "journal/context.h"

namespace lianghu::households {

using organisations::Organisation;
using organisations::Village;

enum class Kind { member, contact, neither };
BOOST_DESCRIBE_ENUM(Kind, member, contact, neither)
enum class State { active, left };
BOOST_DESCRIBE_ENUM(State, active, left)
enum class Sex { male, female };
BOOST_DESCRIBE_ENUM(Sex, male, female)
enum class Party { none, probationary, full };
BOOST_DESCRIBE_ENUM(Party, none, probationary, full)

struct Household {
  Id<Household> id;
  std::optional<std::string> code;  // 户编号, unique in the village
  Kind kind = Kind::neither;
  std::optional<Id<Organisation>> group;  // Party group
  std::string address;
  std::string phone;
  std::vector<std::string> categories;  // codes of codes.h
  std::vector<std::string> needs;       // codes of codes.h
  std::string note;
  State state = State::active;
  std::string left_reason;
  std::optional<Date> left_on;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Household, (),
                      (id, code, kind, group, address, phone, categories, needs, note, state, left_reason,
                       left_on, version))

struct Person {
  Id<Person> id;
  Id<Household> household;
  std::string name;
  std::string identity;  // GB 11643; "" when not known
  std::optional<Date> born;
  std::optional<Sex> sex;
  std::string relation;  // to the head, GB/T 4761-2008; "" when not known
  bool is_head = false;
  Party party = Party::none;
  std::optional<Date> joined_party;
  std::string phone;
  std::optional<Date> left_on;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, household, name, identity, born, sex, relation, is_head, party, joined_party,
                       phone, left_on, version))

/// What is entered about a household. Telephone: nothing keeps what is there, "" removes it.
struct HouseholdFields {
  std::optional<std::string> code;
  Kind kind = Kind::neither;
  std::optional<Id<Organisation>> group;
  std::string address;
  std::optional<std::string> phone;
  std::vector<std::string> categories;
  std::vector<std::string> needs;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(HouseholdFields, (), (code, kind, group, address, phone, categories, needs, note))

/// What is entered about a person. Identity and telephone: nothing keeps what is there, "" removes it. Birth
/// date and sex come from the identity number when there is one.
struct PersonFields {
  std::string name;
  std::optional<std::string> identity;
  std::optional<Date> born;
  std::optional<Sex> sex;
  std::string relation;
  bool is_head = false;
  Party party = Party::none;
  std::optional<Date> joined_party;
  std::optional<std::string> phone;
};
BOOST_DESCRIBE_STRUCT(PersonFields, (),
                      (name, identity, born, sex, relation, is_head, party, joined_party, phone))

struct Card {
  Household household;
  std::vector<Person> persons;  // the head first; those who left last
};
BOOST_DESCRIBE_STRUCT(Card, (), (household, persons))

/// Staff of the subtree see and change the whole village, auditors see it, a group leader sees the group, a
/// member household itself. Throws Refusal 404 organisation.not_found for everybody else, 403 rights.missing
/// for operators.
[[nodiscard]] Village readable_village(Context& context, Id<Organisation> id);
/// The same for those who may change it: staff.
[[nodiscard]] Village writable_village(Context& context, Id<Organisation> id);

/// Throws Refusal 403 rights.missing unless staff; 422 household.{code.length, address.length, note.length,
/// phone.form, category.unknown, need.unknown, group.unknown}, person.{name.length, identity.*, born.*,
/// sex.contradicts, relation.unknown, joined_party.*, phone.form}; 409 household.code.taken,
/// person.identity.{taken, elsewhere}.
Card add(Context& context, const Village& village, const HouseholdFields& household,
         const PersonFields& head);
/// Also 409 version.stale when somebody changed it since, 404 household.not_found.
Household change(Context& context, const Village& village, Id<Household> id, const HouseholdFields& fields,
                 std::int64_t version);
/// The household moved away, died out or was dissolved; its persons leave with it. 422 household.left.reason,
/// household.left.date.
Household mark_left(Context& context, const Village& village, Id<Household> id, std::string_view reason,
                    Date on, std::int64_t version);

/// A new head takes the place of the old one.
Person add_person(Context& context, const Village& village, Id<Household> household,
                  const PersonFields& fields);
Person change_person(Context& context, const Village& village, Id<Person> id, const PersonFields& fields,
                     std::int64_t version);
/// 422 person.head.needed for the head: name another one first, or mark the household as left.
Person mark_person_left(Context& context, const Village& village, Id<Person> id, Date on,
                        std::int64_t version);

/// One household as its card shows it, numbers masked. Journalled when it is a contact household's and the
/// reader is not of it, so it needs a change.
Card card(Context& context, const Village& village, Id<Household> id);
/// With the numbers in full: staff only. 422 household.unmask.reason (5 to 200 characters).
Card unmasked_card(Context& context, const Village& village, Id<Household> id, std::string_view reason);

struct Filter {
  std::optional<Kind> kind;
  std::optional<Id<Organisation>> group;
  State state = State::active;
  std::string text;  // in a person's name, the code or the address
  std::optional<std::string> category;
  Id<Household> after{};  // the last one of the page before
  int limit = 50;         // at most 200
};

struct ListRow {
  Id<Household> id;
  std::optional<std::string> code;
  Kind kind{};
  std::optional<Id<Organisation>> group;
  std::string head;  // name
  std::string address;
  int persons = 0;
  int party_members = 0;  // probationary ones included
  State state{};
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ListRow, (),
                      (id, code, kind, group, head, address, persons, party_members, state, version))

struct Counts {
  std::int64_t member = 0, contact = 0, neither = 0, left = 0, persons = 0, party_members = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (member, contact, neither, left, persons, party_members))

/// What the actor may see of it, oldest first.
[[nodiscard]] std::vector<ListRow> list(Context& context, const Village& village, const Filter& filter);
[[nodiscard]] Counts counts(Context& context, const Village& village);

// For the rooms above: no rights are asked here, so what they show of it is theirs to decide.

struct ActiveHousehold {
  Id<Household> id;
  std::optional<std::string> code;
  Kind kind{};
  std::optional<Id<Organisation>> group;
  Id<Person> head;
  std::string head_name;
  std::string address;
};
/// The households that live there now, oldest first.
[[nodiscard]] std::vector<ActiveHousehold> active_households(Context& context, const Village& village,
                                                             std::optional<Kind> kind = std::nullopt);
/// One of them, also when it has left; nothing when the village has none of that id.
[[nodiscard]] std::optional<ActiveHousehold> find(Context& context, const Village& village, Id<Household> id);
/// Categories and needs, for pairing and help.
struct Hardship {
  std::vector<std::string> categories;
  std::vector<std::string> needs;
};
[[nodiscard]] Hardship hardship(Context& context, const Village& village, Id<Household> id);

/// Whether this deployment's key opens what is sealed of persons; nothing when nothing is sealed.
[[nodiscard]] std::optional<bool> key_opens(Context& context);

struct Resident {
  Id<Person> id;
  std::string name;
  std::string relation;
  bool is_head = false;
  Party party{};
  std::optional<Date> joined_party;
};
/// Who lives in the household now, the head first.
[[nodiscard]] std::vector<Resident> residents(Context& context, const Village& village, Id<Household> id);
/// Their names alone.
[[nodiscard]] std::vector<std::string> resident_names(Context& context, const Village& village,
                                                      Id<Household> id);

}  // namespace lianghu::households
