#pragma once
// Whom an account can be: the persons of a village as those see them who give accounts out.
#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/households/households.h"

namespace lianghu::households {

/// See accounts::FindPerson.
[[nodiscard]] accounts::PersonRef account_person(Context& context, Id<Organisation> village,
                                                 std::int64_t person, bool of_member_household);

struct PersonRow {
  Id<Person> id;
  Id<Household> household;
  std::string name;
  Kind kind{};  // of the household
  std::string head;
  std::string address;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (id, household, name, kind, head, address))

inline constexpr int persons_found_max = 20;
/// Who lives in the village and has `text` in the name, by name, the first twenty: for staff. Throws Refusal
/// 403 rights.missing for everybody else.
[[nodiscard]] std::vector<PersonRow> find_persons(Context& context, const Village& village,
                                                  std::string_view text, bool of_member_households);

}  // namespace lianghu::households
