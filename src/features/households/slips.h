#pragma once
// Slips (联系户凭条): a paper with a code of twelve digits, by which a contact household speaks for itself
// without an account: acknowledges help, sees its own plan. The code is shown to whoever issues the slip and
// is kept nowhere; the database holds a keyed hash of it. A new slip voids the old one.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/households/households.h"

namespace lianghu::households {

struct Slip {
  Id<Slip> id;
  Id<Household> household;
  Date issued_on{};
  std::int64_t issued_by = 0;  // account
  std::string issuer_name;
  std::optional<Date> voided_on;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Slip, (), (id, household, issued_on, issued_by, issuer_name, voided_on, version))

/// A new one; the household's old one is void from now on. Staff. Throws Refusal 422 slip.not_contact, 404
/// household.not_found.
Slip issue_slip(Context& context, const Village& village, Id<Household> household);
/// Ends the household's slip, if it has one: it was lost, or seen by somebody else. Staff.
void void_slip(Context& context, const Village& village, Id<Household> household);
/// Those that hold now, by household. Staff.
[[nodiscard]] std::vector<Slip> slips(Context& context, const Village& village);

/// What stands on the paper (base/code_digits.h). For whoever has just issued it, and for printing it then.
[[nodiscard]] std::string code_on(const Slip& slip, const Sealer& sealer);

struct SlipHolder {
  Id<Organisation> village;
  Id<Household> household;
};
/// Whose the code is that somebody typed, spaces and full-width digits as they come. Every code that lets
/// nobody in, whatever is wrong with it, gets the same Refusal 422 slip.code.unknown; who calls limits how
/// often one may try.
[[nodiscard]] SlipHolder resolve_code(Context& context, std::string_view typed);

}  // namespace lianghu::households
