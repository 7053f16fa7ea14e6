#pragma once
// The SQL of persons, and of the table that knows in which village an identity number is registered now.
// Numbers go in and come out in full; who calls masks them.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "features/households/account_person.h"
#include "features/households/households.h"
#include "features/households/register.h"

namespace lianghu::households::store {

void insert(Context& context, Id<Organisation> village, const Person& person);
/// False when the version is not `person.version - 1` any more.
[[nodiscard]] bool update(Context& context, Id<Organisation> village, const Person& person);
/// Many new ones at once; claims their identity numbers too.
void insert_all(Context& context, Id<Organisation> village, const std::vector<Person>& persons);

[[nodiscard]] std::optional<Person> by_id(Context& context, Id<Organisation> village, Id<Person> id);
/// The head first; those who left last.
[[nodiscard]] std::vector<Person> of_household(Context& context, Id<Organisation> village,
                                               Id<Household> household);
/// Names of those who live in it.
[[nodiscard]] std::vector<std::string> names_in(Context& context, Id<Organisation> village,
                                                Id<Household> household);
/// Who lives there, after `after`, in pages, by id.
[[nodiscard]] std::vector<Person> page(Context& context, Id<Organisation> village, Id<Person> after,
                                       int limit);

/// Everybody, also who left, by id.
/// The other households in which somebody of this one is or was registered.
[[nodiscard]] std::set<Id<Household>> sharing_a_person(Context& context, Id<Organisation> village,
                                                       Id<Household> household);
[[nodiscard]] std::vector<Registered> registered(Context& context, Id<Organisation> village);
/// Who lives there and has `text` in the name, by name.
[[nodiscard]] std::vector<PersonRow> named(Context& context, Id<Organisation> village, std::string_view text,
                                           bool of_member_households, int limit);

/// Whether one sealed number, any, opens; nothing when there is none.
[[nodiscard]] std::optional<bool> one_opens(Context& context);

struct Owner {
  Id<Organisation> village;
  Id<Person> person;
};
/// Where somebody with that identity number is registered now.
[[nodiscard]] std::optional<Owner> owner_of(Context& context, std::string_view identity);
/// The same for many, by identity number; free ones are missing.
[[nodiscard]] std::map<std::string, Owner> owners_of(Context& context,
                                                     const std::vector<std::string>& identities);
void claim(Context& context, std::string_view identity, const Owner& owner);
void release(Context& context, std::string_view identity);

}  // namespace lianghu::households::store
