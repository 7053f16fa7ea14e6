#pragma once
// Named families for the tests of this room and of those above it: made-up people with identity numbers that
// fit.
#include <string>
#include <string_view>

#include "base/gb11643.h"
#include "features/households/households.h"
#include "features/organisations/testing.h"

namespace lianghu::households::testing {

using organisations::testing::refused;

/// The identity number of somebody born on that day in Gannan County; odd orders are men.
inline std::string identity(std::string_view born_yyyymmdd, int order) {
  std::string digits = "230225" + std::string(born_yyyymmdd) + std::to_string(1000 + order).substr(1);
  return digits + gb11643::check_digit(digits);
}

inline PersonFields person(std::string_view name, std::string identity_number = {}) {
  PersonFields fields;
  fields.name = name;
  if (!identity_number.empty()) fields.identity = std::move(identity_number);
  return fields;
}

inline HouseholdFields household(Kind kind, std::string_view address = "音河村一组") {
  HouseholdFields fields;
  fields.kind = kind;
  fields.address = address;
  return fields;
}

/// A village as the system sees it.
inline Village village(Context& context, const Organisation& branch) {
  return organisations::village(context, branch.id, staff_kinds);
}

/// A household with its head, who is a Party member in a member household.
inline Card settle(journal::testing::Bench& bench, const Organisation& branch, Kind kind,
                   std::string_view name, std::string identity_number = {}) {
  PersonFields head = person(name, std::move(identity_number));
  if (kind == Kind::member) head.party = Party::full;
  return bench.change([&](Context& c) { return add(c, village(c, branch), household(kind), head); });
}

}  // namespace lianghu::households::testing
